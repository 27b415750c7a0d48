/** The one source of time of a run, handed down so that decisions can be tested without waiting. */
export interface Clock {
  /**
   * Milliseconds since the Unix epoch, counted from what the wall clock said when the process began: however that is
   * set meanwhile, the difference of two readings is the time that passed between them.
   */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason as soon as it is aborted. Leaves no timer behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that is aborted with `reason` after `ms`, and a way to drop its timer. */
  alarm(ms: number, reason: () => Error): { readonly signal: AbortSignal; readonly cancel: () => void };
}

/** A timer's delay is a 32-bit number: a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),

  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
        Math.min(ms, LONGEST_TIMER_MS),
      );
      function stop(): void {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      }
      signal?.addEventListener('abort', stop, { once: true });
    }),

  alarm: (ms, reason) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(reason()), Math.min(ms, LONGEST_TIMER_MS));
    return { signal: controller.signal, cancel: () => clearTimeout(timer) };
  },
};
