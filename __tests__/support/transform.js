// Compiles TypeScript, and reads the globals of each module once. A test file runs in a context of its own, in which
// Node 20 looks up each use of a global name by a slow call; a constant of the module costs nothing.
import swc from '@swc/jest';

/** Globals that no test replaces. */
const names = [
  'AbortController',
  'AbortSignal',
  'Array',
  'BigInt',
  'Boolean',
  'Buffer',
  'DataView',
  'Error',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'Reflect',
  'RegExp',
  'Set',
  'String',
  'Symbol',
  'TextDecoder',
  'TextEncoder',
  'TypeError',
  'URL',
  'URLSearchParams',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'WeakMap',
  'decodeURIComponent',
  'encodeURIComponent',
];

/** Puts the constants in the first line of the code, so that the numbers of its lines stay. */
function withConstants({ code, ...rest }) {
  const used = names.filter((name) => new RegExp(`(?<![.\\w'])${name}\\b`).test(code));
  return { ...rest, code: used.length === 0 ? code : `const { ${used.join(', ')} } = globalThis; ${code}` };
}

export default {
  /** @param {object} options those of swc */
  createTransformer(options) {
    const compiler = swc.createTransformer(options);
    return {
      ...compiler,
      process: (...given) => withConstants(compiler.process(...given)),
      processAsync: async (...given) => withConstants(await compiler.processAsync(...given)),
      getCacheKey: (...given) => `${compiler.getCacheKey(...given)}-constants-2`,
    };
  },
};
