import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ci } from '../ci/ci.ts';
import type { Log } from '../shared/log.ts';

/**
 * Creates the CI system of one deployment of a release. It has a folder and a log of its own; outputs are those of the
 * whole release, and the state is in `state-file`.
 * @param whole the CI system of the whole release
 */
export function createItemCi(whole: Ci, folder: string, log: Log): Ci {
  return {
    facts: whole.facts,
    folder,
    log,
    mask: (text) => whole.mask(text),
    output: () => {},
    checkOutputs: () => {},
    saveState: () => {},
    savedState: () => '',
    earlierStates: () => [],
    async summary(markdown) {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'summary.md'), markdown);
    },
  };
}

/** Returns a log that writes a name at the start of each line. */
export function prefixedLog(log: Log, name: string): Log {
  const mark = (text: string): string =>
    text
      .split('\n')
      .map((line) => `${name} | ${line}`)
      .join('\n');
  return {
    info: (text) => log.info(mark(text)),
    debug: (text) => log.debug(mark(text)),
    notice: (text) => log.notice(mark(text)),
    warning: (text) => log.warning(mark(text)),
    error: (text) => log.error(mark(text)),
    // Groups of deployments that run side by side would not stay together.
    group: (title, lines) => log.info(mark([title, ...lines.map((line) => `  ${line}`)].join('\n'))),
  };
}
