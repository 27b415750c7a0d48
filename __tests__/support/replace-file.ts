import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Exchange } from '../../src/sandbox/index.ts';

/** The ways in which a file can differ from the checked one. */
export const replacements = ['same length', 'longer', 'shorter', 'removed'] as const;
/** One of these ways. */
export type Replacement = (typeof replacements)[number];

/** Replaces the content of a file in place, or removes the file. */
export function replaceFile(path: string, how: Replacement): void {
  if (how === 'removed') return rmSync(path);
  const content = readFileSync(path);
  const changed = { 'same length': flipLast(content), longer: longer(content), shorter: content.subarray(1) };
  writeFileSync(path, changed[how]);
}

/** For `onExchange` of a sandbox: replaces the file once, between the first matching request and its answer. */
export function replaceDuring(
  match: (exchange: Exchange) => boolean,
  path: string,
  how: Replacement,
): (exchange: Exchange) => void {
  let done = false;
  return (exchange) => {
    if (done || !match(exchange)) return;
    done = true;
    replaceFile(path, how);
  };
}

const longer = (content: Buffer): Buffer => Buffer.concat([content, Buffer.from('x')]);

function flipLast(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1);
  return copy;
}
