/** What tells one step of one run from every other. Its texts hold no slashes and no spaces. */
export interface RunStep {
  readonly run: string;
  /** 1 for the first attempt; where a system counts none, a number that grows with each. */
  readonly attempt: number;
  readonly job: string;
  readonly step: string;
}

/** What an earlier attempt left behind about a deployment. */
export interface RunMarker {
  readonly origin: RunStep;
  /** Of its plan: the same inputs make the same fingerprint. */
  readonly fingerprint: string;
  /** The platform's id; absent where the platform had not answered. */
  readonly deploymentId?: string;
  /** The tracker whose record holds this, where that record is still open. */
  readonly openIn?: string;
}

export function runStepOf(run: string, attempt: number, job: string, step: string): RunStep {
  return { run: clean(run), attempt, job: clean(job), step: clean(step) };
}

/** The origin of a process that no CI system runs: it is no attempt of anything. */
export const localRun = runStepOf('local', 1, '', '');

/** An origin and a fingerprint in one line, for places that keep notes. */
export function formatMarker({ origin, fingerprint }: RunMarker): string {
  const { run, attempt, job, step } = origin;
  return `lowcode-deploy/${run}/${attempt}/${job}/${step}/${fingerprint}`;
}

const PATTERN = /lowcode-deploy\/([^/\s]+)\/(\d{1,15})\/([^/\s]+)\/([^/\s]+)\/([0-9a-f]{16})/;

/** The first one in a text. Whoever can write notes can write one: it may only lead to something to look at. */
export function parseMarker(text: string): RunMarker | undefined {
  const [, run, attempt, job, step, fingerprint] = PATTERN.exec(text) ?? [];
  if (run === undefined || job === undefined || step === undefined || fingerprint === undefined)
    return undefined;
  return { origin: { run, attempt: Number(attempt), job, step }, fingerprint };
}

/** A trace and a UUID: what one deployment alone carries. */
const MARKER =
  /^lowcode-deploy\/[\w.:-]+\/\d{1,15}\/[\w.:-]+\/[\w.:-]+\/[0-9a-f]{16}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text is a whole marker of this program and nothing else. */
export function isMarker(text: string): boolean {
  return MARKER.test(text);
}

/** Every whole marker of this program in a text: a part of a longer word is none. */
export function markersIn(text: string): readonly string[] {
  return text.split(/[^\w.:/-]+/).filter(isMarker);
}

/** Whether a trace is of an earlier attempt of this very step, with the same inputs. */
export function isEarlierAttempt({ origin, fingerprint }: RunMarker, now: RunMarker): boolean {
  const own = now.origin;
  return (
    origin.run === own.run &&
    origin.attempt < own.attempt &&
    origin.job === own.job &&
    origin.step === own.step &&
    fingerprint === now.fingerprint
  );
}

/** Whether a trace is of this run, whichever step left it. */
export function isSameRun({ origin }: RunMarker, now: RunMarker): boolean {
  return now.origin !== localRun && origin.run === now.origin.run;
}

function clean(part: string): string {
  return part.replace(/[^\w.:-]+/g, '-') || '-';
}
