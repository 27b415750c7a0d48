// After all tests: a run leaves nothing behind. A process that was killed may be writing its last line.
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

export default function removeFolder() {
  rmSync(tmpdir(), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}
