import { withoutTrailing } from '../../http/scan.ts';
import { folderOf, type TrackerAdapter } from '../adapter.ts';
import { deploymentsApiInputs } from './inputs.ts';
import { deploymentsApiRules } from './rules.ts';
import type { Credentials } from './session.ts';

/** The adapter for the Deployments API, a service that keeps a record of each deployment. */
export const deploymentsApi: TrackerAdapter<'deployments-api', typeof deploymentsApiInputs> = {
  name: 'deployments-api',
  title: 'Deployments API',
  inputs: deploymentsApiInputs,
  recordOutput: { name: 'deployments-api-id', about: 'Id of the record in the Deployments API.' },
  rules: deploymentsApiRules,
  needsComponent: ({ 'deployments-api-url': url, 'deployments-api-component': component }) =>
    url !== undefined && component === undefined,
  gate: ({ 'promote-from': from }) => from,

  place: ({ 'deployments-api-url': url }) => url && `Deployments API at ${url.host}`,

  address(values) {
    const { 'deployments-api-url': url } = values;
    if (url === undefined) return undefined;
    const narrower = [
      ['organization', values['deployments-api-organization']],
      ['component', values['deployments-api-component']],
      ['environment', values['deployments-api-environment']],
    ].flatMap(([what, value]) => (value === undefined ? [] : [`${what} ${value}`]));
    return [rootOf(url).root.href, ...narrower].join(', ');
  },

  async connect({ inputs, clock, server, hide }) {
    const { 'deployments-api-url': url, 'deployments-api-organization': organization } = inputs;
    if (url === undefined) throw new Error('The Deployments API was connected without its address.');
    const { root, versioned } = rootOf(url);
    const headers = organization === undefined ? {} : { 'x-organization-id': organization };
    const credentials = credentialsOf(inputs);
    const { createApi, createDeploymentsApi, createSession } = await import('./tracker.ts');
    const session = createSession({
      server: server('Deployments API', root, headers),
      credentials,
      versioned,
      hide,
    });
    const naming = {
      component: inputs['deployments-api-component'],
      environment: inputs['deployments-api-environment'],
    };
    return createDeploymentsApi({ api: createApi(session), clock, naming });
  },
};

/**
 * Splits an address of the portal, of its `/api`, or of the whole base. `root` has no API path and ends with a slash;
 * `versioned` is true if the address ends with `/api/v1`.
 */
export function rootOf(url: URL): { readonly root: URL; readonly versioned: boolean } {
  const address = withoutTrailing(url.href, '/');
  const api = ['/api/v1', '/api'].find((end) => address.endsWith(end)) ?? '';
  return {
    root: folderOf(new URL(address.slice(0, address.length - api.length))),
    versioned: api === '/api/v1',
  };
}

interface CredentialInputs {
  readonly 'deployments-api-token': string | undefined;
  readonly 'deployments-api-username': string | undefined;
  readonly 'deployments-api-password': string | undefined;
}

function credentialsOf({
  'deployments-api-token': token,
  'deployments-api-username': username = '',
  'deployments-api-password': password = '',
}: CredentialInputs): Credentials {
  return token === undefined ? { username, password } : { token };
}
