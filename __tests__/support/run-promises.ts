import type { Sandbox } from '../../src/sandbox/index.ts';
import { backoffice, production, test as testEnvironment } from '../sandbox/lifetime-client.ts';
import type { RunCase, RunPlan } from './run-cases.ts';
import { hostOf, type Said, sha256Of } from './run-player.ts';

/** What the simulated systems hold at one moment. */
export interface Witness {
  readonly deployments: readonly Begun[];
  /** What LifeTime says that each environment runs, by its name. */
  readonly running: Readonly<Record<string, string>>;
  readonly open: readonly OpenRecord[];
  /** How many BigPanda events and requests there have been. */
  readonly events: number;
  readonly exchanges: number;
}

interface Begun {
  readonly id: string;
  /** Its name and what its bytes are, where the platform takes any. */
  readonly what: string;
  readonly isOver: boolean;
  readonly isGood: boolean;
}

interface OpenRecord {
  readonly system: string;
  readonly version: string;
  readonly environment: string;
}

/** A run, and what there was before and after it. */
export interface Played {
  readonly plan: RunPlan;
  readonly said: Said;
  readonly before: Witness;
  readonly after: Witness;
}

/** Asks the simulated systems what they hold now. */
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
      // A release that had failed before goes on in its old record.
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

/** The promises that the runs of a case broke, as sentences. */
export function brokenAcrossRuns(
  each: RunCase,
  played: readonly Played[],
  sandbox: Sandbox,
): readonly string[] {
  return [
    ...played.flatMap((one, at) =>
      [...brokenByRun(one), ...brokenByGreen(each, played, at)].map((promise) => `run ${at + 1}: ${promise}`),
    ),
    ...brokenRecords(each, played, sandbox),
  ];
}

const begunIn = ({ before, after }: Played): readonly Begun[] =>
  after.deployments.filter(({ id }) => !before.deployments.some((known) => known.id === id));

const isGreen = ({ said }: Played): boolean => said.code === 0;

/** Of any run: one deployment at most, a start for each, and no reason to be red but those of the case. */
function brokenByRun(one: Played): readonly string[] {
  const { plan, said, before, after } = one;
  const begun = begunIn(one).length;
  const isMeantToBeGreen = plan.end === 'well' || plan.end.endsWith('refused');
  // Nothing is written over the state of a release that somebody still has to finish.
  const isInTheWay = said.status === 'invalid-input' && said.text.includes('was not brought to its end');
  return [
    ...(begun > 1 ? [`2: ${begun} deployments`] : []),
    ...(isMeantToBeGreen && !isGreen(one) && !isInTheWay ? [`red without a reason: ${said.status}`] : []),
    ...(isInTheWay && after.exchanges - before.exchanges > 1 ? ['refused, and something was sent'] : []),
  ];
}

/** A green run has deployed, or joined, or the platform says that the target has exactly this. */
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

/** What went well in an environment, in the order of its end. */
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
    // A run waits for what was under way before it ends with its own.
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
    // What stands on record from the start is nobody's here.
    if (owners.length === 0 || owners.some((one) => isUnknown(each, played, { one, record }))) continue;
    broken.push(`3: ${record.system} has a record of ${record.version} without its end`);
  }
  return broken;
}

const keepsState = ({ memory }: RunCase): boolean => memory.includes('state file') || memory === 'folder';

const isOf = ({ version, environment }: OpenRecord, { plan }: Played): boolean =>
  version === plan.version && environment === hostOf(plan);

/**
 * The one exception: a runner that is lost leaves its records open where nothing is left from which a later run of the
 * same release could know of them. That is so where no later run has its state, neither the platform nor a tracker
 * that can be asked shows its deployment as under way, and the record's own tracker can't be asked, as BigPanda's
 * events can't: an end that is sent in doubt could be a second one.
 */
function isUnknown(each: RunCase, played: readonly Played[], { one, record }: Left): boolean {
  if (!isLost(each, one)) return false;
  return !played.slice(played.indexOf(one) + 1).some((later) => {
    if (!isSameWish(one.plan, later.plan)) return false;
    if (keepsState(each)) return true;
    if (later.plan.run !== one.plan.run) return false;
    const isUnderWay = begunIn(one).some(({ id }) =>
      later.before.deployments.some((known) => known.id === id && !known.isOver),
    );
    const isNoted = each.platform === 'LifeTime' || each.memory !== 'nothing';
    return (isUnderWay && isNoted) || record.system !== 'BigPanda';
  });
}

/** A record that is open at the end, and a run that may have left it. */
interface Left {
  readonly one: Played;
  readonly record: OpenRecord;
}

/** Whether nothing ran after it that could have ended its records. */
function isLost({ entrance }: RunCase, { plan, said }: Played): boolean {
  if (said.code === null) return plan.end === 'lost';
  return entrance === 'command' && plan.end.endsWith('refused');
}

function isSameWish(one: RunPlan, other: RunPlan): boolean {
  return one.version === other.version && one.bytes === other.bytes && one.environment === other.environment;
}
