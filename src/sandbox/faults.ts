import { type AnswerFaultKind, answerFaultKinds, type RawFault } from './answer-faults.ts';

/**
 * What can go wrong with one request.
 *
 * `*-before`, the plain status codes, `502-html`, `503-retry-after` and `redirect`: the server did nothing.
 * All others: it processed the request in full (a deployment was created), and only the answer is lost or damaged.
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

export type FaultKind = (typeof faultKinds)[number] | AnswerFaultKind;

/** Every fault that can be named. */
export const allFaultKinds: readonly FaultKind[] = [...faultKinds, ...answerFaultKinds];

/** The faults that break the connection instead of replacing the answer. */
export type ConnectionFault =
  | RawFault
  | Extract<FaultKind, 'reset-before' | 'reset-after' | 'cut-body' | 'stall' | 'stall-body'>;

/** A fault injected into matching requests. */
export interface Fault {
  /**
   * Either a 1-based index over all requests, or a method (upper case) and a pattern for path and query,
   * of whose matches the `nth` is hit (default 1; 0 = every).
   */
  readonly request: number | { readonly method: string; readonly path: RegExp; readonly nth?: number };
  readonly kind: FaultKind;
  /** How many requests in a row are hit, counted from the first hit; default 1, or all under `nth: 0`. */
  readonly times?: number;
}

/** A fault carried by a credential: it hits the n-th request with that credential; 0 = every one. */
export interface CarriedFault {
  readonly kind: FaultKind;
  readonly nth: number;
}

/** What a fault is matched against. */
interface Candidate {
  readonly index: number;
  readonly method: string;
  readonly path: string;
}

/** Decides which fault hits a request; an injected one goes before a carried one. */
export interface FaultPlan {
  /** Asked for each request in order of arrival. The first listed fault wins. */
  readonly injected: (candidate: Candidate) => FaultKind | undefined;
  /** Adds a fault that counts from now on. A number counts the requests that are still to come. */
  readonly add: (fault: Fault, past: number) => void;
  /** Asked once for each request with a credential. @param key - identity of the credential */
  readonly carried: (key: string, faults: readonly CarriedFault[]) => FaultKind | undefined;
}

export function planFaults(faults: readonly Fault[]): FaultPlan {
  const watches = faults.map(watch);
  const counts = new Map<string, number>();
  return {
    // Every watch counts its own matches, so all are asked even when an earlier one hits.
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
  // A `g` or `y` flag would make the pattern remember where it last matched.
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
]);

/** True when the server acts on the request before the fault strikes. */
export function isProcessed(kind: FaultKind): boolean {
  return !unprocessed.has(kind);
}
