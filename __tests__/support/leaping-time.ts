import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Timer } from '../../src/http/timer.ts';
import type { Transport } from '../../src/http/transport.ts';
import { WITHHELD } from '../../src/sandbox/delivery.ts';
import type { Clock } from '../../src/shared/clock.ts';

/** Time that stops while a step works and leaps to the next timer when the step only waits. */
interface LeapingTime {
  readonly clock: Clock;
  readonly timer: Timer;
  /** Returns the transport, and counts its requests as work. */
  watch(transport: Transport): Transport;
  /** Ends the time: no timer runs and no request settles any more. */
  stop(): void;
}

interface Alarm {
  readonly due: number;
  readonly ring: () => void;
}

/** Before a leap during a request, nothing may happen for `SILENCE_MS`. */
const SILENCE_MS = 1_500;
/** Before a longer leap, or a leap while the sandbox withholds every answer, nothing may happen for `PAUSE_MS`. */
const SHORT_MS = 20_000;
const PAUSE_MS = 150;
/** Before a leap of this length or more, nothing may happen for `MOMENT_MS`, so that pending reads and writes can end. */
const TINY_MS = 500;
const MOMENT_MS = 25;
/** Number of turns of the event loop before a leap: pending work runs first. */
const TURNS = 4;

/** Creates time for one of several steps in this process. `leaping-clock.cjs` does the same for a process. */
export function leapingTime(): LeapingTime {
  const alarms = new Set<Alarm>();
  let now = Date.now();
  let inFlight = 0;
  let withheld = 0;
  let hasAsked = false;
  const ports = new Set<number>();
  let lastSign = performance.now();
  let turns = 0;
  let driver: NodeJS.Timeout | undefined;
  let stopped = false;

  function sign(): void {
    lastSign = performance.now();
    turns = 0;
  }

  function drive(): void {
    const idle = performance.now() - lastSign;
    driver ??= setTimeout(turn, idle / 20);
  }

  function turn(): void {
    driver = undefined;
    if (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))) sign();
    turns++;
    const next = earliest();
    if (next && turns >= TURNS && performance.now() - lastSign >= silenceBefore(next.due - now)) ring(next);
    if (alarms.size > 0) drive();
  }

  function silenceBefore(leap: number): number {
    if (!hasAsked || inFlight > withheld) return SILENCE_MS;
    if (inFlight > 0 || leap > SHORT_MS) return PAUSE_MS;
    return leap >= TINY_MS ? MOMENT_MS : 0;
  }

  function earliest(): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of alarms) if (first === undefined || alarm.due < first.due) first = alarm;
    return first;
  }

  function ring(alarm: Alarm): void {
    alarms.delete(alarm);
    now = Math.max(now, alarm.due);
    sign();
    alarm.ring();
  }

  /** Advances the time to the next timer, and by `ms` at most. Work beside the slow answer goes first. */
  function drop(ms: number): void {
    if (inFlight > 1) return;
    const next = earliest();
    if (next && next.due <= now + ms) ring(next);
    else now += ms;
    sign();
  }

  function timer(ms: number, act: () => void): () => void {
    if (stopped) return () => {};
    const alarm = { due: now + Math.max(1, ms), ring: act };
    alarms.add(alarm);
    sign();
    drive();
    return () => void alarms.delete(alarm);
  }

  function heard(response: IncomingMessage): void {
    sign();
    // Each chunk of a slow answer stands for the time that the sandbox states in this header, or for less.
    const ms = Number(response.headers['x-drip-ms']);
    if (ms > 0) response.on('data', () => drop(ms));
  }

  function noteWithheld(port: unknown): void {
    if (typeof port === 'number' && ports.has(port)) withheld++;
  }
  subscribe(WITHHELD, noteWithheld);

  return {
    clock: clockOf(() => Math.round(now), timer),
    timer,
    watch: (transport) => ({
      async exchange(order, take) {
        inFlight++;
        hasAsked = true;
        ports.add(Number(order.url.port));
        sign();
        try {
          const answer = await transport.exchange(order, (response) => {
            heard(response);
            return take(response);
          });
          return stopped ? await never : answer;
        } catch (error) {
          // An answer that is withheld never arrives, so its request fails.
          if (withheld > 0) withheld--;
          if (stopped) await never;
          throw error;
        } finally {
          inFlight--;
          sign();
        }
      },
      close: () => transport.close(),
    }),
    stop() {
      stopped = true;
      clearTimeout(driver);
      unsubscribe(WITHHELD, noteWithheld);
      alarms.clear();
    },
  };
}

const never = new Promise<never>(() => {});

function clockOf(now: () => number, timer: Timer): Clock {
  return {
    now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const fail = (): void => {
          stop();
          reject(signal?.reason as Error);
        };
        const stop = timer(ms, () => {
          signal?.removeEventListener('abort', fail);
          resolve();
        });
        if (signal?.aborted) fail();
        else signal?.addEventListener('abort', fail, { once: true });
      }),
    alarm(ms, reason) {
      const controller = new AbortController();
      return { signal: controller.signal, cancel: timer(ms, () => controller.abort(reason())) };
    },
  };
}
