import { folderOf, type TrackerAdapter } from '../adapter.ts';
import { pagerdutyInputs } from './inputs.ts';

/** The adapter for PagerDuty's change events. */
export const pagerduty: TrackerAdapter<'pagerduty', typeof pagerdutyInputs> = {
  name: 'pagerduty',
  title: 'PagerDuty',
  inputs: pagerdutyInputs,
  rules: () => [],
  needsComponent: () => false,
  place: ({ 'pagerduty-routing-key': key, 'pagerduty-url': { host } }) => key && `PagerDuty at ${host}`,
  address: ({ 'pagerduty-routing-key': key, 'pagerduty-url': url }) => key && url?.href,

  async connect({ inputs, server, redact }) {
    const { 'pagerduty-url': url, 'pagerduty-routing-key': routingKey = '' } = inputs;
    const { createPagerDuty } = await import('./tracker.ts');
    return createPagerDuty(server('PagerDuty', folderOf(url), {}), { routingKey, redact });
  },
};
