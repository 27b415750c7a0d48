import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleFile } from './demo.ts';

/**
 * Writes sample files, over earlier ones of the same names.
 * @returns their paths
 */
export async function writeSamples(
  folder: string,
  samples: readonly SampleFile[],
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    samples.map(async ({ name, bytes }) => {
      const path = join(folder, name);
      await writeFile(path, bytes());
      return path;
    }),
  );
}
