/** A terminal whose last lines are replaced in place. */
export interface LiveLines {
  /** Writes one line above the lines that are replaced. */
  write(line: string): void;
  /** Replaces the last lines. */
  show(lines: readonly string[]): void;
  /** Keeps the last lines: what is written next appears below them. */
  keep(): void;
}

/** Opens a terminal for lines that are replaced. Lines must fit into its width, because it cannot clear wrapped ones. */
export function openLiveLines(stream: Pick<NodeJS.WriteStream, 'write'>): LiveLines {
  let shown: readonly string[] = [];
  const clear = (): string => (shown.length > 0 ? `\u001b[${shown.length}A\r\u001b[J` : '');
  return {
    write: (line) => void stream.write(`${clear()}${line}\n${textOf(shown)}`),
    show(lines) {
      stream.write(`${clear()}${textOf(lines)}`);
      shown = lines;
    },
    keep() {
      shown = [];
    },
  };
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
