import { strToU8, zipSync } from 'fflate';
import type { PlatformDemo } from '../demo.ts';

/** The demo of OutSystems 11: an application goes from one environment to the next. */
export const lifetimeDemo = {
  platform: 'outsystems',
  api: 'lifetime',
  samples: [
    { name: 'EmployeeBackoffice.oap', bytes: () => zipSync({ 'Manifest.xml': strToU8('<Manifest/>') }) },
  ],
  inputs: ({ token }) => ({
    token,
    'source-environment': 'Development',
    environment: 'Test',
    application: 'EmployeeBackoffice',
  }),
  unfit: [
    {
      names: /^(no-add-ons|settings-refused|no-tests|tests-.*)$/,
      because: 'is about add-ons that no deployment asks',
    },
    {
      names: /^(solution-.*|big-package|download-.*|no-binary|foreign-url|bare-download)$/,
      because: 'is about exports',
    },
    { names: /^binary-/, because: 'is about packages, and the demo deploys an application' },
  ],
  readsStatus: ({ method, path }) => method === 'GET' && /\/deployments\/[^/]+\/status\/$/i.test(path),
} as const satisfies PlatformDemo;
