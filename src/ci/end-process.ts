/** How long to wait for the event loop to end by itself, in milliseconds. */
const GRACE_MS = 1_000;

/**
 * Ends the process with the exit code that is set, even if a pending operation keeps it alive: a name look-up that
 * cannot be stopped, or a file that does not open. Standard output and standard error are written first. Call it
 * last.
 */
export function endProcess(): void {
  // Wait before the exit: on Node 24 an exit right after a large upload over TLS can hang (nodejs/node#54918).
  setInterval(() => {
    // oxlint-disable-next-line unicorn/no-process-exit -- the exit code alone does not end pending operations
    if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
  }, GRACE_MS).unref();
}
