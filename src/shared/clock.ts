/** The source of time of a run. It is passed as a parameter, so that tests do not have to wait. */
export interface Clock {
  /**
   * Milliseconds since the Unix epoch. The wall clock is read only when the process starts, so adjusting it later
   * does not change the difference of two readings.
   */
  now(): number;
  /**
   * Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it is aborted. Leaves no timer
   * behind.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Returns a signal that is aborted with `reason` after `ms` milliseconds, and a function that drops its timer. */
  alarm(ms: number, reason: () => Error): { readonly signal: AbortSignal; readonly cancel: () => void };
}

/** The longest delay of a timer, in milliseconds. The delay is a 32-bit number: a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Milliseconds of a clock that never goes back, from an arbitrary moment on. `performance` would cost each run some
 * milliseconds to load.
 */
export const steadyMs = (): number => Number(process.hrtime.bigint()) / 1e6;
const originMs = Date.now() - steadyMs();

/** The clock of the operating system. */
export const systemClock: Clock = {
  now: () => Math.round(originMs + steadyMs()),

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
