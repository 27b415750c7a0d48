import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { PlatformDemo } from '../demo.ts';

/** The tokens of scenarios about the rule tests after the deployment. */
const ABOUT_TESTS = /^sandbox-(?:no-)?tests?(?:-|$)/;
const PACKAGE = 'customer-portal.zip';

/** The demo of Appian: a package goes to a site. */
export const appianDemo = {
  platform: 'appian',
  api: 'appian',
  samples: [{ name: PACKAGE, bytes: samplePackage }],
  inputs: ({ token, folder }) => ({
    token,
    environment: 'production',
    package: join(folder, PACKAGE),
    version: '1.2.3',
    ...(ABOUT_TESTS.test(token) && { tests: 'all', 'tests-timeout': '30s' }),
  }),
  unfit: [
    { names: /^(export-.*|no-packages|no-application|no-outgoing)$/, because: 'is about exports' },
    {
      names: /^tests-partly-none$/,
      because: 'is about the tests of some applications, and the demo runs all',
    },
  ],
  readsStatus: ({ method, path }) => method === 'GET' && /\/deployments\/[\w-]{36}$/.test(path),
} as const satisfies PlatformDemo;

/** A package with the layout of an Appian export. */
function samplePackage(): Uint8Array {
  const uuid = '_a-0000-customer-portal';
  return zipSync({
    'META-INF/MANIFEST.MF': strToU8('Manifest-Version: 1.0\r\nAppian-Version: 25.3.335.0\r\n'),
    'META-INF/export.log': strToU8('Success (1):\n'),
    [`application/${uuid}.xml`]: strToU8(
      '<applicationHaul><application><name>Customer portal</name></application></applicationHaul>',
    ),
  });
}
