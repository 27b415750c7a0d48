/**
 * Preload script: the step writes its peak memory and its duration, by its own clock, to standard error at its exit.
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

/** Measured values of a step. */
interface Measures {
  readonly peakMb: number;
  readonly seconds: number;
}

/** Returns the measured values from a step's output; NaN if the step was killed before it wrote them. */
export function measuresOf({ stderr }: { readonly stderr: string }): Measures {
  const [, kilobytes, ms] = /\npeak of (\d+) kB after (-?\d+) ms\n/.exec(stderr) ?? [];
  return { peakMb: Number(kilobytes) / 1000, seconds: Number(ms) / 1000 };
}
