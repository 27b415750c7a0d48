/** The log of a run. Texts may come from servers: the adapter of the CI system makes them harmless. */
export interface Log {
  info(text: string): void;
  debug(text: string): void;
  /** At most a few per run: CI systems show these as annotations. */
  notice(text: string): void;
  warning(text: string): void;
  error(text: string): void;
  /** Writes the progress of a wait; the next line replaces it. Absent if lines cannot be replaced. */
  readonly progress?: (text: string) => void;
  /** Writes lines that belong together, folded if the CI system supports it. */
  group(title: string, lines: readonly string[]): void;
}
