import { announcementOf } from './announcement.ts';
import { attach } from './attach.ts';
import { TRACKERS_MS } from './budgets.ts';
import { discardDraft, stopOrLeave, withDraftLeft } from './cleanup.ts';
import { readCodeQuality } from './code-quality.ts';
import { createDeadline, type PausableDeadline } from './deadline.ts';
import { openEnvironmentView } from './environment-view.ts';
import { followUp, stepNames } from './follow-ups.ts';
import { type Gate, passGate } from './gate.ts';
import { fetchLog, waitForLog } from './log-file.ts';
import { Halt, hasSucceeded, Interrupted, isGreen, type Outcome, outcomeOf } from './outcome.ts';
import {
  addSpan,
  openTrackerRecords,
  type ReleaseContext,
  type ReleaseState,
  readStatusOnce,
  saveAccepted,
  watchDeployment,
} from './phases.ts';
import type { DeploymentEnd, Launch, PlatformRun, Preparation } from './platform.ts';
import type { ReleaseResult } from './result.ts';
import { endingOf } from './start-over.ts';
import type { Tracker } from './tracker.ts';

/**
 * Runs a release: prepare, open records, launch, watch, end records. A deployment that was started before is joined
 * and watched instead. Never throws because of the platform, the network, a tracker or a cancellation: each becomes
 * the outcome of the result.
 */
export async function release(context: ReleaseContext): Promise<ReleaseResult> {
  const announcement = () => announcementOf(state.plan, context.startedAt);
  const keeper = historyKeeperOf(context);
  const trackerTime = createDeadline(TRACKERS_MS.start, context.clock);
  const state: ReleaseState = {
    plan: context.plan,
    records: openTrackerRecords(context, announcement, trackerTime),
    trackerTime,
    views: openEnvironmentView({ ...context, history: keeper?.versionHistory, announcement }),
    launched: 'no',
    counts: [],
    timeline: [],
  };
  const outcome = withDraftLeft(await runToOutcome(context, state), state.left);
  const endedAt = context.clock.now();

  const { launched, timeline, views, plan, counts } = state;
  const { records, conclusion } = endingOf(state, outcome);
  const deployment = typeof launched === 'object' ? { deployment: launched } : {};
  const cancelled = context.cancel.aborted;
  const waits = outcome.status === 'pending-review';
  if (!cancelled) await views.settle();
  const isDeployed = typeof launched === 'object' && hasSucceeded(outcome.status);
  const rating = isDeployed && !cancelled ? readCodeQuality(context) : undefined;
  const fetching = typeof launched === 'object' && !cancelled && !waits && fetchLog(context, launched);
  await (waits ? records.leave() : records.end({ ...conclusion, endedAt }, cancelled ? 'urgent' : 'normal'));
  const verdict = isGreen(outcome.status) ? 'green' : 'red';
  const fetched = fetching ? await waitForLog(fetching, verdict, endedAt, context.clock) : {};
  if (typeof fetched === 'string') context.log.warning(fetched);
  const isRecorded = keeper !== undefined && records.deliveries[keeper.name]?.ended === 'sent';
  const rows = cancelled ? {} : await views.rows(isRecorded && isGreen(outcome.status));
  return {
    outcome,
    startedAt: context.startedAt,
    endedAt,
    plan,
    counts,
    ...(state.left && { left: state.left }),
    ...(state.inspection && { inspection: state.inspection }),
    ...(state.platformStatus !== undefined && { platformStatus: state.platformStatus }),
    ...deployment,
    ...(state.kept && { kept: state.kept }),
    ...partsOf(context, outcome),
    ...configurationOf(context),
    ...(await rating),
    ...state.followed,
    ...(typeof fetched === 'object' && fetched),
    rows,
    trackers: records.deliveries,
    recordIds: records.ids,
    trackerTrouble: records.trouble,
    timeline: [...timeline, ...records.timeline],
  };
}

/** The parts of the release. The one that was under way when the release ended has the status of the release. */
function partsOf({ platform }: ReleaseContext, { status }: Outcome): Pick<ReleaseResult, 'parts'> {
  const parts = platform.parts?.().map((each) => ({ ...each, status: each.status ?? status }));
  return parts && parts.length > 0 ? { parts } : {};
}

function configurationOf({ platform }: ReleaseContext): Pick<ReleaseResult, 'configuration'> {
  const configuration = platform.configuration?.() ?? [];
  return configuration.length > 0 ? { configuration } : {};
}

/** The tracker that keeps a version history, if there is one. */
function historyKeeperOf({ trackers }: ReleaseContext): Tracker | undefined {
  return trackers.find(({ versionHistory }) => versionHistory !== undefined);
}

async function runToOutcome(context: ReleaseContext, state: ReleaseState): Promise<Outcome> {
  const deadline = createDeadline(context.timeoutMs, context.clock);
  const run: PlatformRun = {
    clock: context.clock,
    log: context.log,
    pace: context.pace,
    signal: AbortSignal.any([context.cancel, deadline.signal]),
    noteInspection(inspection) {
      if (state.inspection === undefined) context.publish({ inspectionId: inspection.id });
      state.inspection = inspection;
    },
    complete(details) {
      state.plan = context.complete(state.plan, details);
      // The journal still holds the release whose records are open.
      if (state.unended === undefined) context.journal.write({ plan: state.plan });
    },
    advance(deployment) {
      state.draft = undefined;
      saveAccepted(context, state, deployment);
    },
    ...(context.gate && { admit: admission(context.gate, context, state, deadline) }),
    keep(draft) {
      state.draft = draft;
      context.journal.write({ draft });
      if (draft?.id && draft.url) context.publish({ deployment: { id: draft.id, url: draft.url } });
    },
  };
  const deployed = await runDeployment(context, run, state, deadline);
  return followUp(context, state, deployed, deadline.left());
}

/** Deploys or resumes, and leaves nothing behind that nobody launched. */
async function runDeployment(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  deadline: PausableDeadline,
): Promise<Outcome> {
  try {
    const outcome = await deployOrResume(context, run, state, deadline);
    deadline.pause();
    await discardLeftDraft(context, state, false);
    return outcome;
  } catch (error) {
    deadline.pause();
    await discardLeftDraft(context, state, context.cancel.aborted);
    const left = await leaveLaunched(context, state, error);
    return typeof left === 'string'
      ? outcomeOf(error, context.platform.name, left)
      : endedMeanwhile(context, state, left);
  }
}

/**
 * Creates the function that asks the gate: once, unless the platform then reports another component or version. The
 * platform's time does not run meanwhile.
 */
function admission(
  gate: Gate,
  context: ReleaseContext,
  state: ReleaseState,
  deadline: PausableDeadline,
): () => Promise<void> {
  let admitted = '';
  return async () => {
    const announcement = announcementOf(state.plan, context.startedAt);
    const asked = JSON.stringify([announcement.component, announcement.version]);
    if (asked === admitted) return;
    deadline.pause();
    const refusal = await passGate(gate, announcement, context);
    if (refusal) throw new Halt(refusal);
    deadline.start();
    admitted = asked;
    state.admittedAt = context.clock.now();
  };
}

/** Deletes a draft that was created and not launched. */
async function discardLeftDraft(context: ReleaseContext, state: ReleaseState, haste: boolean): Promise<void> {
  if (state.draft === undefined) return;
  const forget = (): void => context.journal.write({ draft: undefined });
  const found = await discardDraft(state.draft, haste ? 'haste' : 'calm', { ...context, forget });
  if (found === 'gone') state.launched = 'no';
  const { upload, request } = state.draft;
  // A request leaves no draft: its deployment has started or has not.
  if (request === undefined && (found === 'left' || (found === 'absent' && upload))) state.left = state.draft;
  if (typeof found !== 'object') return;
  state.launched = found;
  context.journal.write({ launch: 'accepted', deployment: found });
  context.publish({ deployment: found });
}

/**
 * Leaves or aborts a launched deployment after waiting for it has stopped.
 * @returns its end, a sentence about what happens to it, or `no` or `perhaps` if no deployment is known
 */
async function leaveLaunched(
  context: ReleaseContext,
  state: ReleaseState,
  error: unknown,
): Promise<string | DeploymentEnd> {
  const { launched } = state;
  if (typeof launched !== 'object') return launched;
  if (!(error instanceof Interrupted)) return context.platform.describeLeftRunning(launched);
  return stopOrLeave(launched, {
    ...context,
    policy: { timeout: context.onTimeout, cancel: context.onCancel }[error.by],
    haste: context.cancel.aborted,
    readStatus: (run) => readStatusOnce(context, state, launched, run),
  });
}

/** The end of a deployment that ended while waiting for it stopped. */
function endedMeanwhile(
  context: ReleaseContext,
  state: ReleaseState,
  { outcome, counts }: DeploymentEnd,
): Outcome {
  state.counts = counts;
  const end = warnedOf(outcome, state);
  const bar = state.timeline.pop();
  if (bar) state.timeline.push({ ...bar, to: context.clock.now(), good: isGreen(end.status) });
  return end;
}

/** Turns a success into one with warnings if the platform warned before the launch. */
function warnedOf(end: Outcome, { warned }: ReleaseState): Outcome {
  if (warned === undefined || end.status !== 'succeeded') return end;
  return { ...end, status: 'succeeded-with-warnings', reason: `${end.reason} ${warned}` };
}

async function deployOrResume(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  deadline: PausableDeadline,
): Promise<Outcome> {
  deadline.start();
  const begun = await attach(context, run, state, deadline);
  if (begun) return begun;

  const prepared = await inspectRelease(context, run, state);
  if (prepared.kind === 'stop') return prepared.outcome;
  await run.admit?.();
  deadline.pause();
  const { warned, reason } = prepared;
  if (prepared.kind === 'inspected' || context.plan.operation === 'inspect')
    return { status: warned ? 'succeeded-with-warnings' : 'succeeded', reason };
  context.log.info(reason);
  if (warned) state.warned = reason;

  await state.unended?.supersede();
  await state.records.open(context.cancel);
  run.signal.throwIfAborted();
  deadline.start();

  return warnedOf(await launchAndWatch(context, run, state, prepared.launch), state);
}

async function inspectRelease(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
): Promise<Preparation> {
  const began = context.clock.now();
  let good = false;
  try {
    const prepared = await context.platform.prepare(run);
    good = prepared.kind !== 'stop';
    return prepared;
  } finally {
    // The time of the gate is no time of the inspection.
    const from = state.admittedAt ?? began;
    const span = { section: context.platform.name, title: 'inspection', from, to: context.clock.now(), good };
    if (state.inspection) state.timeline.push(span);
  }
}

async function launchAndWatch(
  context: ReleaseContext,
  run: PlatformRun,
  state: ReleaseState,
  launch: Launch,
): Promise<Outcome> {
  const from = context.clock.now();
  state.launched = 'perhaps';
  const due = stepNames(context.platform);
  context.journal.write({ launch: 'asked', ...(due.length > 0 && { followUps: { due } }) });
  const deployment = await launch(run).catch((error: unknown) => {
    addSpan(context, state, from, false);
    throw error;
  });
  state.draft = undefined;
  saveAccepted(context, state, deployment);
  state.records.began(deployment);
  // A tracker that has not confirmed the start gets no further requests.
  const keeper = historyKeeperOf(context);
  if (keeper && state.records.deliveries[keeper.name]?.started === 'sent') state.views.begin();
  return (await watchDeployment(context, run, state, { deployment, from })).outcome;
}
