import type { Pace } from '../src/release/platform.ts';
import { nextDelay } from '../src/release/poll.ts';

/** How long a look takes, in milliseconds: what is asked is decided halfway. */
const LOOK_MS = 200;
const SHORTEST_MS = 5_000;
const LONGEST_MS = 2 * 3_600_000;

/** One deployment that was waited for; all times in milliseconds. */
export interface Wait {
  readonly lengthMs: number;
  /** From its true end until that was known. */
  readonly delayMs: number;
  readonly looks: number;
}

/** Waits for deployments of 5 s to 2 h, as many short ones as long ones (log-uniform), without waiting for anything. */
export function simulate(pace: Pace, many = 5_000): readonly Wait[] {
  return Array.from({ length: many }, (_, at) =>
    waitFor(SHORTEST_MS * (LONGEST_MS / SHORTEST_MS) ** ((at + 0.5) / many), pace),
  );
}

function waitFor(lengthMs: number, pace: Pace): Wait {
  let now = 0;
  for (let looks = 1; ; looks++) {
    const isOver = now + LOOK_MS / 2 >= lengthMs;
    now += LOOK_MS;
    if (isOver) return { lengthMs, delayMs: now - lengthMs, looks };
    now += nextDelay(pace, now);
  }
}

export interface Sum {
  /** Mean of each delay's share of its deployment's length. */
  readonly share: number;
  readonly meanMs: number;
  readonly p95Ms: number;
  readonly mostMs: number;
  /** Mean number of looks at a deployment. */
  readonly looks: number;
}

export function sum(waits: readonly Wait[]): Sum {
  const mean = (valueOf: (wait: Wait) => number): number =>
    waits.reduce((total, wait) => total + valueOf(wait), 0) / waits.length;
  const delays = waits.map(({ delayMs }) => delayMs).toSorted((a, b) => a - b);
  return {
    share: mean(({ delayMs, lengthMs }) => delayMs / lengthMs),
    meanMs: mean(({ delayMs }) => delayMs),
    p95Ms: delays[Math.floor(delays.length * 0.95)] ?? 0,
    mostMs: delays.at(-1) ?? 0,
    looks: mean(({ looks }) => looks),
  };
}
