import { appian } from './platforms/appian/adapter.ts';
import { odc } from './platforms/odc/adapter.ts';
import { outsystems } from './platforms/outsystems/adapter.ts';
import { bigpanda } from './trackers/bigpanda/adapter.ts';
import { cdevents } from './trackers/cdevents/adapter.ts';
import { datadog } from './trackers/datadog/adapter.ts';
import { deploymentsApi } from './trackers/deployments-api/adapter.ts';
import { github } from './trackers/github/adapter.ts';
import { pagerduty } from './trackers/pagerduty/adapter.ts';

/** Every platform. A new one needs a folder under `platforms/` and a line here. */
export const platforms = [
  appian, //
  outsystems,
  odc,
] as const;

/** Every tracker. A new one needs a folder under `trackers/` and a line here. */
export const trackers = [
  bigpanda, //
  deploymentsApi,
  github,
  cdevents,
  pagerduty,
  datadog,
] as const;
