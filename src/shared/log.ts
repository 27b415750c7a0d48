/** The log of a run. Texts may come from servers: the adapter of the CI system makes them harmless. */
export interface Log {
  info(text: string): void;
  debug(text: string): void;
  /** At most a few per run: CI systems show these as annotations. */
  notice(text: string): void;
  warning(text: string): void;
  error(text: string): void;
  /** Writes a good end. Absent if it looks like any other line. */
  readonly success?: (text: string) => void;
  /**
   * Shows what is awaited until the next line is written. Absent if lines cannot be replaced.
   * @param ageMs for how long it has been awaited, in milliseconds
   */
  readonly progress?: (text: string, ageMs: number) => void;
  /** Writes lines that belong together, folded if the CI system supports it. */
  group(title: string, lines: readonly string[]): void;
}
