/** Where a run speaks to people. Every text may hold a server's words: the adapter makes it harmless. */
export interface Log {
  info(text: string): void;
  debug(text: string): void;
  /** At most a handful per run: these become annotations where the CI system has them. */
  notice(text: string): void;
  warning(text: string): void;
  error(text: string): void;
  /** A line that the next one replaces: where waiting stands. Absent where lines stay. */
  readonly progress?: (text: string) => void;
  /** Lines that belong together, folded where the CI system can fold. */
  group(title: string, lines: readonly string[]): void;
}
