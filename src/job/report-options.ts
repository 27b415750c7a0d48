import { rmSync } from 'node:fs';
import type { Inputs } from '../definition.ts';
import { platforms, trackers } from '../registry.ts';
import type { Reporting } from '../report/report.ts';

type Options = Pick<Reporting, 'trackers' | 'summary' | 'paths' | 'onWarnings' | 'pageOf'>;

/** How to report a run, as the inputs say. */
export function reportOptions(values: Partial<Inputs>): Options {
  return {
    trackers,
    summary: values.summary !== false,
    paths: { junit: values['junit-file'], page: values['report-file'] },
    onWarnings: values['on-warnings'] ?? 'allow',
    pageOf(deployment) {
      const adapter = platforms.find(({ name }) => name === values.platform);
      return URL.canParse(deployment.url) ? adapter?.page?.(deployment) : undefined;
    },
  };
}

/**
 * Deletes the reports of an earlier run at the paths of this one: if this run is killed, nobody must read them as its
 * own. What cannot be deleted is reported when the file is written.
 */
export function deleteOldReports({ paths }: Pick<Options, 'paths'>): void {
  for (const path of [paths.junit, paths.page]) {
    try {
      if (path !== undefined) rmSync(path, { force: true });
    } catch {}
  }
}
