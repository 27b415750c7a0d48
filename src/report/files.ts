import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { realFile } from '../release/regular-file.ts';
import { messageOf } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';

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

/** Writes the result file and returns its path. A failure is a warning, and the path is empty then. */
export function saveResult(folder: string, json: string, log: Log): Promise<string> {
  return saveFile(join(folder, 'result.json'), json, 'The result file', log);
}

/**
 * Writes a file of the report and returns its path. A failure is a warning, and the path is empty then.
 * @param what names the file at the beginning of a sentence
 */
export async function saveFile(file: string, content: string, what: string, log: Log): Promise<string> {
  try {
    await mkdir(dirname(file), { recursive: true });
    // A named pipe would block the process.
    const real = realFile(file);
    await writeFile(real, content).catch(async (error: unknown) => {
      // A full disk keeps a part of it, which a reader could take for the whole.
      await rm(real, { force: true }).catch(() => {});
      throw error;
    });
    return file;
  } catch (error) {
    log.warning(`${what} could not be written: ${messageOf(error)}`);
    return '';
  }
}
