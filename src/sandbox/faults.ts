import { type AnswerFaultKind, answerFaultKinds, type RawFault } from './answer-faults.ts';

/**
 * Faults that can affect one request.
 *
 * `*-before`, the plain status codes, `502-html`, `503-retry-after` and `redirect`: the server did nothing.
 * All others: the server processed the request in full (it created a deployment), and only the answer is lost or
 * damaged.
 */
export const faultKinds = [
  'reset-before',
  'reset-after',
  '500-before',
  '500-after',
  '502-html',
  '503-retry-after',
  '503-after',
  '504-after',
  'cut-body',
  'stall',
  'stall-body',
  'html-200',
  'empty-200',
  'garbage-json',
  '401',
  '403',
  '404',
  '409',
  '429',
  'redirect',
] as const;

/** Name of any fault. */
export type FaultKind = (typeof faultKinds)[number] | AnswerFaultKind;

/** The names of all faults. */
export const allFaultKinds: readonly FaultKind[] = [...faultKinds, ...answerFaultKinds];

/** The faults that break the connection instead of replacing the answer. */
export type ConnectionFault =
  | RawFault
  | Extract<FaultKind, 'reset-before' | 'reset-after' | 'cut-body' | 'stall' | 'stall-body'>;

/** A fault injected into matching requests. */
export interface Fault {
  /**
   * A 1-based index over all requests, or a method (upper case) and a pattern for path and query.
   * `nth` selects the affected match: default 1; 0 = every match.
   */
  readonly request: number | { readonly method: string; readonly path: RegExp; readonly nth?: number };
  readonly kind: FaultKind;
  /** Number of consecutive requests (or matches) affected from the first; default 1, or all with `nth: 0`. */
  readonly times?: number;
}

/** A fault that a credential names. It affects the n-th request with that credential; 0 = every request. */
export interface CarriedFault {
  readonly kind: FaultKind;
  readonly nth: number;
}

/** The facts of a request that a fault is matched against. */
interface Candidate {
  readonly index: number;
  readonly method: string;
  readonly path: string;
}

/** Decides which fault affects a request. An injected fault has priority over a carried one. */
export interface FaultPlan {
  /** Call this for each request in order of arrival. The first listed fault wins. */
  readonly injected: (candidate: Candidate) => FaultKind | undefined;
  /** Adds a fault that counts from now on. @param past - requests so far, added to a numeric `request` */
  readonly add: (fault: Fault, past: number) => void;
  /** Call this once for each request with a credential. @param key - identity of the credential */
  readonly carried: (key: string, faults: readonly CarriedFault[]) => FaultKind | undefined;
}

/** Creates a plan with these faults, which count from the first request. */
export function planFaults(faults: readonly Fault[]): FaultPlan {
  const watches = faults.map(watch);
  const counts = new Map<string, number>();
  return {
    // Each watch counts its own matches, so all of them must run even when an earlier one matches.
    injected: (candidate) => watches.map((strike) => strike(candidate)).find((kind) => kind !== undefined),
    add({ request, ...fault }, past) {
      watches.push(watch({ ...fault, request: typeof request === 'number' ? past + request : request }));
    },
    carried(key, carriedFaults) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return carriedFaults.find(({ nth }) => nth === 0 || nth === count)?.kind;
    },
  };
}

function watch({ request, kind, times }: Fault): (candidate: Candidate) => FaultKind | undefined {
  if (typeof request === 'number') {
    return ({ index }) => (within(index, request, times ?? 1) ? kind : undefined);
  }
  // With a `g` or `y` flag the pattern would keep its last match position.
  const pattern = new RegExp(request.path.source, request.path.flags.replace(/[gy]/g, ''));
  const nth = request.nth ?? 1;
  let count = 0;
  return ({ method, path }) => {
    if (method !== request.method || !pattern.test(path)) return undefined;
    count += 1;
    const isHit = nth === 0 ? within(count, 1, times ?? Infinity) : within(count, nth, times ?? 1);
    return isHit ? kind : undefined;
  };
}

function within(count: number, first: number, times: number): boolean {
  return count >= first && count < first + times;
}

const unprocessed: ReadonlySet<FaultKind> = new Set([
  'reset-before',
  '500-before',
  '502-html',
  '503-retry-after',
  '401',
  '403',
  '404',
  '409',
  '429',
  'redirect',
  'quote',
]);

/** Returns true when the server processes the request before the fault occurs. */
export function isProcessed(kind: FaultKind): boolean {
  return !unprocessed.has(kind);
}
