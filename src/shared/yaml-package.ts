/** The YAML library. It is a module of its own, because all bundles load one copy of it: see `scripts/build.js`. */
export { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
