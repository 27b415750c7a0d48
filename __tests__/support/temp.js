// Runs before all tests and creates one folder for all their files. Workers inherit its path.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Creates the temporary folder of the tests and sets it as the default one. */
export default function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'lowcode-deploy-tests-'));
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
}
