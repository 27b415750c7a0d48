/**
 * Makes a step write on its standard error how much memory it had at its peak, and how long it took by its own clock.
 * Linux only.
 */
export const writeMeasures = `
  import { readFileSync } from 'node:fs';
  const began = Date.now();
  process.on('exit', () => {
    const [, kilobytes] = /^VmHWM:\\s*(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    process.stderr.write('\\npeak of ' + kilobytes + ' kB after ' + (Date.now() - began) + ' ms\\n');
  });
`;

export interface Measures {
  readonly peakMb: number;
  readonly seconds: number;
}

/** What a step wrote of itself; not a number where it was killed before. */
export function measuresOf({ stderr }: { readonly stderr: string }): Measures {
  const [, kilobytes, ms] = /\npeak of (\d+) kB after (-?\d+) ms\n/.exec(stderr) ?? [];
  return { peakMb: Number(kilobytes) / 1000, seconds: Number(ms) / 1000 };
}
