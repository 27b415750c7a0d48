/** GitHub's library. It is a module of its own, because all bundles load one copy of it: see `scripts/build.js`. */
export { getOctokit } from '@actions/github';
