import type { Sandbox } from '../../src/sandbox/index.ts';
import { backoffice, production, test as testEnvironment } from '../sandbox/lifetime-client.ts';
import type { RunCase, RunPlan } from './run-cases.ts';
import { hostOf, type Said, sha256Of } from './run-player.ts';

/** The content of the simulated systems at one moment. */
interface Witness {
  readonly deployments: readonly Begun[];
  /** The version that LifeTime reports for each environment, by its name. */
  readonly running: Readonly<Record<string, string>>;
  readonly open: readonly OpenRecord[];
  /** Number of BigPanda events so far. */
  readonly events: number;
  /** Number of requests so far. */
  readonly exchanges: number;
}

interface Begun {
  readonly id: string;
  /** Name and digest of the package; empty on a platform without packages. */
  readonly what: string;
  readonly isOver: boolean;
  readonly isGood: boolean;
}

interface OpenRecord {
  readonly system: string;
  readonly version: string;
  readonly environment: string;
}

/** A run, with the content of the systems before and after it. */
export interface Played {
  readonly plan: RunPlan;
  readonly said: Said;
  readonly before: Witness;
  readonly after: Witness;
}

/** Reads the current content of the simulated systems. */
export async function witnessOf(sandbox: Sandbox): Promise<Witness> {
  const { appian, lifetime, bigpanda, deploymentsApi, github, exchanges } = sandbox;
  return {
    deployments: [
      ...appian.deployments.map(({ uuid, name, files, status }) => ({
        id: uuid,
        what: `${name} ${files[0]?.sha256 ?? ''}`,
        isOver: /^(COMPLETED|FAILED|REJECTED)/.test(status),
        isGood: status === 'COMPLETED',
      })),
      ...lifetime.plans
        .filter(({ started }) => started)
        .map(({ key, status }) => ({
          id: key,
          what: '',
          isOver: /^(finished|aborted)/.test(status),
          isGood: status === 'finished_successful',
        })),
    ],
    running: await runningIn(sandbox),
    open: [
      ...bigpanda.changes
        .filter(({ status }) => status === 'in progress')
        .map(({ version, hosts }) => ({
          system: 'BigPanda',
          version,
          environment: hosts.join(),
        })),
      // A release that failed earlier continues in its old record.
      ...[...deploymentsApi.deployments, ...deploymentsApi.history]
        .filter(({ status }) => status === 'pending' || status === 'in_progress')
        .map(({ version, environment }) => ({
          system: 'Deployments API',
          version,
          environment: `${environment.toLowerCase()}.example.com`,
        })),
      ...github.deployments
        .filter(({ statuses }) => /^(in_progress|undefined)$/.test(String(statuses.at(-1)?.state)))
        .map(({ payload, originalEnvironment }) => ({
          system: 'GitHub',
          version: (payload as { readonly version?: string }).version ?? '',
          environment: `${originalEnvironment.toLowerCase()}.example.com`,
        })),
    ],
    events: bigpanda.events.length,
    exchanges: exchanges.length,
  };
}

async function runningIn({ url }: Sandbox): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch(
    `${url}/lifetimeapi/rest/v2/applications/${backoffice}/?IncludeEnvStatus=true&IncludeModules=false`,
    { headers: { authorization: 'Bearer sandbox-happy' } },
  );
  const { AppStatusInEnvs: all } = (await answer.json()) as {
    readonly AppStatusInEnvs: readonly {
      readonly EnvironmentKey: string;
      readonly BaseApplicationVersionLabel: string;
    }[];
  };
  const versionIn = (key: string): string =>
    all.find(({ EnvironmentKey }) => EnvironmentKey === key)?.BaseApplicationVersionLabel ?? '';
  return { Production: versionIn(production), Test: versionIn(testEnvironment) };
}

/** Returns the promises that the runs of a case broke, as sentences. */
export function brokenAcrossRuns(
  each: RunCase,
  played: readonly Played[],
  sandbox: Sandbox,
): readonly string[] {
  return [
    ...played.flatMap((one, at) =>
      [...brokenByRun(each, one, played.slice(0, at)), ...brokenByGreen(each, played, at)].map(
        (promise) => `run ${at + 1}: ${promise}`,
      ),
    ),
    ...brokenRecords(each, played, sandbox),
  ];
}

const begunIn = ({ before, after }: Played): readonly Begun[] =>
  after.deployments.filter(({ id }) => !before.deployments.some((known) => known.id === id));

const isGreen = ({ said }: Played): boolean => said.code === 0;

/** Checks any run: at most one deployment, and no failure except those of the case. */
function brokenByRun({ platform }: RunCase, one: Played, earlier: readonly Played[]): readonly string[] {
  const { plan, said, before, after } = one;
  const begun = begunIn(one).length;
  const isMeantToBeGreen = plan.end === 'well' || plan.end.endsWith('refused');
  // A run must not overwrite the state of a release that is not finished yet.
  const isInTheWay = said.status === 'invalid-input' && said.text.includes('which is not finished');
  // A runner can be lost before a tracker knows the id of its deployment, and Appian cannot list deployments.
  const isNotKnown =
    platform === 'Appian' &&
    said.status === 'unknown' &&
    said.text.includes('it may or may not have started. Nothing was sent.') &&
    earlier.some((lost) => lost.plan.end === 'lost' && begunIn(lost).length > 0);
  const mayBeRed = isInTheWay || (isNotKnown && begun === 0);
  return [
    ...(begun > 1 ? [`2: ${begun} deployments`] : []),
    ...(isMeantToBeGreen && !isGreen(one) && !mayBeRed ? [`red without a reason: ${said.status}`] : []),
    ...(isInTheWay && after.exchanges - before.exchanges > 1 ? ['refused, and something was sent'] : []),
  ];
}

/** Checks a green run: it deployed or joined a deployment, or the platform reports this version on the target. */
function brokenByGreen(each: RunCase, played: readonly Played[], at: number): readonly string[] {
  const one = played[at];
  if (one === undefined || !isGreen(one)) return [];
  const { plan, said, before, after } = one;
  if (each.platform === 'LifeTime') {
    const runs = after.running[plan.environment];
    return [
      ...(said.version === runs ? [] : [`1: green for ${said.version}, and the target runs ${runs}`]),
      ...(said.version === plan.version ? [] : [`1: green for ${said.version} in place of ${plan.version}`]),
    ];
  }
  const own = after.deployments.find(({ id }) => id === said.deploymentId);
  const known = before.deployments.find(({ id }) => id === said.deploymentId);
  const what = `customer-portal ${plan.version} ${sha256Of(plan)}`;
  const last = completedTo(plan.environment, played.slice(0, at + 1)).at(-1);
  return [
    ...(own?.isGood ? [] : ['1: green without a deployment that went well']),
    ...(known?.isOver ? ['1: green for a deployment that was over before'] : []),
    ...(last?.what === what ? [] : [`1: green for ${what}, and the target has ${last?.what}`]),
  ];
}

/** Returns the successful deployments to an environment, in the order in which they ended. */
function completedTo(environment: string, played: readonly Played[]): readonly Begun[] {
  const there = new Set(
    played
      .filter(({ plan }) => plan.environment === environment)
      .flatMap(begunIn)
      .map(({ id }) => id),
  );
  return played.flatMap(({ said, before, after }) => {
    const wasGood = new Set(before.deployments.flatMap(({ id, isGood }) => (isGood ? [id] : [])));
    const ended = after.deployments.filter(({ id, isGood }) => isGood && there.has(id) && !wasGood.has(id));
    // A run waits for running deployments before it ends with its own.
    return [
      ...ended.filter(({ id }) => id !== said.deploymentId),
      ...ended.filter(({ id }) => id === said.deploymentId),
    ];
  });
}

function brokenRecords(each: RunCase, played: readonly Played[], sandbox: Sandbox): readonly string[] {
  const { events } = sandbox.bigpanda;
  const broken: string[] = [];
  const open = new Map<string, number>();
  for (const { kind, component, version, hosts } of events) {
    const record = `${component} ${version} ${hosts.join()}`;
    const count = (open.get(record) ?? 0) + (kind === 'start' ? 1 : -1);
    if (count < 0) broken.push(`3: an end of ${record} that matches no start`);
    open.set(record, Math.max(count, 0));
  }
  for (const [at, one] of played.entries()) {
    const own = events.slice(one.before.events, one.after.events);
    const starts = own.filter(({ kind }) => kind === 'start').length;
    const begun = begunIn(one).length;
    if (starts !== begun) broken.push(`3: run ${at + 1} sent ${starts} starts for ${begun} deployments`);
  }
  for (const record of played.at(-1)?.after.open ?? []) {
    const owners = played.filter((one) => isOf(record, one));
    // Records that exist from the start belong to no run.
    if (owners.length === 0 || owners.some((one) => isUnknown(each, played, { one, record }))) continue;
    broken.push(`3: ${record.system} has a record of ${record.version} without its end`);
  }
  return broken;
}

const keepsState = ({ memory }: RunCase): boolean => memory.includes('state file') || memory === 'folder';

const isOf = ({ version, environment }: OpenRecord, { plan }: Played): boolean =>
  version === plan.version && environment === hostOf(plan);

/**
 * Returns true for the one permitted exception: a lost runner leaves its record open, and no later run of the same
 * release can find it. This requires that no later run has its state, that neither the platform nor a readable
 * tracker shows its deployment in progress, and that the record's own tracker is not readable. BigPanda's events are
 * not readable, and an end that is sent in doubt could be a second one.
 */
function isUnknown(each: RunCase, played: readonly Played[], { one, record }: Left): boolean {
  if (!isLost(each, one)) return false;
  return !played.slice(played.indexOf(one) + 1).some((later) => {
    if (!isSameWish(one.plan, later.plan)) return false;
    if (keepsState(each)) return true;
    if (later.plan.run !== one.plan.run) return false;
    const isUnderWay = begunIn(one).some(({ id }) =>
      later.before.deployments.some((known) => known.id === id && !known.isOver && !isShownOver(later, id)),
    );
    const isNoted = each.platform === 'LifeTime' || each.memory !== 'nothing';
    return (isUnderWay && isNoted) || record.system !== 'BigPanda';
  });
}

/** Whether the platform reported a deployment as over to a run that would have joined it. Such a run only reads it. */
const isShownOver = ({ said: { text } }: Played, id: string): boolean =>
  new RegExp(`Deployment ${id}, known from .*, is over\\.`).test(text) &&
  !text.includes(`Joining deployment ${id}`);

/** A record that is open at the end, and a run that may have opened it. */
interface Left {
  readonly one: Played;
  readonly record: OpenRecord;
}

/** Returns true when nothing ran afterwards that could have ended the run's records. */
function isLost({ entrance }: RunCase, { plan, said }: Played): boolean {
  if (said.code === null) return plan.end === 'lost';
  return entrance === 'command' && plan.end.endsWith('refused');
}

function isSameWish(one: RunPlan, other: RunPlan): boolean {
  return one.version === other.version && one.bytes === other.bytes && one.environment === other.environment;
}
