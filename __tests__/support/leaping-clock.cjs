// Preloaded into a child process: its clock stands still while it works and leaps to the next timer when it only
// waits. A silence of 30 s or a timeout of an hour is lived through in a moment, and how often something is looked at
// in that time does not depend on the machine. The program under test knows nothing of it. It is CommonJS, as thousands
// of children load it: as an ES module it takes each of them 29 ms, here 12.
'use strict';
const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');

/** A leap over more than this, or while an answer is awaited, asks for a real silence first. */
const SHORT_MS = 20_000;
const SILENCE_MS = 1_500;
/** A shorter leap than this hardly matters; before a longer one, what is being loaded or written gets a moment. */
const TINY_MS = 500;
const MOMENT_MS = 25;

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  now: performance.now.bind(performance),
};
let now = Date.now();
const inFlight = new Set();
/** What opens connections is loaded with the first request. */
let hasAsked = false;
let lastSign = real.now();
/** Turns of the event loop since the last sign of work: what is ready is taken up before time leaps. */
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
    // A tunnel's agent takes all listeners away; what goes through the tunnel is counted by itself.
    if (request.method === 'CONNECT') return request;
    inFlight.add(request);
    sign();
    request.once('response', (response) => {
      sign();
      const ms = Number(response.headers['x-drip-ms']);
      // Each piece of a drip stands for the time that its server names.
      if (ms > 0) response.on('data', () => pass(ms));
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
performance.now = () => now - performance.timeOrigin;
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

/** Keeps the process alive as long as a timer does. */
function drive() {
  // The longer nothing happened, the less often it is asked whether to leap.
  driver ??= real.setTimeout(
    () => {
      driver = undefined;
      leap();
      if (timers.size > 0) drive();
    },
    1 + (real.now() - lastSign) / 20,
  );
}

/** Lets so much time pass, with every timer that is due in it. */
function pass(ms) {
  const until = now + ms;
  for (;;) {
    const next = earliest();
    if (next === undefined || next.due > until) break;
    fire(next);
  }
  now = until;
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
