import type { Account, Plan, Span } from './account.ts';
import { type Allowance, allow } from './allowance.ts';
import type { Clock } from './clock.ts';
import type { Journal } from './journal.ts';
import { abort, discard } from './letting-go.ts';
import type { Log } from './log.ts';
import { Interrupted, isGreen, type Outcome, outcomeOf } from './outcome.ts';
import type {
  Count,
  Deployment,
  Details,
  Draft,
  Inspection,
  Pace,
  Platform,
  Run,
  Verdict,
} from './platform.ts';
import { follow } from './poll.ts';
import { keepRecords, type Records } from './records.ts';
import { announcementOf, type Tracker } from './tracker.ts';
import { messageOf } from './words.ts';

/** The platform's log is fetched after the end and must not hold up the news of it for longer. */
const LOG_BUDGET_MS = 60_000;

/** What a release is made of. */
export interface Cast {
  readonly plan: Plan;
  /** The plan, with what the platform told filled in where the user left it open. */
  readonly complete: (plan: Plan, details: Details) => Plan;
  /** When the release began, in milliseconds since the Unix epoch. */
  readonly startedAt: number;
  readonly platform: Platform;
  readonly trackers: readonly Tracker[];
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  /** Aborted with an `Interrupted` when the run is cancelled. */
  readonly cancel: AbortSignal;
  /** The platform's time in milliseconds; it does not run while trackers are told. */
  readonly timeoutMs: number;
  readonly pace: Pace;
  /** What becomes of the deployment when waiting for it ends early, where the platform can be asked to stop it. */
  readonly onTimeout: 'leave' | 'abort';
  readonly onCancel: 'leave' | 'abort';
  /** Where the platform's log goes. */
  readonly logFile: string;
  /** Called the moment something worth an output is known. */
  readonly publish: (known: Published) => void;
}

export type Published =
  | { readonly inspectionId: string }
  | { readonly deployment: { readonly id: string; readonly url: string } };

/** What is learnt on the way. */
interface Notes {
  plan: Plan;
  draft?: Draft | undefined;
  inspection?: Inspection;
  launched: 'no' | 'perhaps' | Deployment;
  platformStatus?: string;
  counts: readonly Count[];
  readonly timeline: Span[];
  logFile?: string;
  logExcerpt?: string;
}

/**
 * The whole story: prepare, announce, launch, wait, conclude. Never throws for anything that the platform, the
 * network, a tracker or a cancel can cause: whatever happens becomes the account's outcome.
 */
export async function release(cast: Cast): Promise<Account> {
  const { startedAt } = cast;
  const notes: Notes = { plan: cast.plan, launched: 'no', counts: [], timeline: [] };
  const records = keepRecords({ ...cast, announcement: () => announcementOf(notes.plan, startedAt) });
  const outcome = await live(cast, notes, records);
  const endedAt = cast.clock.now();

  const cancelled = outcome.status === 'cancelled';
  if (outcome.status === 'pending-review') records.leave();
  else {
    await Promise.all([
      records.end(outcome, cancelled),
      typeof notes.launched === 'object' && !cancelled ? fetchLog(cast, notes.launched, notes) : undefined,
    ]);
  }

  const { launched, timeline, draft: _, ...known } = notes;
  return {
    outcome,
    startedAt,
    endedAt,
    ...known,
    ...(typeof launched === 'object' && { deployment: launched }),
    trackers: records.tellings,
    trackerTrouble: records.trouble,
    timeline: [...timeline, ...records.timeline],
  };
}

async function live(cast: Cast, notes: Notes, records: Records): Promise<Outcome> {
  const allowance = allow(cast.timeoutMs, cast.clock);
  const run: Run = {
    clock: cast.clock,
    log: cast.log,
    pace: cast.pace,
    signal: AbortSignal.any([cast.cancel, allowance.signal]),
    learn(inspection) {
      if (notes.inspection === undefined) cast.publish({ inspectionId: inspection.id });
      notes.inspection = inspection;
    },
    complete(details) {
      notes.plan = cast.complete(notes.plan, details);
      cast.journal.write({ plan: notes.plan });
    },
    keep(draft) {
      notes.draft = draft;
      cast.journal.write({ draft });
      if (draft?.id && draft.url) cast.publish({ deployment: { id: draft.id, url: draft.url } });
    },
  };
  try {
    const outcome = await play(cast, run, notes, records, allowance);
    allowance.hold();
    await takeBack(cast, notes, false);
    return outcome;
  } catch (error) {
    allowance.hold();
    await takeBack(cast, notes, cast.cancel.aborted);
    return outcomeOf(error, cast.platform.name, await letGo(cast, notes, error));
  }
}

/** Nothing that was created and not launched stays behind. */
async function takeBack(cast: Cast, notes: Notes, haste: boolean): Promise<void> {
  if (notes.draft === undefined) return;
  const forget = (): void => cast.journal.write({ draft: undefined });
  const found = await discard(notes.draft, haste, { ...cast, forget });
  if (found === 'gone') notes.launched = 'no';
  if (typeof found !== 'object') return;
  notes.launched = found;
  cast.journal.write({ launch: 'accepted', deployment: found });
  cast.publish({ deployment: found });
}

/** What becomes of a deployment that nobody waits for any more: a sentence, or whether there is one at all. */
async function letGo(cast: Cast, { launched }: Notes, error: unknown): Promise<string> {
  if (typeof launched !== 'object') return launched;
  const policy = { timeout: cast.onTimeout, cancel: cast.onCancel };
  if (!(error instanceof Interrupted) || policy[error.by] === 'leave') return cast.platform.leave(launched);
  return abort(launched, error.by === 'cancel', cast);
}

async function play(
  cast: Cast,
  run: Run,
  notes: Notes,
  records: Records,
  allowance: Allowance,
): Promise<Outcome> {
  allowance.run();
  const verdict = await prepare(cast, run, notes);
  if (verdict.kind === 'stop') return verdict.outcome;
  if (cast.plan.operation === 'inspect') {
    return { status: verdict.warned ? 'succeeded-with-warnings' : 'succeeded', reason: verdict.reason };
  }
  cast.log.info(verdict.reason);

  allowance.hold();
  await records.open(cast.cancel);
  run.signal.throwIfAborted();
  allowance.run();

  const end = await deploy(cast, run, notes);
  if (!verdict.warned || end.status !== 'succeeded') return end;
  return { ...end, status: 'succeeded-with-warnings', reason: `${end.reason} ${verdict.reason}` };
}

async function prepare(cast: Cast, run: Run, notes: Notes): Promise<Verdict> {
  const from = cast.clock.now();
  let good = false;
  try {
    const verdict = await cast.platform.prepare(run);
    good = verdict.kind === 'go';
    return verdict;
  } finally {
    const span = { section: cast.platform.name, title: 'inspection', from, to: cast.clock.now(), good };
    if (notes.inspection) notes.timeline.push(span);
  }
}

async function deploy(cast: Cast, run: Run, notes: Notes): Promise<Outcome> {
  const from = cast.clock.now();
  let good = false;
  try {
    notes.launched = 'perhaps';
    cast.journal.write({ launch: 'asked' });
    const deployment = await cast.platform.launch(run);
    notes.launched = deployment;
    notes.draft = undefined;
    cast.journal.write({ launch: 'accepted', deployment, draft: undefined });
    cast.publish({ deployment });

    const look = async () => {
      const sighting = await cast.platform.look(deployment, run);
      notes.platformStatus = sighting.status;
      return sighting;
    };
    const { outcome, counts } = await follow('deployment', look, run);
    notes.counts = counts;
    good = isGreen(outcome.status);
    return outcome;
  } finally {
    notes.timeline.push({
      section: cast.platform.name,
      title: 'deployment',
      from,
      to: cast.clock.now(),
      good,
    });
  }
}

async function fetchLog(cast: Cast, deployment: Deployment, notes: Notes): Promise<void> {
  const alarm = cast.clock.alarm(
    LOG_BUDGET_MS,
    () => new Error(`it was not there within ${LOG_BUDGET_MS / 1000} s.`),
  );
  try {
    notes.logExcerpt = await cast.platform.log(
      deployment,
      cast.logFile,
      AbortSignal.any([alarm.signal, cast.cancel]),
    );
    notes.logFile = cast.logFile;
  } catch (error) {
    cast.log.warning(`The log of ${cast.platform.name} could not be fetched: ${messageOf(error)}`);
  } finally {
    alarm.cancel();
  }
}
