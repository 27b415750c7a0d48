/**
 * Ignores errors of standard output and standard error. The reader of the log can disappear: a user quits the pager,
 * or an agent loses its connection. The deployment continues, and records, files and the exit code still report its
 * outcome. Lines that nobody can read are dropped.
 */
export function ignoreBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
