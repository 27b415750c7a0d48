import type { Inputs } from '../definition.ts';
import type { ApiClient, RequestOptions } from '../http/client.ts';
import { formatProblems } from '../inputs/problems.ts';
import { trackers as adapters } from '../registry.ts';
import { CHECKUP_MS } from '../release/budgets.ts';
import type { CheckupProblem, Examinable, Findings } from '../release/checkup.ts';
import { Interrupted } from '../release/outcome.ts';
import type { RecordPlace } from '../release/tracker.ts';
import { reportCheckup, type SystemFindings } from '../report/doctor.ts';
import type { Reported } from '../report/report.ts';
import { count, formatDuration } from '../shared/format.ts';
import { problemOf, problemsWith, refusalOf } from './checkup-questions.ts';
import { connectPlatform, connectTrackers } from './connect.ts';
import type { RunContext, RunTools } from './context.ts';
import { derivePlan, namesOf } from './derive-plan.ts';
import { gateOf, platformOf } from './examine.ts';

/** A system to ask, with its key: the name of the platform or of the tracker. */
type System = Examinable & { readonly key: string };

/**
 * Asks every system that the inputs name whether it can be used, all at the same time. Nothing is changed there.
 * @param startedAt milliseconds since the Unix epoch
 * @throws Interrupted if the run is cancelled
 */
export async function runCheckup(
  { ci, clock, cancel }: RunContext,
  inputs: Inputs,
  tools: RunTools,
  startedAt: number,
): Promise<Reported> {
  const { log } = tools;
  // A repeated question is no news: several systems are asked at the same time.
  const quiet = { ...log, info: (text: string) => log.debug(text) };
  const careful: RunTools = { ...tools, log: quiet, restrict: harmless };
  const systems = [
    ...(await sitesOf(inputs, ci.facts, careful)),
    ...(await trackersOf(inputs, ci.facts, careful)),
  ];
  log.info(`Asking ${count(systems.length, 'system')}. Nothing is changed there.`);
  const found = await Promise.all(systems.map((system) => ask(system, { clock, cancel })));
  const times = { startedAt, endedAt: clock.now() };
  return reportCheckup(found, times, {
    ci,
    log,
    redact: tools.redact,
    trackers: adapters,
    summary: inputs.summary,
  });
}

/**
 * Limits a client to questions: a request that is not safe to repeat is never sent, and none is repeated for long.
 * @throws Error from a request that could change something
 */
export function harmless(client: ApiClient): ApiClient {
  return {
    base: client.base,
    json: async (query, decode) => client.json(limited(query), decode),
    text: async (query, decode) => client.text(limited(query), decode),
    send: async (query) => client.send(limited(query)),
    stream: async (query, take) => client.stream(limited(query), take),
  };
}

function limited(query: RequestOptions): RequestOptions {
  if (query.retry !== 'read') throw new Error(`A checkup must not send ${query.method} ${query.path}.`);
  return { ...query, patienceMs: Math.min(query.patienceMs, CHECKUP_MS.patience) };
}

type Facts = RunContext['ci']['facts'];

async function sitesOf(inputs: Inputs, facts: Facts, tools: RunTools): Promise<readonly System[]> {
  const release = platformOf(inputs).unexamined();
  const plan = derivePlan(inputs, release.contents, facts);
  const platform = await connectPlatform({ inputs, plan, release }, tools);
  const sites = platform.examinable?.() ?? [
    { title: `${platform.name} at ${inputs.url.host}`, examine: cannotBeAsked },
  ];
  return sites.map((site) => ({ ...site, key: inputs.platform }));
}

async function trackersOf(inputs: Inputs, facts: Facts, tools: RunTools): Promise<readonly System[]> {
  const place = placeOf(inputs);
  const connected = await connectTrackers(inputs, facts, tools);
  return connected.map(({ name, title, examine }) => {
    const adapter = adapters.find((each) => each.name === name);
    return {
      key: name,
      title: adapter?.place(inputs, facts) ?? title,
      examine: examine ? (run) => examine(place, run) : cannotBeAsked,
    };
  });
}

const cannotBeAsked = async (): Promise<Findings> => ({
  reached: 'nothing',
  found: [],
  unknown: ['whether it can be used (it cannot be checked)'],
  problems: [],
});

/** The place of the records, without what only the platform or the package could supply. */
function placeOf(inputs: Inputs): RecordPlace {
  const component = inputs.component ?? nameIn(namesOf(inputs.application));
  const environment = nameIn(inputs.environment);
  const gate = gateOf(inputs);
  return { ...(component && { component }), ...(environment && { environment }), ...(gate && { gate }) };
}

/** A name that a user gave; undefined for a key, which stands for a name that the platform knows. */
function nameIn(given: string | undefined): string | undefined {
  return given !== undefined && /[0-9a-f]{4}-[0-9a-f]{4}-/i.test(given) ? undefined : given;
}

/** Asks one system. Every failure is a finding about that system, except that the run is cancelled. */
async function ask(
  { key, title, examine }: System,
  { clock, cancel }: Pick<RunContext, 'clock' | 'cancel'>,
): Promise<SystemFindings> {
  const alarm = clock.alarm(CHECKUP_MS.system, () => new OutOfTime());
  const signal = AbortSignal.any([cancel, alarm.signal]);
  const noted: CheckupProblem[] = [];
  try {
    const {
      problems,
      wrong = [],
      ...findings
    } = await examine({
      clock,
      signal,
      attempt: async (question) => {
        noted.push(...(await problemsWith(question)));
      },
      refusalOf: (post) => refusalOf(post, signal),
    });
    const mistakes = formatProblems(wrong).map((message) => ({ message }));
    return { key, title, ...findings, problems: [...noted, ...problems, ...mistakes] };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const problem = error instanceof OutOfTime ? timeIsOver(error) : problemOf(error);
    if (problem === undefined) throw error;
    return { key, title, reached: 'nothing', found: [], unknown: [], problems: [...noted, problem] };
  } finally {
    alarm.cancel();
  }
}

/** The time for one system is over. The cause is the last failed request, if there was one. */
class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

function timeIsOver({ cause }: OutOfTime): CheckupProblem {
  const last = problemOf(cause);
  return {
    message: `It did not answer all questions within ${formatDuration(CHECKUP_MS.system)}.${last ? ` ${last.message}` : ''}`,
    advice: last?.advice ?? 'Check the network between this machine and the system, and run this again.',
  };
}
