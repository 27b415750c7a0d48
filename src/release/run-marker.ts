/** Identifies one step of one run. Its texts contain no slashes and no spaces. */
export interface RunStep {
  readonly run: string;
  /** 1 for the first attempt; if a CI system does not count attempts, a number that grows with each. */
  readonly attempt: number;
  readonly job: string;
  readonly step: string;
}

/** A tracker's record of a deployment. */
export interface RecordTrace {
  /** The tracker's name in the registry. */
  readonly tracker: string;
  readonly id: string;
  readonly isOpen: boolean;
  /** Whether it was ended as a success; absent if the tracker does not show that. */
  readonly isGood?: boolean;
}

/** The data that an earlier attempt left about its deployment, on the platform or in a tracker. */
export interface RunMarker {
  readonly origin: RunStep;
  /** The fingerprint of the plan: equal for equal inputs. */
  readonly fingerprint: string;
  /** The platform's id of the deployment; absent if the platform had not answered. */
  readonly deploymentId?: string;
  /** The record that contains the marker; absent if the platform keeps it. */
  readonly record?: RecordTrace;
}

/** Creates a run step. Characters that a marker must not contain become hyphens. */
export function runStepOf(run: string, attempt: number, job: string, step: string): RunStep {
  return { run: clean(run), attempt, job: clean(job), step: clean(step) };
}

/** The origin of a process outside of any CI system: it is not an attempt of a run. */
export const localRun = runStepOf('local', 1, '', '');

/** Formats an origin and a fingerprint as one line, to be stored with a deployment or a record. */
export function formatMarker({ origin, fingerprint }: RunMarker): string {
  const { run, attempt, job, step } = origin;
  return `lowcode-deploy/${run}/${attempt}/${job}/${step}/${fingerprint}`;
}

const PATTERN = /lowcode-deploy\/([^/\s]+)\/(\d{1,15})\/([^/\s]+)\/([^/\s]+)\/([0-9a-f]{16})/;

/**
 * Parses the first marker in a text; undefined if there is none. Anyone who can write the text can forge a marker, so
 * it may only lead to a deployment to check.
 */
export function parseMarker(text: string): RunMarker | undefined {
  const [, run, attempt, job, step, fingerprint] = PATTERN.exec(text) ?? [];
  if (run === undefined || job === undefined || step === undefined || fingerprint === undefined)
    return undefined;
  return { origin: { run, attempt: Number(attempt), job, step }, fingerprint };
}

/** A run marker and a UUID, which together identify one deployment. */
const MARKER =
  /^lowcode-deploy\/[\w.:-]+\/\d{1,15}\/[\w.:-]+\/[\w.:-]+\/[0-9a-f]{16}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text is exactly one marker of a deployment. */
export function isMarker(text: string): boolean {
  return MARKER.test(text);
}

/** Lists the markers of deployments in a text. A part of a longer word does not count. */
export function markersIn(text: string): readonly string[] {
  return text.split(/[^\w.:/-]+/).filter(isMarker);
}

/** Whether a marker is from an earlier attempt of the same step, with the same inputs. */
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

/** Whether a marker is from any step of this run. Always false outside of a CI system. */
export function isSameRun({ origin }: RunMarker, now: RunMarker): boolean {
  return now.origin !== localRun && origin.run === now.origin.run;
}

function clean(part: string): string {
  return part.replace(/[^\w.:-]+/g, '-') || '-';
}
