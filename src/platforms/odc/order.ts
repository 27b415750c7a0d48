import type { PlatformRun } from '../../release/platform.ts';
import type { Odc } from './client.ts';
import { explaining } from './explain.ts';
import type { Part } from './parts.ts';
import type { ProducerNode, Stage } from './wire.ts';

/**
 * Sorts the applications of a release so that each comes after those whose elements it uses.
 * @throws Halt
 */
export async function inProducerOrder(
  odc: Odc,
  parts: readonly Part[],
  target: Stage,
  run: PlatformRun,
): Promise<readonly Part[]> {
  if (parts.length < 2) return parts;
  const producers = new Map<string, ReadonlySet<string>>();
  for (const { key, revision } of parts) {
    const graph = await explaining('resolve', () => odc.producers(key, revision, target.key, run.signal));
    producers.set(key.toLowerCase(), keysIn(graph));
  }
  const sorted = producersFirst(
    parts.map(({ key }) => key.toLowerCase()),
    producers,
  );
  return sorted.flatMap((key) => parts.find((part) => part.key.toLowerCase() === key) ?? []);
}

/** All keys in a graph, in lower case. */
function keysIn(graph: readonly ProducerNode[]): ReadonlySet<string> {
  const keys = new Set<string>();
  const open = [...graph];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    keys.add(node.key.toLowerCase());
    open.push(...node.producers);
  }
  return keys;
}

/**
 * Sorts keys so that producers come before their consumers. Keys that do not depend on each other keep their
 * order. In a circle, one of them comes before its producer.
 * @param producers for each key, all its producers
 */
export function producersFirst(
  keys: readonly string[],
  producers: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const sorted: string[] = [];
  const visited = new Set<string>();
  const visit = (key: string): void => {
    if (visited.has(key)) return;
    visited.add(key);
    const own = producers.get(key);
    for (const other of keys) if (own?.has(other)) visit(other);
    sorted.push(key);
  };
  for (const key of keys) visit(key);
  return sorted;
}
