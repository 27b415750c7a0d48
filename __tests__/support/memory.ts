/** Makes a step say on its standard error how much memory it had at its peak; Linux only. */
export const sayPeak = `
  import { readFileSync } from 'node:fs';
  process.on('exit', () => {
    const [, kilobytes] = /^VmHWM:\\s*(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    process.stderr.write('\\npeak of ' + kilobytes + ' kB\\n');
  });
`;

/** The peak in MB of a step that says it; a step that was killed has said nothing. */
export function peakOf({ stderr }: { readonly stderr: string }): number {
  const [, kilobytes] = /\npeak of (\d+) kB\n/.exec(stderr) ?? [];
  return kilobytes === undefined ? Number.NaN : Number(kilobytes) / 1000;
}
