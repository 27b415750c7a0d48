import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { faultKinds } from '../../src/sandbox/index.ts';
import { extentOf, type Stride } from '../support/extent.ts';
import { entrances, platforms, type RunCase, runCases } from '../support/run-cases.ts';
import { RUNS } from '../support/run-sweep.ts';
import { ANSWERS, FAULTS, ODC_ANSWERS, SECRETS, STOPS } from '../support/sweep.ts';

const both = ['sample', 'other'] as const;

/** The fault of each case of a sweep, in the order in which they are tried. */
function faultsOf(title: string): readonly string[] {
  const ends = readFileSync(new URL(`ends/${title}.txt`, import.meta.url), 'utf8').trimEnd();
  return ends.split('\n').map((line) => line.split(' | ')[2] ?? '');
}

const drawn = <T>(items: readonly T[], stride: Stride, sweep: string): readonly T[] =>
  items.filter((_, at) => extentOf(stride, sweep).has(at));

const sorted = (words: Iterable<string>): readonly string[] => [...new Set(words)].toSorted();

describe.each(both)('the sample that SWEEP=%s takes', (sweep) => {
  test.each([
    ['Appian', ['an-appian-promotion', 'appian-and-its-records']],
    ['LifeTime', ['lifetime', 'lifetime-and-its-records']],
  ])('breaks requests to %s in every way', (_, titles) => {
    const tried = titles.flatMap((title) => drawn(faultsOf(title), FAULTS, sweep));
    expect(sorted(tried)).toEqual(sorted(faultKinds));
  });

  test('plays runs on every platform, through every entrance, with every kind of saved state, to every end', () => {
    const tried = drawn(runCases, RUNS, sweep);
    const entranceOf = ({ platform, entrance }: Pick<RunCase, 'platform' | 'entrance'>): string =>
      `${platform}, ${entrance}`;
    const all = platforms.flatMap((platform) =>
      entrances.map((entrance) => entranceOf({ platform, entrance })),
    );
    const ends = (each: RunCase): readonly string[] => each.runs.map(({ end }) => end);
    const memory = (each: RunCase): string => each.memory;
    expect(sorted(tried.map(entranceOf))).toEqual(sorted(all));
    expect(sorted(tried.map(memory))).toEqual(sorted(runCases.map(memory)));
    expect(sorted(tried.flatMap(ends))).toEqual(sorted(runCases.flatMap(ends)));
  });
});

test.each([
  ['faults', FAULTS],
  ['runs', RUNS],
  ['stops', STOPS],
  ['answers', ANSWERS],
  ['answers of ODC', ODC_ANSWERS],
  ['secrets', SECRETS],
])('the two samples of %s have no case in common', (_, stride) => {
  const places = Array.from({ length: 2_000 }, (_each, at) => at);
  const [one, other] = both.map((sweep) => new Set(drawn(places, stride, sweep)));
  expect([...(one ?? [])].filter((at) => other?.has(at))).toEqual([]);
  expect(one?.size).toBeGreaterThan(0);
});
