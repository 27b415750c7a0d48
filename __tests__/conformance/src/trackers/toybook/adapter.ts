import { needed } from '../../inputs/problems.ts';
import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';
import { folderOf, type TrackerAdapter } from '../adapter.ts';

const toybookInputs = {
  'toybook-url': { type: types.url('https://toybook.example.com'), about: 'Address of Toybook.' },
  'toybook-token': { type: types.secret(), secret: true, about: 'Token for Toybook.' },
} as const satisfies InputTable;

/** A tracker with two inputs and an id for each record, as small as one can be. */
export const toybook: TrackerAdapter<'toybook', typeof toybookInputs> = {
  name: 'toybook',
  title: 'Toybook',
  inputs: toybookInputs,
  recordOutput: { name: 'toybook-id', about: 'Id of the record in Toybook.' },
  rules: ({ 'toybook-url': url, 'toybook-token': token }) =>
    url !== undefined && token === undefined
      ? [needed('toybook-token', 'is required for `toybook-url` and empty')]
      : [],
  needsComponent: () => false,
  address: ({ 'toybook-url': url }) => url?.href,
  place: ({ 'toybook-url': url }) => url && `Toybook at ${url.host}`,
  async connect({ inputs, server }) {
    const { createToybook } = await import('./toybook.ts');
    const { 'toybook-url': url = inputs.url, 'toybook-token': token = '' } = inputs;
    return createToybook(server('Toybook', folderOf(url), { authorization: `Bearer ${token}` }));
  },
};
