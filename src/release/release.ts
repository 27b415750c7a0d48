import type { Account } from './account.ts';
import { type Allowance, allow } from './allowance.ts';
import { announcementOf } from './announcement.ts';
import { attach } from './attach.ts';
import { TRACKERS_MS } from './budgets.ts';
import { passGate } from './gate.ts';
import { discard, leaveDeployment, withLeftover } from './letting-go.ts';
import { fetchLog, waitForLog } from './log-file.ts';
import { Interrupted, isGreen, type Outcome, outcomeOf } from './outcome.ts';
import type { Ending, Run, Verdict } from './platform.ts';
import { accept, type Cast, lookAt, type Notes, note, openRecords, watch } from './story.ts';
import type { Tracker } from './tracker.ts';
import { openViews } from './views.ts';

/**
 * The whole story: prepare, announce, launch, wait, conclude; or, where it was begun before: attach, wait, conclude.
 * Never throws for anything that the platform, the network, a tracker or a cancel can cause: whatever happens becomes
 * the account's outcome.
 */
export async function release(cast: Cast): Promise<Account> {
  const announcement = () => announcementOf(notes.plan, cast.startedAt);
  const keeper = keeperOf(cast);
  const trackerTime = allow(TRACKERS_MS.start, cast.clock);
  const notes: Notes = {
    plan: cast.plan,
    records: openRecords(cast, announcement, trackerTime),
    trackerTime,
    views: openViews({ ...cast, ledger: keeper?.ledger, announcement }),
    launched: 'no',
    counts: [],
    timeline: [],
  };
  const outcome = withLeftover(await live(cast, notes), notes.left);
  const endedAt = cast.clock.now();

  const { launched, timeline, draft: _, warned: __, trackerTime: ___, records, views, ...known } = notes;
  const deployment = typeof launched === 'object' ? { deployment: launched } : {};
  const cancelled = cast.cancel.aborted;
  const waits = outcome.status === 'pending-review';
  if (!cancelled) await views.settle();
  const fetching = typeof launched === 'object' && !cancelled && !waits && fetchLog(cast, launched);
  await (waits
    ? records.leave()
    : records.end({ outcome, endedAt, ...deployment }, cancelled ? 'urgent' : 'normal'));
  const verdict = isGreen(outcome.status) ? 'green' : 'red';
  const fetched = fetching ? await waitForLog(fetching, verdict, endedAt, cast.clock) : {};
  if (typeof fetched === 'string') cast.log.warning(fetched);
  const told = keeper !== undefined && records.tellings[keeper.name]?.ended === 'sent';
  const rows = cancelled ? {} : await views.rows(told && isGreen(outcome.status));
  return {
    outcome,
    startedAt: cast.startedAt,
    endedAt,
    ...known,
    ...deployment,
    ...(typeof fetched === 'object' && fetched),
    rows,
    trackers: records.tellings,
    recordIds: records.ids,
    trackerTrouble: records.trouble,
    timeline: [...timeline, ...records.timeline],
  };
}

/** The tracker that knows which version is where, if one does. */
function keeperOf({ trackers }: Cast): Tracker | undefined {
  return trackers.find(({ ledger }) => ledger !== undefined);
}

async function live(cast: Cast, notes: Notes): Promise<Outcome> {
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
    const outcome = await play(cast, run, notes, allowance);
    allowance.hold();
    await takeBack(cast, notes, false);
    return outcome;
  } catch (error) {
    allowance.hold();
    await takeBack(cast, notes, cast.cancel.aborted);
    const left = await letGo(cast, notes, error);
    return typeof left === 'string' ? outcomeOf(error, cast.platform.name, left) : finish(cast, notes, left);
  }
}

/** Nothing that was created and not launched stays behind. */
async function takeBack(cast: Cast, notes: Notes, haste: boolean): Promise<void> {
  if (notes.draft === undefined) return;
  const forget = (): void => cast.journal.write({ draft: undefined });
  const found = await discard(notes.draft, haste ? 'haste' : 'calm', { ...cast, forget });
  if (found === 'gone') notes.launched = 'no';
  if (found === 'left' || (found === 'absent' && notes.draft.upload)) notes.left = notes.draft;
  if (typeof found !== 'object') return;
  notes.launched = found;
  cast.journal.write({ launch: 'accepted', deployment: found });
  cast.publish({ deployment: found });
}

/** What becomes of a deployment that nobody waits for any more: its end, a sentence, or whether there is one at all. */
async function letGo(cast: Cast, notes: Notes, error: unknown): Promise<string | Ending> {
  const { launched } = notes;
  if (typeof launched !== 'object') return launched;
  if (!(error instanceof Interrupted)) return cast.platform.leave(launched);
  return leaveDeployment(launched, {
    ...cast,
    policy: { timeout: cast.onTimeout, cancel: cast.onCancel }[error.by],
    haste: cast.cancel.aborted,
    look: (run) => lookAt(cast, notes, launched, run),
  });
}

/** The end of a deployment that ended just as waiting for it did. */
function finish(cast: Cast, notes: Notes, { outcome, counts }: Ending): Outcome {
  notes.counts = counts;
  const end = warnedOf(outcome, notes);
  const bar = notes.timeline.pop();
  if (bar) notes.timeline.push({ ...bar, to: cast.clock.now(), good: isGreen(end.status) });
  return end;
}

/** A success of what was warned of before is one with warnings. */
function warnedOf(end: Outcome, { warned }: Notes): Outcome {
  if (warned === undefined || end.status !== 'succeeded') return end;
  return { ...end, status: 'succeeded-with-warnings', reason: `${end.reason} ${warned}` };
}

async function play(cast: Cast, run: Run, notes: Notes, allowance: Allowance): Promise<Outcome> {
  allowance.run();
  const begun = await attach(cast, run, notes, allowance);
  if (begun) return begun;

  const verdict = await prepare(cast, run, notes);
  if (verdict.kind === 'stop') return verdict.outcome;
  allowance.hold();
  if (cast.gate) {
    const announcement = announcementOf(notes.plan, cast.startedAt);
    const refusal = await passGate(cast.gate, announcement, cast);
    if (refusal) return refusal;
  }
  if (cast.plan.operation === 'inspect') {
    return { status: verdict.warned ? 'succeeded-with-warnings' : 'succeeded', reason: verdict.reason };
  }
  cast.log.info(verdict.reason);
  if (verdict.warned) notes.warned = verdict.reason;

  await notes.records.open(cast.cancel);
  run.signal.throwIfAborted();
  allowance.run();

  return warnedOf(await deploy(cast, run, notes), notes);
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
  notes.launched = 'perhaps';
  cast.journal.write({ launch: 'asked' });
  const deployment = await cast.platform.launch(run).catch((error: unknown) => {
    note(cast, notes, from, false);
    throw error;
  });
  notes.draft = undefined;
  accept(cast, notes, deployment);
  notes.records.began(deployment);
  // A tracker that has not heard the start has no requests to spare.
  const keeper = keeperOf(cast);
  if (keeper && notes.records.tellings[keeper.name]?.started === 'sent') notes.views.begin();
  return watch(cast, run, notes, { deployment, from });
}
