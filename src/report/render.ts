import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseResult } from '../release/result.ts';
import type { Log } from '../shared/log.ts';
import type { Content } from './blocks.ts';
import { type ReportPaths, type SavedFiles, saveFile } from './files.ts';
import { type JUnitOptions, renderJUnit } from './junit.ts';
import { renderPage } from './page.ts';

/** All that renders a report. It is one module to import later, so that the bundles share it. */

export { describeRelease } from './content.ts';
export { summarize } from './summary.ts';

interface ReportOptions extends JUnitOptions {
  /** The folder of the run. */
  readonly ci: { readonly folder: string };
  readonly paths: ReportPaths;
  readonly log: Log;
  /** True in the post phase, which knows less than the step itself. */
  readonly afterwards?: boolean;
}

/** Writes the JUnit file and the page and returns their paths. The post phase leaves those of the step alone. */
export async function saveReports(
  result: ReleaseResult,
  content: Content,
  options: ReportOptions,
): Promise<Omit<SavedFiles, 'result'>> {
  const { ci, paths, log, redact, afterwards } = options;
  const write = async (file: string, what: string, render: () => string): Promise<string> =>
    afterwards && existsSync(file) ? file : saveFile(file, render(), what, log);
  return {
    junit: await write(paths.junit ?? join(ci.folder, 'junit.xml'), 'The JUnit file', () =>
      renderJUnit(result, options),
    ),
    page: await write(paths.page ?? join(ci.folder, 'report.html'), 'The HTML page', () =>
      renderPage(content, redact),
    ),
  };
}
