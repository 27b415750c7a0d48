import type { ConflictOperation } from './conflicts.ts';
import type { LogLine, LogSource } from './log.ts';
import { isDeployed, isTerminal, type Phase } from './phases.ts';
import type { LifetimeCommand, LifetimePlan } from './state.ts';
import { stamp } from './time.ts';
import type { SimulatedApplication, SimulatedEnvironment, SimulatedVersion } from './world.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The user behind an action. */
interface Person {
  /** Display name. */
  readonly name: string;
  /** User name. */
  readonly user: string;
}

/** The user of every token in the sandbox. */
export const account: Person = { name: 'Sandbox Service Account', user: 'sa_sandbox' };
/** The user of all other actions. */
export const colleague: Person = { name: 'Jane Roe', user: 'jroe' };

/** An application in a plan, with its planned operation. */
export interface PlannedOperation extends ConflictOperation {
  readonly version: SimulatedVersion;
  /** Key of the deployment zone. */
  readonly zone: string;
}

/** Initial data of a plan. */
export interface PlanSeed {
  readonly key: string;
  readonly kind: LifetimePlan['kind'];
  readonly notes: string;
  /** Environment key; empty for a package. */
  readonly source: string;
  readonly target: SimulatedEnvironment;
  readonly operations: readonly PlannedOperation[];
  readonly by: Person;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** A plan in the sandbox: its public view and its execution. */
export interface SimulatedPlan {
  readonly view: Mutable<LifetimePlan> & { commands: LifetimeCommand[] };
  readonly seed: PlanSeed;
  operations: readonly PlannedOperation[];
  /** The remaining phases, the current one first; the saved phase before the start. */
  phases: readonly Phase[];
  /** Number of polls in the current phase. */
  seen: number;
  /** Milliseconds since the epoch; undefined before the start. */
  startedAt?: number;
  /** Milliseconds since the epoch; undefined if nobody aborted the plan. */
  abortedAt?: number;
  abortedBy?: Person;
  readonly log: PlanLog;
}

/** The log as JSON text. Lines are appended, so each poll of a long log serializes only its new lines. */
interface PlanLog {
  /** Entries in JSON, separated by commas. */
  text: string;
  entries: number;
  /** Number of lines already taken from the source. */
  written: number;
  source: LogSource;
  linesPerLook: number;
  readonly hasTypes: boolean;
}

const silent: LogSource = { total: 0, line: () => ({ message: '', type: '' }) };

/** Milliseconds between two entries of a log. */
const pace = 37;

/** Creates a saved plan. */
export function openPlan(seed: PlanSeed, hasTypes: boolean): SimulatedPlan {
  return {
    view: {
      key: seed.key,
      kind: seed.kind,
      notes: seed.notes,
      source: seed.source,
      target: seed.target.key,
      operations: sent(seed.operations),
      status: 'saved',
      started: false,
      aborted: false,
      deleted: false,
      looks: 0,
      reads: 0,
      commands: [],
    },
    seed,
    operations: seed.operations,
    phases: [{ status: 'saved' }],
    seen: 0,
    log: { text: '', entries: 0, written: 0, source: silent, linesPerLook: 0, hasTypes },
  };
}

/** Replaces the notes and operations of a saved plan. */
export function rewrite(plan: SimulatedPlan, notes: string, operations: readonly PlannedOperation[]): void {
  plan.view.notes = notes;
  plan.view.operations = sent(operations);
  plan.operations = operations;
}

/** Starts the execution of a plan. @param at - milliseconds since the epoch */
export function begin(
  plan: SimulatedPlan,
  phases: readonly Phase[],
  log: { readonly source: LogSource; readonly linesPerLook: number },
  at: number,
): void {
  plan.view.started = true;
  plan.startedAt = at;
  plan.log.source = log.source;
  plan.log.linesPerLook = log.linesPerLook;
  enter(plan, phases);
}

/** Counts one poll of the status; enters the next phase after the last poll of the current one. */
export function look(plan: SimulatedPlan): Phase {
  plan.view.looks += 1;
  const { looks } = phaseOf(plan);
  if (looks !== undefined && plan.seen >= looks) advance(plan);
  plan.seen += 1;
  const phase = phaseOf(plan);
  if (phase.status === 'running') writeUpTo(plan, plan.log.written + plan.log.linesPerLook);
  return phase;
}

/** Ends the current phase; the last phase never ends. */
export function advance(plan: SimulatedPlan): void {
  if (plan.phases.length > 1) enter(plan, plan.phases.slice(1));
}

/** Replaces the remaining phases after an abort. @param at - milliseconds since the epoch */
export function divert(plan: SimulatedPlan, phases: readonly Phase[], by: Person, at: number): void {
  plan.abortedBy = by;
  plan.abortedAt = at;
  enter(plan, phases);
}

/** Returns the current phase of a plan. */
export function phaseOf(plan: SimulatedPlan): Phase {
  return plan.phases[0] ?? { status: 'saved' };
}

/** Returns true from the start until a final status. */
export function isUnderWay(plan: SimulatedPlan): boolean {
  return plan.view.started && !isTerminal(plan.view.status);
}

/** Returns the applications of a plan. */
export function applicationsOf(plan: SimulatedPlan): readonly SimulatedApplication[] {
  return plan.operations.map(({ application }) => application);
}

function enter(plan: SimulatedPlan, phases: readonly Phase[]): void {
  plan.phases = phases;
  plan.seen = 0;
  const { status, says = [] } = phaseOf(plan);
  plan.view.status = status;
  if (status === 'aborting' || status === 'aborted') {
    plan.view.aborted = true;
    plan.abortedBy ??= colleague;
    plan.abortedAt ??= (plan.startedAt ?? 0) + plan.log.entries * pace;
  }
  if (isDeployed(status)) {
    writeUpTo(plan, plan.log.source.total);
    for (const { application, version, zone } of plan.operations) {
      application.places.set(plan.seed.target.key, { version, isModified: false, zone });
    }
  }
  for (const line of says) write(plan, line);
}

function writeUpTo(plan: SimulatedPlan, count: number): void {
  const { log } = plan;
  const end = Math.min(count, log.source.total);
  for (; log.written < end; log.written += 1) write(plan, log.source.line(log.written));
}

function write({ log, startedAt = 0 }: SimulatedPlan, { message, type }: LogLine): void {
  const entry = JSON.stringify({
    Instant: stamp(startedAt + log.entries * pace),
    Message: message,
    ...(log.hasTypes && { Type: type }),
  });
  log.text += log.entries === 0 ? entry : `,${entry}`;
  log.entries += 1;
}

function sent(operations: readonly PlannedOperation[]): LifetimePlan['operations'] {
  return operations.map(({ version, zone }) => ({
    ApplicationVersionKey: version.key,
    DeploymentZoneKey: zone,
  }));
}
