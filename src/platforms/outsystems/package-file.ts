import { checkZip, startOf } from '../../inputs/zip.ts';

const ZIP = 'PK';
/** How much of a file is looked at to see what it is. */
const SAMPLE_BYTES = 512;

/**
 * What is wrong with a package: an `.oap` is a zip with a manifest and modules
 * (https://www.outsystems.com/forums/discussion/57727/). The form of an `.osp` is not documented: one that begins as a
 * zip must be whole, and none is a text, as a login page or an error in JSON is.
 */
export async function checkPackage(path: string): Promise<string | undefined> {
  const start = await startOf(path, SAMPLE_BYTES);
  if (path.toLowerCase().endsWith('.oap') || start.toString('latin1').startsWith(ZIP)) return checkZip(path);
  const isText = start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
  return isText ? `is a text and no package (${path})` : undefined;
}
