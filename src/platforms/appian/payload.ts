import { open, readFile } from 'node:fs/promises';
import { examineFile, type Found } from '../../inputs/file.ts';
import type { InputProblem } from '../../inputs/read.ts';
import type { Preflight } from '../adapter.ts';
import { lintCustomization } from './customization.ts';

/**
 * Everything about the files that can be known before anything is sent. Appian tells the files of a request apart by
 * their base names; the extensions that are asked for here keep them apart.
 */
export async function preflight(paths: {
  readonly package?: string | undefined;
  readonly 'customization-file'?: string | undefined;
}): Promise<Preflight> {
  const problems: InputProblem[] = [];
  const accept = <T>(input: InputProblem['input'], found: Found<T> | undefined): T | undefined => {
    if (found === undefined || 'value' in found) return found?.value;
    problems.push({ input, message: found.problem });
    return undefined;
  };
  const { package: packagePath, 'customization-file': customizationPath } = paths;
  const packageFile = accept(
    'package',
    packagePath ? await examineFile(packagePath, ['.zip'], checkZip) : undefined,
  );
  const customization = accept(
    'customization-file',
    customizationPath ? await examineFile(customizationPath, ['.properties']) : undefined,
  );
  if (packagePath === undefined && customizationPath === undefined) {
    const message = 'is required: the path of the package, unless a `customization-file` is deployed alone';
    problems.push({ input: 'package', message });
  }
  return {
    payload: { ...(packageFile && { package: packageFile }), ...(customization && { customization }) },
    problems,
    warnings: customization ? lintCustomization(await readFile(customization.path, 'utf8')) : [],
  };
}

const LOCAL_HEADER = Buffer.from('PK\x03\x04');
const END_OF_DIRECTORY = Buffer.from('PK\x05\x06');
/** The end record and the longest comment that can follow it. */
const TAIL_BYTES = 22 + 65_535;

/** A zip begins with a file's header and ends with its directory: a cut download has the first and not the second. */
async function checkZip(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = Buffer.alloc(4);
    await file.read(head, 0, 4, 0);
    if (head.equals(END_OF_DIRECTORY)) return `is a zip without any files (${path})`;
    if (!head.equals(LOCAL_HEADER)) return `is not a zip, whatever its name says (${path})`;
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    await file.read(tail, 0, tail.length, size - tail.length);
    if (tail.includes(END_OF_DIRECTORY)) return undefined;
    return `is only the beginning of a zip: was it downloaded whole? (${path})`;
  } finally {
    await file.close();
  }
}
