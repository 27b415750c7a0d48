import type { TrackerDeliveries } from '../../src/release/result.ts';
import type { Sandbox } from '../../src/sandbox/index.ts';
import type { Step } from './action.ts';
import { violationsIn } from './requests.ts';
import { transcript } from './transcript.ts';

/** Scenarios of the simulated trackers; an omitted tracker is off. */
export interface Trackers {
  readonly changes?: string;
  readonly deploymentsApi?: string;
  readonly github?: string;
  readonly cdevents?: string;
  readonly pagerduty?: string;
  readonly datadog?: string;
}

/** Returns the inputs that switch trackers on, alone or together. */
export function tracked(
  url: string,
  { changes, deploymentsApi, github, cdevents, pagerduty, datadog }: Trackers,
): Readonly<Record<string, string>> {
  return {
    'bigpanda-token': changes ? `sandbox-${changes}` : '',
    ...(changes && { 'bigpanda-api': 'changes', 'bigpanda-app-key': 'a-bigpanda-app-key' }),
    ...(deploymentsApi && {
      'deployments-api-url': url,
      'deployments-api-token': `sandbox-${deploymentsApi}`,
    }),
    ...(github && { 'github-deployment': 'create', 'github-token': `sandbox-${github}` }),
    ...(cdevents && { 'cdevents-url': `${url}/cdevents`, 'cdevents-token': `sandbox-${cdevents}` }),
    ...(pagerduty && { 'pagerduty-url': url, 'pagerduty-routing-key': `sandbox-${pagerduty}` }),
    ...(datadog && { 'datadog-site': url, 'datadog-api-key': `sandbox-${datadog}` }),
  };
}

/** All trackers that keep records with the scenario `happy`. */
export const allHappy: Trackers = { changes: 'happy', deploymentsApi: 'happy', github: 'happy' };

/** Every tracker with the scenario `happy`. */
export const everyHappy: Trackers = {
  ...allHappy,
  cdevents: 'happy',
  pagerduty: 'happy',
  datadog: 'happy',
};

/** Returns the inputs of a login instead of a token. The sandbox accepts any user name, and the token as password. */
export function withLogin(scenario: string): Readonly<Record<string, string>> {
  return {
    'deployments-api-token': '',
    'deployments-api-username': 'release-bot',
    'deployments-api-password': `sandbox-${scenario}`,
  };
}

/** Whether a tracker causes the line: it says what was recorded, hides its login, or publishes the id of its record. */
const isTrackerLine = (line = ''): boolean =>
  /^(::(error|warning)::)?(BigPanda|Deployments API|GitHub|CDEvents|PagerDuty|Datadog)\b|^::add-mask::A LOGIN$|^(deployments-api|github-deployment)-id=/.test(
    line,
  );

/** Returns the golden transcript of a step with trackers. Lines of concurrent trackers are sorted. */
export function trackedTranscript(step: Step, sandbox: Sandbox): string {
  const lines = transcript(step, sandbox)
    .replace(/lowcode-deploy\/4711\/1\/([^/]+)\/([^/]+)\/[0-9a-f]{16}(\/\d{10})?/g, 'TRACE')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}/g, 'STABLE-ID')
    .replace(/"(started|finished)_at":\d{19}\b/g, '"$1_at":NANOSECONDS')
    .replace(/"(start|end)":\d{10}\b/g, '"$1":SECONDS')
    .replace(/"duration":"\d+ s"/g, '"duration":"DURATION"')
    .replace(/(start|end)_time_frame=\d+/g, '$1_time_frame=SECONDS')
    .replace(/^::add-mask::(ZXlK|OmV5|eyJ)\S+$/gm, '::add-mask::A LOGIN')
    .split('\n');
  const sorted: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const end = lines.findIndex((line, index) => index >= at && !isTrackerLine(line));
    const block = lines.slice(at, end === -1 ? lines.length : end);
    sorted.push(...block.toSorted());
    at += block.length;
    if (at < lines.length) sorted.push(lines[at++] ?? '');
  }
  return sorted.join('\n');
}

/** Returns the final content of the trackers, and the violations that real ones would report. */
export function recordsIn({ deploymentsApi, github, bigpanda, exchanges }: Sandbox) {
  return {
    deploymentsApi: deploymentsApi.deployments.map(({ writes }) => writes.map(({ status }) => status)),
    github: github.deployments.map(({ statuses }) => statuses.map(({ state }) => state)),
    changes: bigpanda.changeRecords.map(({ posts }) => posts.map((post) => post['status'])),
    violations: violationsIn({ exchanges }),
  };
}

/** Returns the events that the trackers without records have received, and the violations that real ones would report. */
export function eventsIn({ cdevents, pagerduty, datadog, exchanges }: Sandbox) {
  return {
    cdevents: cdevents.events.map(({ type, content }) => content['outcome'] ?? type.split('.')[3]),
    pagerduty: pagerduty.changes.map(({ details }) => details['status']),
    datadog: datadog.deployments.map(({ service, version }) => `${service} ${version}`),
    violations: violationsIn({ exchanges }),
  };
}

/** The deliveries of a step by the names of the trackers. */
export function deliveriesIn({
  outputs,
}: Pick<Step, 'outputs'>): Readonly<Record<string, TrackerDeliveries>> {
  return JSON.parse(outputs['trackers'] ?? '') as Record<string, TrackerDeliveries>;
}
