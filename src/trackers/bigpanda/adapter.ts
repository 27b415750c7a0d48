import { folderOf, type TrackerAdapter } from '../adapter.ts';
import { bigpandaInputs } from './inputs.ts';
import { bigpandaRules } from './rules.ts';

/** The adapter for BigPanda, which uses its deployments API or its Changes API. */
export const bigpanda: TrackerAdapter<'bigpanda', typeof bigpandaInputs> = {
  name: 'bigpanda',
  title: 'BigPanda',
  inputs: bigpandaInputs,
  rules: bigpandaRules,
  needsComponent: ({ 'bigpanda-token': token }) => token !== undefined,

  place: ({ 'bigpanda-token': token, 'bigpanda-url': { host }, 'bigpanda-api': api }) =>
    token && `BigPanda${api === 'changes' ? ' changes' : ''} at ${host}`,

  address: ({ 'bigpanda-token': token, 'bigpanda-url': url, 'bigpanda-api': api }) =>
    token && url && api && `${url.href} (${api})`,

  async connect({ inputs, clock, server }) {
    const authorization = `Bearer ${inputs['bigpanda-token'] ?? ''}`;
    const base = folderOf(inputs['bigpanda-url']);
    const key = inputs['bigpanda-app-key'];
    if (inputs['bigpanda-api'] === 'deployments') {
      const { createBigPanda } = await import('./events.ts');
      return createBigPanda(server('BigPanda', base, { authorization }));
    }
    const { createBigPandaChanges } = await import('./changes.ts');
    return createBigPandaChanges(
      server('BigPanda', base, { authorization, ...(key && { 'x-bp-app-key': key }) }),
      clock,
    );
  },
};
