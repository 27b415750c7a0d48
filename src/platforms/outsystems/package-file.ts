import { checkZip, startOf } from '../../inputs/zip.ts';

const ZIP = 'PK';
/** Number of bytes that are read to detect the file type. */
const SAMPLE_BYTES = 512;

/**
 * Checks a package file of a user or from LifeTime. Returns a problem, or undefined if it is fine.
 *
 * An `.oap` is a zip with a manifest and modules (https://www.outsystems.com/forums/discussion/57727/). The format of
 * an `.osp` is not documented: if it starts as a zip, the zip must be complete. A text, such as a login page or an
 * error in JSON, is never a package.
 */
export async function checkPackage(path: string): Promise<string | undefined> {
  const start = await startOf(path, SAMPLE_BYTES);
  if (path.toLowerCase().endsWith('.oap') || start.toString('latin1').startsWith(ZIP)) return checkZip(path);
  const isText = start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  return isText ? `is a text file, not a package (${path})` : undefined;
}
