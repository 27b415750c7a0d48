import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Returns the folder with the files of the page: `page` beside the bundle in `dist/command`, where the build copies
 * them; in a checkout without a bundle, the sources.
 */
export function pageFolder(entry = process.argv[1] ?? ''): string {
  // npm starts the command through a symbolic link.
  const script = existsSync(entry) ? realpathSync(entry) : entry;
  const beside = join(dirname(script), 'page');
  return existsSync(join(beside, 'index.html')) ? beside : resolve('src/sandbox/page/files');
}
