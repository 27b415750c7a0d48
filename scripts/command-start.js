/**
 * The first file of the command, as text. It parses on each Node that knows ES modules and `import()` (12.17 and
 * newer), so that an old one prints a sentence and no syntax error. It loads the rest only on a Node that can run it.
 * @param {string} range `engines.node` of package.json, such as `>=20.12`
 */
export function commandStart(range) {
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(range) ?? [];
  if (minor === undefined) throw new Error(`engines.node must be of the form >=20.12 (got "${range}").`);
  return `#!/usr/bin/env node
var version = process.versions.node.split('.').map(Number);
if (version[0] < ${major} || (version[0] === ${major} && version[1] < ${minor})) {
  process.stderr.write(
    'lowcode-deploy needs Node ${major}.${minor} or newer, and this is Node ' + process.versions.node + ' (' + process.execPath + '): install a newer one from https://nodejs.org.\\n'
  );
  process.exitCode = 1;
} else {
  // Stays if the rest never ends: see src/ci/exit-guard.ts.
  process.exitCode = 13;
  import('../bundle/index.js').then(function (bundle) {
    return bundle.command();
  }).catch(function (error) {
    process.exitCode = 1;
    throw error;
  });
}
`;
}
