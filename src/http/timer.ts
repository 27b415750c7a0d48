/** Calls `act` after `ms` milliseconds, unless the returned function was called before. */
export type Timer = (ms: number, act: () => void) => () => void;

/** The timer of the operating system. */
export const systemTimer: Timer = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};
