import type { InputTable } from '../../inputs/types.ts';
import * as types from '../../inputs/types.ts';

/** The sites of Datadog: https://docs.datadoghq.com/getting_started/site/ */
const sites = [
  'datadoghq.com',
  'us3.datadoghq.com',
  'us5.datadoghq.com',
  'datadoghq.eu',
  'ap1.datadoghq.com',
  'ap2.datadoghq.com',
  'ddog-gov.com',
  'us2.ddog-gov.com',
];

/** The inputs that only Datadog has. */
export const datadogInputs = {
  'datadog-api-key': {
    type: types.secret(),
    secret: true,
    about: 'Datadog API key, for DORA deployments. Switches Datadog on.',
  },
  'datadog-site': {
    type: types.url(
      'https://api.datadoghq.com',
      Object.fromEntries(sites.map((site) => [site, `https://api.${site}`])),
    ),
    default: 'datadoghq.com',
    about: "Datadog's site, such as `datadoghq.eu`, or the base URL of its API.",
  },
} as const satisfies InputTable;
