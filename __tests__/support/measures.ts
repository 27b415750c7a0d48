/**
 * Preload script: the step writes its peak memory, its duration by its own clock and its processor time to
 * standard error at its exit.
 * Linux only.
 */
export const writeMeasures = `
  import { readFileSync } from 'node:fs';
  const began = Date.now();
  process.on('exit', () => {
    const [, kilobytes] = /^VmHWM:\\s*(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    const { user, system } = process.cpuUsage();
    const cpu = Math.round((user + system) / 1000);
    process.stderr.write(
      '\\npeak of ' + kilobytes + ' kB after ' + (Date.now() - began) + ' ms, ' + cpu + ' ms of CPU\\n');
  });
`;

/** Measured values of a step. */
interface Measures {
  readonly peakMb: number;
  readonly seconds: number;
  /** Processor time: the step's own clock stands still while the process works. */
  readonly cpuSeconds: number;
}

/** Returns the measured values from a step's output; NaN if the step was killed before it wrote them. */
export function measuresOf({ stderr }: { readonly stderr: string }): Measures {
  const [, kilobytes, ms, cpu] = /\npeak of (\d+) kB after (-?\d+) ms, (\d+) ms of CPU\n/.exec(stderr) ?? [];
  return { peakMb: Number(kilobytes) / 1000, seconds: Number(ms) / 1000, cpuSeconds: Number(cpu) / 1000 };
}
