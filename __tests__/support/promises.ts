import { outputs } from '../../src/definition.ts';
import type { Exchange, Sandbox } from '../../src/sandbox/index.ts';
import type { Step } from './action.ts';

/** Commands that the action itself gives to the runner; any other command comes from a server. */
const OWN_COMMANDS = /^::(add-mask|group|endgroup|error|warning|notice|debug)\b/;

/** The results of a step that the promises are checked against. */
interface Witness {
  readonly step: Step;
  readonly sandbox: Sandbox;
  readonly secrets: readonly string[];
  /** The configuration values that the release must set on LifeTime; default none. */
  readonly values?: readonly string[];
  /** Number of runs of the step for the same release; default 1. */
  readonly attempts?: number;
  /** Whether the step had to run tests after the deployment, all of which pass if nothing fails. */
  readonly hasTests?: boolean;
  /** Requests that reached another origin than the configured one. */
  readonly strayed: readonly string[];
}

/** Returns the promises that a step with its post phase broke, as sentences; an empty list if it broke none. */
export function brokenPromises({
  step,
  sandbox,
  secrets,
  strayed,
  values = [],
  attempts = 1,
  hasTests = false,
}: Witness): readonly string[] {
  const broken: string[] = [];
  const demand = (kept: boolean, sentence: string): void => void (kept || broken.push(sentence));
  const deployments = [
    // An export creates a record and deploys nothing.
    ...sandbox.appian.deployments
      .filter(({ action }) => action === 'import')
      .map(({ status }) => ({ status, good: status === 'COMPLETED' })),
    ...sandbox.lifetime.plans
      .filter(({ started }) => started)
      .map(({ status }) => ({
        status,
        good: status === 'finished_successful' || status === 'finished_with_warnings',
      })),
  ];
  const operations = sandbox.odc.operations.map(({ status, isGood }) => ({ status, good: isGood }));
  const green = step.code === 0;
  const status = step.outputs['status'] ?? '';

  // A release to ODC has an operation for each application, and all of them must have ended well.
  const last = operations.findLast(({ good: isGood }) => !isGood) ?? operations.at(-1) ?? deployments.at(-1);
  const truth = last?.good === true;
  demand(!green || truth, `1: green although the platform says ${last?.status ?? 'nothing'}`);
  demand(!green || status.startsWith('succeeded'), `1: green with status "${status}"`);
  demand(green || !status.startsWith('succeeded'), `1: status "${status}" and yet red`);
  demand(deployments.length <= attempts, `2: ${deployments.length} deployments in ${attempts} attempts`);

  const { settings } = sandbox.lifetime;
  const isConfigured = values.every((each) => settings.some(({ value }) => value === each));
  demand(!green || isConfigured, '1: green although a configuration value is not set');
  demand(truth || settings.length === 0, '1: a configuration value is set without a deployment');
  const ran = [...sandbox.lifetime.testRuns, ...sandbox.appian.testRuns.map(({ scope }) => scope)];
  for (const suite of new Set(ran)) {
    const times = ran.filter((each) => each === suite).length;
    demand(times <= attempts, `2: the tests ${suite} ran ${times} times in ${attempts} attempts`);
  }
  demand(!green || !hasTests || havePassed(step), '1: green, and the tests have not passed');

  for (const asset of new Set(sandbox.odc.operations.map(({ assetName }) => assetName))) {
    const own = sandbox.odc.operations.filter(({ assetName }) => assetName === asset);
    demand(own.length <= attempts, `2: ${own.length} operations of ${asset} in ${attempts} attempts`);
  }

  for (const plan of sandbox.lifetime.plans) {
    demand(plan.started || plan.deleted, `3: the plan ${plan.key} was left behind`);
  }

  for (const change of sandbox.bigpanda.changes) {
    demand(change.ended > 0, '3: a start without its end');
    demand(!green || change.status === 'success', `3: green, and BigPanda got ${change.status}`);
    demand(
      truth || change.status !== 'success',
      '3: BigPanda was notified of a success that nobody reported',
    );
  }

  const told = isConfigured ? [] : endsIn(sandbox).filter(([, ends]) => ends.includes('success'));
  demand(
    told.length === 0,
    `3: a success without its configuration: ${told.map(([name]) => name).join(', ')}`,
  );
  const events = isConfigured ? [] : sandbox.bigpanda.changes.filter((each) => each.status === 'success');
  demand(events.length === 0, '3: BigPanda was notified of a success without its configuration');

  const successes = [...deployments, ...operations].filter((each) => each.good).length;
  for (const promise of recordPromises(sandbox, green, successes)) broken.push(`3: ${promise}`);

  const shown = [step.stderr, step.summary, step.result, step.log, ...Object.values(step.outputs)];
  const visible = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  for (const secret of secrets) {
    const holds = (text: string): boolean => formsOf(secret).some((form) => text.includes(form));
    const texts = [...visible, ...shown, ...Object.values(step.state)];
    demand(!texts.some(holds), '5: a secret is shown');
    const sent = sandbox.exchanges.filter(({ path }) => !OF_A_PLATFORM.test(path)).map(contentOf);
    demand(!sent.some(holds), '5: a secret is in what a tracker received');
  }
  // The server creates a login's token, so a test cannot know it in advance.
  demand(![...visible, ...shown].some((text) => /eyJ[\w-]{20,}\./.test(text)), '5: a login is shown');
  demand(strayed.length === 0, `5: a request went astray: ${strayed.join(', ')}`);

  for (const line of step.stdout.split('\n')) {
    const command = /^\s*::/.test(line) && !OWN_COMMANDS.test(line);
    demand(!command && !line.includes('##['), `6: a server's command in the log: ${line.slice(0, 80)}`);
  }
  const strange = Object.keys(step.outputs).filter((name) => !(name in outputs));
  demand(strange.length === 0, `6: outputs that nobody defined: ${strange.join(', ')}`);
  demand(Buffer.byteLength(step.summary) < 1024 * 1024, '6: the summary is too large');
  return broken;
}

/** Whether the output `tests` says that there were tests and that all of them passed. */
function havePassed({ outputs: { tests = '' } }: Step): boolean {
  const { total, passed } = JSON.parse(tests || '{}') as {
    readonly total?: number;
    readonly passed?: number;
  };
  return total !== undefined && total > 0 && passed === total;
}

/** A secret in the forms in which the sandbox repeats it. */
function formsOf(secret: string): readonly string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64').replace(/=+$/, '');
  return [secret, encodeURIComponent(secret), base64(secret), base64(`user:${secret}`)];
}

/** A platform receives what another one exported, unchanged. All other requests go to trackers. */
const OF_A_PLATFORM = /^\/(?:suite|lifetimeapi|PropertiesAPI|CI_CDProbe|BDDFramework|api\/(?!v\d))|^\/auth\//;
/** The fields whose documented content is a credential. */
const CREDENTIAL_FIELDS: ReadonlySet<string> = new Set(['password', 'routing_key']);

/** Returns the JSON of a request without its credentials. */
function contentOf({ json }: Exchange): string {
  return (
    JSON.stringify(json, (name, value: unknown) => (CREDENTIAL_FIELDS.has(name) ? undefined : value)) ?? ''
  );
}

const good = (is: boolean): string => (is ? 'success' : 'failure');

/** Returns the results of all records by system; undefined for an open record. */
function endsIn({
  deploymentsApi,
  github,
  bigpanda,
  cdevents,
  pagerduty,
  datadog,
}: Sandbox): readonly (readonly [string, readonly (string | undefined)[]])[] {
  return [
    [
      'Deployments API',
      deploymentsApi.deployments.map(({ status }) =>
        status === 'pending' || status === 'in_progress' ? undefined : good(status === 'succeeded'),
      ),
    ],
    [
      'GitHub',
      github.deployments.map(({ statuses }) => {
        const state = statuses.at(-1)?.state;
        return state === undefined || state === 'in_progress' ? undefined : good(state === 'success');
      }),
    ],
    [
      'BigPanda',
      bigpanda.changeRecords.map(({ status, tags }) =>
        status === 'Planned' || status === 'In Progress'
          ? undefined
          : good(String(tags['result']).startsWith('succeeded')),
      ),
    ],
    [
      'CDEvents',
      cdevents.runs.map(({ outcomes }) => {
        const outcome = outcomes.at(-1);
        return outcome === undefined ? undefined : good(outcome === 'success');
      }),
    ],
    ['PagerDuty', endsInPagerDuty(pagerduty)],
    // Datadog is sent nothing but successes.
    ['Datadog', datadog.deployments.map(() => good(true))],
  ];
}

/** The result of each release that PagerDuty knows. The marker links its start and its end. */
function endsInPagerDuty({ changes }: Sandbox['pagerduty']): readonly (string | undefined)[] {
  const markers = new Set(changes.map(({ details }) => details['marker']));
  return [...markers].map((marker) => {
    const own = changes.filter(({ details }) => details['marker'] === marker);
    const last = own.findLast(({ details }) => details['status'] !== 'started');
    return last && good(String(last.details['status']).startsWith('succeeded'));
  });
}

/** Returns the systems that have an open record. */
export function systemsLeftOpen(sandbox: Sandbox): readonly string[] {
  const events = sandbox.bigpanda.changes.some(({ ended }) => ended === 0) ? ['BigPanda'] : [];
  const others = endsIn(sandbox).flatMap(([system, ends]) => (ends.includes(undefined) ? [system] : []));
  return [...events, ...others];
}

/** Returns the deployments that a platform has started: whether each is finished, and whether it succeeded. */
export function deploymentsIn({
  appian,
  lifetime,
  odc,
}: Sandbox): readonly { readonly isOver: boolean; readonly isGood: boolean }[] {
  const others = [
    ...appian.deployments.filter(({ action }) => action === 'import').map(({ status }) => status),
    ...lifetime.plans.filter(({ started }) => started).map(({ status }) => status),
  ].map((status) => ({
    isOver: /^(COMPLETED|FAILED|REJECTED|finished|aborted)/.test(status),
    isGood: /^(COMPLETED$|finished_successful|finished_with_warnings)/.test(status),
  }));
  return [...others, ...odc.operations];
}

function recordPromises(sandbox: Sandbox, green: boolean, successes: number): readonly string[] {
  return endsIn(sandbox).flatMap(([system, ends]) => [
    ...(ends.includes(undefined) ? [`${system} has a record without its end`] : []),
    // The next attempt ends the records of a lost attempt and then opens its own.
    ...(ends.filter((end) => end === 'success').length > Math.max(successes, 1)
      ? [`${system} has two records of one deployment`]
      : []),
    ...(green && ends.at(-1) === 'failure' ? [`green, and ${system} was notified of a failure`] : []),
    ...(successes === 0 && ends.includes('success')
      ? [`${system} was notified of a success that nobody reported`]
      : []),
  ]);
}
