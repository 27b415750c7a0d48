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
      names: /^(no-add-ons|no-tests|tests-.*|probe-.*|no-framework)$/,
      because: 'is about tests, which the demo does not run',
    },
    {
      names: /^(settings-.*|second-setting-refused)$/,
      because: 'is about configuration, which the demo does not set',
    },
    {
      names: /^(solution-.*|big-package|download-.*|no-binary|foreign-url|bare-download)$/,
      because: 'is about exports',
    },
    { names: /^binary-/, because: 'is about packages, and the demo deploys an application' },
  ],
  readsStatus: ({ method, path }) => method === 'GET' && /\/deployments\/[^/]+\/status\/$/i.test(path),
} as const satisfies PlatformDemo;
