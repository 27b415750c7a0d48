import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { sourcesBelow } from '../support/patterns.ts';
import { mutableParametersIn } from '../support/syntax.ts';

/** The files whose functions may change a collection that they get, each with its reason. */
const ALLOWED: ReadonlyMap<string, string> = new Map([
  ['sandbox/drop-answer.ts', 'the state of a simulated system'],
  ['sandbox/appian/rule-tests.ts', 'the state of a simulated system'],
  ['trackers/deployments-api/wire.ts', 'the list that zod has parsed, in its own type'],
]);

test('no function gets a collection to add to: each returns its values', () => {
  const found = sourcesBelow('src')
    .map((file) => ({
      file: relative('src', file),
      parameters: mutableParametersIn(readFileSync(file, 'utf8')),
    }))
    .filter(({ parameters }) => parameters.length > 0);
  expect(found.filter(({ file }) => !ALLOWED.has(file))).toEqual([]);
  expect(found.map(({ file }) => file)).toEqual(expect.arrayContaining([...ALLOWED.keys()]));
});

describe('the check itself', () => {
  test.each([
    ['function f(found: string[]): void {}', 'found: array'],
    ['const f = (found: Map<string, number>) => found.size;', 'found: Map'],
    ['const f = async (a: number, { found }: { found: Set<string> }) => {};', '{}: Set'],
    ['class C { f(found: Array<string> = []) {} }', 'found: Array'],
    ['interface I { f(found: string[]): void }', 'found: array'],
    ['type F = (found: string[] | undefined) => void;', 'found: array'],
    ['function f(rows: readonly string[][]): void {}', 'rows: array'],
    ['class C { constructor(private found: string[]) {} }', 'found: array'],
  ])('finds the parameter of %j', (text, parameter) => {
    expect(mutableParametersIn(text)).toEqual([parameter]);
  });

  test.each([
    'function f(found: readonly string[]): string[] { const all: string[] = []; return all; }',
    'const f = (found: ReadonlyMap<string, number>, more: ReadonlySet<string>) => {};',
    'const f = (make: () => string[]) => make();',
    'interface I { readonly found: string[] }',
    'const f = ([first, ...rest]: readonly [string, ...string[]]) => rest;',
  ])('passes %j', (text) => {
    expect(mutableParametersIn(text)).toEqual([]);
  });
});
