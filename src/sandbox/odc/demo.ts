import type { PlatformDemo } from '../demo.ts';

/** The demo of OutSystems Developer Cloud: an application is built and goes from one stage to the next. */
export const odcDemo = {
  platform: 'odc',
  api: 'odc',
  samples: [],
  inputs: ({ token }) => ({
    'client-id': 'demo',
    'client-secret': token,
    'source-environment': 'Development',
    environment: 'Test',
    application: 'EmployeeBackoffice',
  }),
  unfit: [
    { names: /^(identity-.*|discovery-.*)$/, because: 'is chosen by the address alone' },
    { names: /settings/, because: 'is about configuration, which the demo does not set' },
  ],
  readsStatus: ({ method, path }) => method === 'GET' && /\/deployment-operations\/[\w-]{36}$/.test(path),
} as const satisfies PlatformDemo;
