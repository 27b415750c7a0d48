import type { Clock } from '../shared/clock.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import { FOLLOW_UPS_MS } from './budgets.ts';
import { ignoreUpdates } from './cleanup.ts';
import type { EarlierDeployment } from './find-earlier.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { Halt, hasSucceeded, Interrupted, type Outcome } from './outcome.ts';
import type { ReleaseContext, ReleaseState } from './phases.ts';
import type { FollowUp, FollowUpReport, Pace, Platform } from './platform.ts';
import type { Span } from './result.ts';

/** The outcome of a release after its steps, and what they add to the result. */
export interface Followed {
  readonly outcome: Outcome;
  readonly report: FollowUpReport;
  readonly timeline: readonly Span[];
}

/** The dependencies of `takeSteps`. */
interface StepsContext {
  readonly platform: Pick<Platform, 'name' | 'afterwards'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly journal: Journal;
  readonly pace: Pace;
  /** Aborted with an `Interrupted` when the run is cancelled or, in the post phase, when its time is over. */
  readonly cancel: AbortSignal;
}

/** The steps that a release takes after its deployment has ended well. */
interface DueSteps {
  /** How the deployment ended. */
  readonly deployed: Outcome;
  /** Names of the steps, in the order in which they are taken. */
  readonly due: readonly string[];
  /** The progress of the first of them, as an earlier process saved it. */
  readonly progress?: string | undefined;
  /** The time limit of a step in milliseconds; undefined if it must not be taken. */
  readonly limitOf: (step: FollowUp, progress: string | undefined) => number | undefined;
}

/** The names of the steps that the platform takes after a deployment. */
export function stepNames({ afterwards }: Pick<Platform, 'afterwards'>): readonly string[] {
  return (afterwards?.() ?? []).map(({ name }) => name);
}

/**
 * Takes the steps after the deployment if it has ended well. They are saved before they begin, so that no other process
 * takes a release for a success whose steps have not ended well.
 * @param leftMs the part of the platform's time limit that is left
 */
export async function followUp(
  context: ReleaseContext,
  state: ReleaseState,
  deployed: Outcome,
  leftMs: number,
): Promise<Outcome> {
  if (context.plan.operation === 'inspect' || !hasSucceeded(deployed.status)) return deployed;
  const due = state.due ?? stepNames(context.platform);
  const limitOf = (step: FollowUp): number => step.budgetMs(leftMs);
  const { outcome, report, timeline } = await takeSteps(context, { deployed, due, limitOf });
  state.followed = report;
  state.timeline.push(...timeline);
  return outcome;
}

/**
 * The names of the steps after a deployment that this run has joined: those that an earlier process left open after the
 * same one, then those of this run.
 */
export function stepsAfter(
  { earlier, platform }: ReleaseContext,
  { isOfState }: Pick<EarlierDeployment, 'isOfState'>,
): readonly string[] {
  const open = isOfState ? earlier?.followUps?.due : undefined;
  return [...new Set([...(open ?? []), ...stepNames(platform)])];
}

/**
 * Completes the steps that a process left when it was stopped. Only a step that had started and can be repeated is taken.
 * @param endsAt when the time for them is over, in milliseconds since the Unix epoch
 */
export async function finishSteps(
  context: Omit<StepsContext, 'cancel' | 'pace'>,
  { followUps }: Pick<JournalEntry, 'followUps'>,
  deployed: Outcome,
  endsAt: number,
): Promise<Followed> {
  const { clock } = context;
  const alarm = clock.alarm(Math.max(0, endsAt - clock.now()), () => tooLate(FOLLOW_UPS_MS.post));
  try {
    return await takeSteps(
      { ...context, pace: 'auto', cancel: alarm.signal },
      {
        deployed,
        due: followUps?.due ?? [],
        progress: followUps?.progress,
        limitOf: ({ isRepeatable }, progress) =>
          isRepeatable && progress !== undefined ? FOLLOW_UPS_MS.post : undefined,
      },
    );
  } finally {
    alarm.cancel();
  }
}

/** The outcome of an earlier release that ended well on the platform and was stopped before its steps had. */
export function stoppedBefore(due: readonly string[], deployed: Outcome): Outcome {
  const [first] = due;
  if (first === undefined || !hasSucceeded(deployed.status)) return deployed;
  return stopped(deployed, `"${first}" had not ended.`);
}

async function takeSteps(
  context: StepsContext,
  { deployed, due, progress, limitOf }: DueSteps,
): Promise<Followed> {
  const steps = context.platform.afterwards?.() ?? [];
  const timeline: Span[] = [];
  const report: FollowUpReport = {};
  for (const [at, name] of due.entries()) {
    const step = steps.find((each) => each.name === name);
    if (step === undefined) return { outcome: withoutInputs(deployed, name), report, timeline };
    const from = context.clock.now();
    const saved = at === 0 ? progress : undefined;
    const note = { deployed, due: due.slice(at), ...(saved !== undefined && { progress: saved }) };
    context.journal.write({ followUps: note });
    const limitMs = limitOf(step, saved);
    const failure =
      limitMs === undefined
        ? stopped(deployed, step.describe(saved))
        : await takeStep(context, step, limitMs, note);
    Object.assign(report, step.report(saved));
    const good = failure === undefined;
    timeline.push({ section: context.platform.name, title: name, from, to: context.clock.now(), good });
    if (failure) return { outcome: failure, report, timeline };
  }
  if (due.length > 0) context.journal.write({ followUps: { deployed, due: [] } });
  return { outcome: deployed, report, timeline };
}

/** Takes one step. Returns undefined if it ended well, else the outcome of the release. */
async function takeStep(
  { clock, log, journal, pace, cancel }: StepsContext,
  step: FollowUp,
  limitMs: number,
  note: NonNullable<JournalEntry['followUps']> & { readonly deployed: Outcome },
): Promise<Outcome | undefined> {
  const { deployed, progress } = note;
  const alarm = clock.alarm(limitMs, () => tooLate(limitMs));
  const signal = AbortSignal.any([cancel, alarm.signal]);
  const save = (text: string): void => journal.write({ followUps: { ...note, progress: text } });
  const run = {
    ...ignoreUpdates,
    clock,
    log,
    pace,
    signal,
    save,
    ...(progress !== undefined && { progress }),
  };
  try {
    signal.throwIfAborted();
    return await step.run(run);
  } catch (error) {
    if (error instanceof Halt) return { ...error.outcome, reason: `${deployed.reason} ${error.message}` };
    const sentence = `${messageOf(error).replace(/[.!?]?$/, '.')} ${step.describe(progress)}`;
    if (error instanceof Interrupted && error.by === 'cancel') return stopped(deployed, sentence);
    return { status: step.failure, reason: `${deployed.reason} ${sentence}`, advice: AGAIN };
  } finally {
    alarm.cancel();
  }
}

function tooLate(limitMs: number): Interrupted {
  return new Interrupted('timeout', `It did not end within ${Math.round(limitMs / 1000)} s.`);
}

function stopped({ reason }: Outcome, how: string): Outcome {
  return {
    status: 'cancelled',
    reason: `${reason} The run was stopped before the steps after the deployment had ended: ${how}`,
    advice: AGAIN,
  };
}

function withoutInputs({ reason }: Outcome, name: string): Outcome {
  return {
    status: 'failed',
    reason: `${reason} An earlier run of this release left the step "${name}" open, and this run has no inputs for it.`,
    advice: AGAIN,
  };
}

const AGAIN = 'Run this again with all its inputs.';
