import { describe, expect, test } from '@jest/globals';

type Plan =
  | { readonly tag: string; readonly major: string; readonly notes: string }
  | { readonly problems: readonly string[] };
const script: string = '../../scripts/release.js';
const { planRelease } = (await import(script)) as {
  planRelease(tag: string, version: string, changelog: string): Plan;
};

const changelog = `# Changelog

## Unreleased

### Added

- Something to come.

## [1.10.0] - 2026-12-01

### Fixed

- A thing. See \`## 1.0.0\`.

## 1.1.0 - 2026-11-01

- Another.

## 1.0.0
`;

describe('what is published', () => {
  test('is what the changelog says of this version', () => {
    expect(planRelease('v1.10.0', '1.10.0', changelog)).toEqual({
      tag: 'v1.10.0',
      major: 'v1',
      notes: '### Fixed\n\n- A thing. See `## 1.0.0`.',
    });
    expect(planRelease('v1.1.0', '1.1.0', changelog)).toHaveProperty('notes', '- Another.');
  });

  test.each<[string, string, string, readonly RegExp[]]>([
    [
      'a tag of another form',
      '1.1.0',
      '1.1.0',
      [/^The tag must be of the form v1\.2\.3 \(got "1\.1\.0"\)\.$/],
    ],
    ['a candidate', 'v1.1.0-rc.1', '1.1.0', [/of the form/]],
    ['a number with a zero before it', 'v1.01.0', '1.01.0', [/of the form/]],
    ['a version that no file names', 'v2.0.0', '1.1.0', [/version 1\.1\.0/, /no section "## 2\.0\.0/]],
    ['a section without a day', 'v1.0.0', '1.0.0', [/no section "## 1\.0\.0/]],
  ])('is nothing for %s', (_, tag, version, expected) => {
    const { problems } = planRelease(tag, version, changelog) as { problems: readonly string[] };
    expect(problems).toHaveLength(expected.length);
    for (const [at, pattern] of expected.entries()) expect(problems[at]).toMatch(pattern);
  });

  test('is nothing for a section without a word', () => {
    expect(planRelease('v1.0.0', '1.0.0', '## 1.0.0 - 2026-01-01\n\n## 0.9.0 - 2025-01-01\n- x')).toEqual({
      problems: ['CHANGELOG.md says nothing of 1.0.0.'],
    });
  });
});
