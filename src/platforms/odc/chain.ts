import type { Outcome } from '../../release/outcome.ts';
import type { Count, DeployedPart, Deployment, DeploymentEnd } from '../../release/platform.ts';
import { count, formatNames } from '../../shared/format.ts';
import type { Step } from './deploy.ts';
import { type Part, versionOf } from './parts.ts';
import { operationUrl } from './site.ts';
import type { Operation } from './wire.ts';

/** The progress of the operations of a release, one after the other. */
export interface Chain {
  readonly steps: readonly Step[];
  readonly there: readonly Part[];
  /** The operations that were started, in the order of the steps. */
  readonly begun: readonly Operation[];
  /** The ends of the operations that are over, in the same order. */
  readonly ends: readonly Outcome[];
  /** Whether the operation after those was asked for and has not started as far as this process knows. */
  readonly asking: boolean;
}

/** The progress of a process that begins no operation. */
export const emptyChain: Chain = { steps: [], there: [], begun: [], ends: [], asking: false };

/** The deployment of an operation. @param remaining the names of the applications that come after it */
export function deploymentOf(
  { key }: Operation,
  remaining: readonly string[],
  base: URL,
  acceptedAt: number,
): Deployment {
  const rest = remaining.length > 0 && { remaining };
  return { id: key, url: operationUrl(base, key), acceptedAt, ...rest };
}

/** The names of the applications whose operation was not started. */
export function remainingOf({ steps, begun }: Pick<Chain, 'steps' | 'begun'>): readonly string[] {
  return steps.slice(begun.length).map(({ name }) => name);
}

/** Adds what the release did before an operation that could not be started. */
export function withProgress(outcome: Outcome, { steps, begun }: Chain): Outcome {
  if (begun.length === 0) return outcome;
  const [failed = '', ...rest] = remainingOf({ steps, begun });
  const done = formatNames(steps.slice(0, begun.length).map(({ name }) => name));
  const others = rest.length > 0 ? ` Not started: ${formatNames(rest)}.` : '';
  return { ...outcome, reason: `${failed}: ${outcome.reason} Deployed before: ${done}.${others}` };
}

/** A sentence about a release that this process leaves. */
export function describeLeft(chain: Chain, { id, remaining }: Deployment): string {
  const { steps, begun, ends, asking } = chain;
  const isBetween = ends.length > 0 && ends.length === begun.length;
  const now = isBetween
    ? `Operation ${id} is over.`
    : `Operation ${id} goes on: ODC offers no way to stop it.`;
  const open = begun.length > 0 ? remainingOf(chain) : (remaining ?? []);
  const [next, ...others] = open;
  const asked =
    asking && isBetween
      ? ` ODC had been asked to deploy ${next ?? ''} and had not answered: it may or may not have started.`
      : '';
  const rest = asked ? others : open;
  const done = isBetween
    ? ` Deployed: ${formatNames(steps.slice(0, ends.length).map(({ name }) => name))}.`
    : '';
  return `${now}${done}${asked}${rest.length > 0 ? ` Not started: ${formatNames(rest)}.` : ''}`;
}

/** The outcome of a release from the ends of its operations: the worst one, or all of them as one. */
export function joinEnds({ steps, begun, ends }: Chain): DeploymentEnd {
  const counts = countsOf(steps, ends);
  const last = ends.at(-1);
  if (last === undefined) throw new Error('A release without an operation has no end.');
  if (steps.length === 1) return { outcome: last, counts };
  const name = steps[ends.length - 1]?.name ?? '';
  if (!isGood(last)) {
    const rest = steps.slice(begun.length).map((each) => each.name);
    const done = steps.slice(0, ends.length - 1).map((each) => each.name);
    const reason = [
      `${name}: ${last.reason}`,
      ...(done.length > 0 ? [`Deployed before: ${formatNames(done)}.`] : []),
      ...(rest.length > 0 ? [`Not started: ${formatNames(rest)}.`] : []),
    ].join(' ');
    return { outcome: { ...last, reason }, counts };
  }
  const warned = steps.filter((_, at) => ends[at]?.status === 'succeeded-with-warnings');
  const reason = `ODC deployed ${count(steps.length, 'application')}: ${formatNames(
    steps.map((each) => each.name),
    10,
  )}.`;
  if (warned.length === 0) return { outcome: { status: 'succeeded', reason }, counts };
  return {
    outcome: {
      status: 'succeeded-with-warnings',
      reason: `${reason} With warnings: ${formatNames(warned.map((each) => each.name))}.`,
      advice: 'Read the messages in the log.',
    },
    counts,
  };
}

/** Whether the next application may be deployed after this end. */
export function isGood({ status }: Outcome): boolean {
  return status === 'succeeded' || status === 'succeeded-with-warnings';
}

/** The outcome of an operation of a release whose other applications this process does not deploy. */
export function withRemaining(end: DeploymentEnd, remaining: readonly string[] | undefined): DeploymentEnd {
  if (remaining === undefined || remaining.length === 0) return end;
  const rest = `Not started: ${formatNames(remaining)}.`;
  const { outcome } = end;
  if (!isGood(outcome)) return { ...end, outcome: { ...outcome, reason: `${outcome.reason} ${rest}` } };
  return {
    ...end,
    isPartial: true,
    outcome: {
      status: 'failed',
      reason: `${outcome.reason} The release was stopped before all its applications were deployed. ${rest}`,
      advice: 'Run the deployment again: what the stage has already is left out.',
    },
  };
}

/** ODC returns no counts. */
function countsOf(steps: readonly Step[], ends: readonly Outcome[]): readonly Count[] {
  const imported = ends.filter(isGood).length;
  const failed = ends.length - imported;
  const total = steps.length;
  return [{ what: 'applications', total, imported, failed, skipped: total - imported - failed }];
}

/** The applications of a release for the output `deployments`. */
export function partsOf({ steps, there, begun, ends, asking }: Chain): readonly DeployedPart[] {
  const present = there.map((part) => ({
    application: part.name,
    version: versionOf(part),
    id: '',
    status: 'succeeded' as const,
  }));
  const own = steps.map((step, at): DeployedPart => {
    const operation = begun[at];
    const part = { application: step.name, version: versionOf(step), id: operation?.key ?? '' };
    if (operation === undefined && asking && at === begun.length) return part;
    if (operation === undefined) return { ...part, status: 'skipped' };
    const end = ends[at];
    return end === undefined ? part : { ...part, status: end.status };
  });
  return [...present, ...own];
}
