import { createHash } from 'node:crypto';
import { basename, join, relative, sep } from 'node:path';
import type { FileDeployment } from './deployments.ts';

/** The number of characters of a name that its folder shows. */
const LONGEST_NAME = 40;

/**
 * The folder for the states of a release file. It depends on the path of the file from the current folder, so a
 * checkout can be moved.
 * @param history the folder for the files of all runs
 */
export function statesFolder(history: string, file: string): string {
  const path = relative('', file).split(sep).join('/');
  return join(history, 'releases', folderName(basename(file), [path]));
}

/** The name of the folder or file of a deployment, equal in each run of the same release file. */
export function placeOf({ item, environment }: Pick<FileDeployment, 'item' | 'environment'>): string {
  return folderName(`${item}-${environment}`, [item, environment]);
}

/** A readable name, made unique by a checksum. */
function folderName(text: string, identity: readonly string[]): string {
  const readable = text.replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');
  const digest = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 10);
  return `${readable.slice(0, LONGEST_NAME)}-${digest}`;
}
