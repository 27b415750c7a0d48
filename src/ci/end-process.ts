/** So long the event loop has to run dry by itself, in milliseconds. */
const GRACE_MS = 1_000;

/**
 * Ends the process, with the exit code that is set, although something still holds it that nobody waits for: a look-up
 * of a name that cannot be stopped, a file that does not open. What was printed is out before. Call it last.
 */
export function endProcess(): void {
  // Not at once: on Node 24 an exit right after a large upload over TLS can hang (nodejs/node#54918).
  setInterval(() => {
    // oxlint-disable-next-line unicorn/no-process-exit -- an exit code alone ends nothing that is held
    if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
  }, GRACE_MS).unref();
}
