// What a runner downloads.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support.js';

const sizeOf = (folder, wanted = () => true) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && wanted(entry.name))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);

const row = (what, command, bytes, most) => ({
  what,
  command,
  median: `${Math.round(bytes / 1000)} kB`,
  spread: 'none',
  target: `≤ ${most / 1000} kB`,
  met: bytes <= most,
});

/** @returns {import('./support.js').Row[]} */
export function measureSize() {
  const dist = join(root, 'dist');
  // The chunks that webpack numbers are loaded when something asks for them; that of the action itself has 1 kB.
  const start = sizeOf(join(dist, 'bundle'), (name) => !/^\d/.test(name));
  return [
    row('size of the start path', '`dist/bundle` without its chunks', start, 800_000),
    row('size of all', '`dist`, with the command, the plan and the sandbox', sizeOf(dist), 2_000_000),
  ];
}
