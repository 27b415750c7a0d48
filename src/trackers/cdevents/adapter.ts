import type { TrackerAdapter } from '../adapter.ts';
import { cdeventsInputs } from './inputs.ts';
import { cdeventsRules } from './rules.ts';

/** The adapter for any system that takes CDEvents. */
export const cdevents: TrackerAdapter<'cdevents', typeof cdeventsInputs> = {
  name: 'cdevents',
  title: 'CDEvents',
  inputs: cdeventsInputs,
  rules: cdeventsRules,
  needsComponent: ({ 'cdevents-url': url }) => url !== undefined,
  place: ({ 'cdevents-url': url }) => url && `CDEvents at ${url.host}`,
  address: ({ 'cdevents-url': url }) => url?.href,

  async connect({ inputs, server, redact }) {
    const { 'cdevents-url': url, 'cdevents-token': token } = inputs;
    if (url === undefined) throw new Error('CDEvents was connected without an address.');
    const { createCdEvents } = await import('./tracker.ts');
    // The events go to this very address, so it is the base without a further slash.
    return createCdEvents(server('CDEvents', url, token ? { authorization: `Bearer ${token}` } : {}), redact);
  },
};
