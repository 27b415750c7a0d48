import type { InputDefinition } from './types.ts';
import * as types from './types.ts';

/** The inputs for platforms that require a client certificate (mutual TLS). */
export const certificateInputs = {
  'client-certificate': {
    type: types.pem('-----BEGIN CERTIFICATE-----'),
    about:
      'For a platform that asks who connects (mutual TLS; Appian: port 8443 in `url`): the certificate with its chain, as PEM text or the path of a file.',
  },
  'client-key': {
    type: types.pem('-----BEGIN PRIVATE KEY-----'),
    secret: true,
    about: 'The private key of `client-certificate`, as PEM text or the path of a file.',
  },
  'client-key-passphrase': {
    type: types.password(),
    secret: true,
    about: 'The passphrase of `client-key`, if it is encrypted.',
  },
} as const satisfies Record<string, InputDefinition>;
