import { describe, expect, test } from '@jest/globals';
import { planRelease } from '../../../src/release-file/plan.ts';
import { parseYaml } from '../../../src/shared/yaml.ts';
import { manifestItem } from '../../support/manifest.ts';

const messagesOf = (text: string): readonly string[] => parseYaml(text).faults.map(({ message }) => message);

const environments = ['development', 'test', 'acceptance', 'production'];

/** A release file of 256 items, each with inputs of its own for four environments. */
const largeRelease = [
  'environments:',
  ...environments.map((name) => `  - {name: ${name}, inputs: {url: "https://${name}.example.com"}}`),
  'items:',
  ...Array.from({ length: 256 }, (_, at) =>
    [
      `  - name: customer-portal-${at}`,
      '    platform: appian',
      '    inputs:',
      `      package: packages/customer-portal-${at}.zip`,
      '    overrides:',
      ...environments.flatMap((name) => [
        `      ${name}:`,
        '        inputs:',
        `          customization-file: environments/customer-portal-${at}-${name}.properties`,
        '          on-warnings: fail',
      ]),
    ].join('\n'),
  ),
].join('\n');

/** A manifest of 300 applications with three settings each. */
const largeManifest = JSON.stringify(
  {
    ApplicationVersions: Array.from({ length: 300 }, (_, at) => ({
      ApplicationKey: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      ApplicationName: `Application ${at}`,
      VersionNumber: `1.${at}`,
    })),
    ConfigurationItems: Array.from({ length: 900 }, (_, at) =>
      manifestItem(`Setting${at}`, 'SiteProperty', `https://service-${at}.example.com`),
    ),
  },
  undefined,
  2,
);

describe('a large file that people need is read', () => {
  test('a release file of 256 items with overrides for four environments', () => {
    expect(largeRelease.length).toBeGreaterThan(128 * 1024);
    const planned = planRelease(largeRelease, {});
    expect('stages' in planned && planned.stages.map((stage) => stage.length)).toEqual([256, 256, 256, 256]);
  });

  test('a pipeline manifest of 300 applications with three settings each', () => {
    expect(largeManifest.length).toBeGreaterThan(512 * 1024);
    const { data, faults } = parseYaml(largeManifest);
    expect(faults).toEqual([]);
    expect(data).toEqual(JSON.parse(largeManifest));
  });
});

describe('a text that would take the parser too long is refused with the reason', () => {
  test.each([
    ['lists in lists', `a: ${'['.repeat(60_000)}`, 'is nested deeper than 100 levels'],
    ['maps in maps', `a: ${'{a: '.repeat(10_000)}`, 'is nested deeper than 100 levels'],
    ['lists on one line', `${'- '.repeat(20_000)}a`, 'is nested deeper than 100 levels'],
    ['JSON in depth', `${'['.repeat(500)}${']'.repeat(500)}`, 'is nested deeper than 100 levels'],
    ['many lines', '- a\n'.repeat(20_000), 'has more than 50,000 words and signs: split it'],
    ['much JSON', `[${'[],'.repeat(100_000)}[]]`, 'has more than 180,000 words and signs: split it'],
    ['a megabyte', `a: ${'x'.repeat(1024 * 1024)}`, 'is longer than 1024 kB: split it'],
  ])('%s', (_, text, message) => {
    expect(messagesOf(text)).toEqual([message]);
  });

  test('aliases that multiply', () => {
    const bomb = [
      'a: &a0 [x]',
      ...Array.from({ length: 30 }, (_, at) => `b${at}: &a${at + 1} [${`*a${at}, `.repeat(9)}]`),
    ];
    expect(messagesOf(bomb.join('\n'))).toEqual([expect.stringContaining('alias')]);
  });
});

test('nesting that people write is read', () => {
  expect(parseYaml(`${'['.repeat(40)}${']'.repeat(40)}`).faults).toEqual([]);
});

test('places are those of the text, also behind thousands of lines', () => {
  const { locate } = parseYaml(`${'# a comment\n'.repeat(5_000)}items:\n  - name: a\n    wrong: b\n`);
  expect(locate([{ path: ['items', 0, 'wrong'], atKey: true, message: 'm' }])).toEqual([
    { line: 5_003, column: 5, message: 'm' },
  ]);
});
