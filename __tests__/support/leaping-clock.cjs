// Preloaded into a child process. Its clock stands still while the process works, and jumps to the next timer when it
// only waits. A silence of 30 s or a timeout of an hour then takes a moment, and the number of polls in that time
// does not depend on the machine. The program under test does not notice it. The file is CommonJS because thousands
// of child processes load it: an ES module takes 29 ms in each of them, CommonJS 12 ms.
'use strict';
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');

/** A longer jump than this, or one during a pending request, requires a real silence of {@link SILENCE_MS} first. */
const SHORT_MS = 20_000;
const SILENCE_MS = 1_500;
/** A jump of this length or more needs a silence of {@link MOMENT_MS}, so that pending reads and writes can end. */
const TINY_MS = 500;
const MOMENT_MS = 25;

const { bigint: hrtime } = process.hrtime;
const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  now: () => Number(hrtime()) / 1e6,
};
let now = Date.now();
const inFlight = new Set();
/** The modules that open connections are loaded with the first request. */
let hasAsked = false;
let lastSign = real.now();
/** Turns of the event loop since the last sign of work; ready callbacks must run before time jumps. */
let turns = 0;
const timers = new Set();
let driver;

function sign() {
  lastSign = real.now();
  turns = 0;
}

for (const library of [http, https]) {
  const { request: realRequest } = library;
  library.request = (...args) => {
    const request = realRequest(...args);
    hasAsked = true;
    // A tunnel's agent removes all listeners; the requests through the tunnel are counted separately.
    if (request.method === 'CONNECT') return request;
    inFlight.add(request);
    sign();
    request.once('response', (response) => {
      sign();
      const ms = Number(response.headers['x-drip-ms']);
      // Each chunk of a drip stands for the time in the server's header, or for less.
      if (ms > 0) response.on('data', () => drop(ms));
    });
    request.once('close', () => {
      inFlight.delete(request);
      sign();
    });
    return request;
  };
}
syncBuiltinESMExports();

Date.now = () => now;
process.hrtime.bigint = () => BigInt(Math.round(now * 1e6));
globalThis.setTimeout = (callback, ms = 0, ...rest) => {
  const timer = { due: now + Math.max(1, ms), callback: () => callback(...rest) };
  timers.add(timer);
  sign();
  drive();
  return timer;
};
globalThis.clearTimeout = (timer) => {
  if (!timers.delete(timer)) real.clearTimeout(timer);
  if (timers.size === 0) {
    real.clearTimeout(driver);
    driver = undefined;
  }
};

/** Keeps the process alive while a timer exists. */
function drive() {
  // The longer the silence lasts, the longer the interval between checks.
  driver ??= real.setTimeout(
    () => {
      driver = undefined;
      leap();
      if (timers.size > 0) drive();
    },
    1 + (real.now() - lastSign) / 20,
  );
}

/** Advances the clock to the next timer, and by `ms` at most. Work beside the slow answer goes first. */
function drop(ms) {
  if (inFlight.size > 1) return;
  const next = earliest();
  if (next && next.due <= now + ms) fire(next);
  else now += ms;
  sign();
}

function earliest() {
  return [...timers].toSorted((one, other) => one.due - other.due)[0];
}

function fire(timer) {
  timers.delete(timer);
  now = Math.max(now, timer.due);
  sign();
  timer.callback();
}

function leap() {
  if (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))) sign();
  turns++;
  const next = earliest();
  if (next === undefined) return;
  const ahead = next.due - now;
  const quick = hasAsked && inFlight.size === 0 && ahead <= SHORT_MS;
  const silence = quick ? (ahead < TINY_MS ? 0 : MOMENT_MS) : SILENCE_MS;
  if (turns < 4 || real.now() - lastSign < silence) return;
  fire(next);
}
