// Runs after all tests and removes their files. It retries because a killed process may still be writing.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Removes the temporary folder of the tests. */
export default function removeFolder() {
  rmSync(tmpdir(), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
