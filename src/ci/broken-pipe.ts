/**
 * Whoever reads the log may go away: a pager that is quit, an agent that is lost. The deployment is under way all the
 * same, and its records, files and exit code still tell of it. So a line that nobody can read is dropped.
 */
export function ignoreBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
