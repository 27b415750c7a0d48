import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The inputs that only PagerDuty has. */
export const pagerdutyInputs = {
  'pagerduty-routing-key': {
    type: types.secret(),
    secret: true,
    about:
      'Integration key of a PagerDuty service or an event orchestration, for change events (Events API v2). Switches PagerDuty on.',
  },
  'pagerduty-url': {
    type: types.url('https://events.pagerduty.com', {
      us: 'https://events.pagerduty.com',
      eu: 'https://events.eu.pagerduty.com',
    }),
    default: 'us',
    about: "PagerDuty's region, `us` or `eu`, or a base URL.",
  },
} as const satisfies InputTable;
