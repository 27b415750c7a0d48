#!/usr/bin/env node
var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 12)) {
  process.stderr.write(
    'lowcode-deploy needs Node 20.12 or newer, and this is Node ' + process.versions.node + ' (' + process.execPath + '): install a newer one from https://nodejs.org.\n'
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
