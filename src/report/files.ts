import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { realFile } from '../release/regular-file.ts';
import type { ReleaseResult } from '../release/result.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import type { Content } from './blocks.ts';
import { type JUnitOptions, renderJUnit } from './junit.ts';
import { renderPage } from './page.ts';

/** The paths that the user gave for files of the report; a file without one is in the folder of the run. */
export interface ReportPaths {
  readonly junit?: string | undefined;
  readonly page?: string | undefined;
}

/** The paths of the files of a report. An empty path means that the file could not be written. */
export interface SavedFiles {
  readonly result: string;
  readonly junit: string;
  readonly page: string;
}

interface ReportOptions extends JUnitOptions {
  /** The folder of the run. */
  readonly ci: { readonly folder: string };
  readonly paths: ReportPaths;
  readonly log: Log;
  /** True in the post phase, which knows less than the step itself. */
  readonly afterwards?: boolean;
}

/** Writes the result file and returns its path. A failure is a warning, and the path is empty then. */
export function saveResult(folder: string, json: string, log: Log): Promise<string> {
  return save(join(folder, 'result.json'), json, 'The result file', log);
}

/** Writes the JUnit file and the page and returns their paths. The post phase leaves those of the step alone. */
export async function saveReports(
  result: ReleaseResult,
  content: Content,
  options: ReportOptions,
): Promise<Omit<SavedFiles, 'result'>> {
  const { ci, paths, log, redact, afterwards } = options;
  const write = async (file: string, what: string, render: () => string): Promise<string> =>
    afterwards && existsSync(file) ? file : save(file, render(), what, log);
  return {
    junit: await write(paths.junit ?? join(ci.folder, 'junit.xml'), 'The JUnit file', () =>
      renderJUnit(result, options),
    ),
    page: await write(paths.page ?? join(ci.folder, 'report.html'), 'The HTML page', () =>
      renderPage(content, redact),
    ),
  };
}

async function save(file: string, content: string, what: string, log: Log): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true });
    // A named pipe would block the process.
    await writeFile(realFile(file), content);
    return file;
  } catch (error) {
    log.warning(`${what} could not be written: ${messageOf(error)}`);
    return '';
  }
}
