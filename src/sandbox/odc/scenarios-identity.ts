import { problem } from './errors.ts';
import type { OdcScenario } from './scenario.ts';

/** Scenarios that differ in the discovery document, the token endpoint or the life of an access token. */
export const identityScenarios: readonly OdcScenario[] = [
  {
    name: 'secret-expired',
    about: 'the client secret has expired: no access token (401)',
    loginRefusal: { status: 401, error: 'invalid_client', text: 'The client secret has expired.' },
  },
  {
    name: 'client-revoked',
    about: 'the API client is revoked: no access token (400)',
    loginRefusal: { status: 400, error: 'unauthorized_client', text: 'Client not enabled.' },
  },
  {
    name: 'echo-secret',
    about: 'no access token (401), with the client secret in the text',
    loginRefusal: { status: 401, error: 'invalid_client', text: 'Invalid client credentials:' },
    echoesSecret: true,
  },
  { name: 'token-no-life', about: 'the answer has no expires_in', omitsLife: true },
  { name: 'token-short', about: 'an access token lives 60 seconds', tokenSeconds: 60 },
  { name: 'token-uses', about: 'an access token is refused (401) after 10 requests', tokenUses: 10 },
  {
    name: 'unauthorized',
    about: '401 for every access token',
    refuse: (_call, _nth, { path }) => problem(401, path),
  },
  {
    name: 'identity-elsewhere',
    about: 'in the address: the token endpoint is on another host',
    discovery: 'elsewhere',
  },
  {
    name: 'discovery-page',
    about: 'in the address: the discovery document is a login page',
    discovery: 'page',
  },
  { name: 'discovery-missing', about: 'in the address: no discovery document (404)', discovery: 'missing' },
  {
    name: 'discovery-empty',
    about: 'in the address: the discovery document has no token_endpoint',
    discovery: 'no endpoint',
  },
];
