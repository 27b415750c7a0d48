// Preloaded into a child process: its clock and its timers run FAST_CLOCK times faster than the world's, so that a
// silence of 30 s or a timeout of an hour can be lived through in a test. The program under test knows nothing of it.
const factor = Number(process.env.FAST_CLOCK);
const began = Date.now();
const realNow = Date.now;
const realSetTimeout = globalThis.setTimeout;

Date.now = () => Math.round(began + (realNow() - began) * factor);
globalThis.setTimeout = (callback, ms = 0, ...rest) => realSetTimeout(callback, ms / factor, ...rest);
