import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type ConfigurationFile,
  parseConfiguration,
  readConfigurationFile,
} from '../../../src/inputs/configuration-file.ts';
import type { Values, Variable } from '../../../src/inputs/placeholders.ts';

const nothing: Variable = () => undefined;

function parsed(text: string, values: Values = {}, variable: Variable = nothing): ConfigurationFile {
  const file = parseConfiguration({ path: 'site.yml', text, values }, variable);
  if ('problems' in file) throw new Error(file.problems.map(({ message }) => message).join('\n'));
  return file;
}

function problemsOf(text: string): readonly string[] {
  const file = parseConfiguration({ path: 'site.yml', text, values: {} }, nothing);
  return 'problems' in file ? file.problems.map(({ message }) => message) : [];
}

describe('the text of a configuration file', () => {
  test('is YAML or JSON, whose values are texts', () => {
    const yaml = parsed('Fee: 1.10\nIsOn: true\nSendMail:\n  Schedule: "Daily 06:00"\n');
    expect(yaml.data).toEqual({ Fee: '1.10', IsOn: 'true', SendMail: { Schedule: 'Daily 06:00' } });
    const json = parsed('{"Fee": 1.10, "IsOn": true, "List": [{"Key": ""}]}');
    expect(json.data).toEqual({ Fee: '1.10', IsOn: 'true', List: [{ Key: '' }] });
  });

  test.each([
    ['a value that is missing', 'A: 1\nB:\n', 'is wrong at site.yml:2:1: "B" has no value'],
    ['null', '{"A": null}', 'is wrong at site.yml:1:2: "A" has no value'],
    ['~', 'S:\n  A: ~\n', 'is wrong at site.yml:2:3: "A" has no value'],
    ['a key that stands twice', 'A: 1\nA: 2\n', 'is wrong at site.yml:2:1: Map keys must be unique'],
    ['no YAML', 'A: [1\n', 'is wrong at site.yml:2:1'],
    ['a long text', `A: ${'x'.repeat(1_100_000)}`, 'is longer than 1024 kB'],
  ])('is refused with %s', (_, text, message) => {
    expect(problemsOf(text).join('\n')).toContain(message);
  });

  test('names a few of many problems', () => {
    const problems = problemsOf(Array.from({ length: 50 }, (_, at) => `A${at}:`).join('\n'));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('has 30 more problems (site.yml)');
  });

  test('shows the place of a problem that a platform finds', () => {
    const file = parsed('A: 1\nSendMail:\n  Schedul: x\n');
    expect(file.complain(['SendMail', 'Schedul'], 'does not exist', 'key')).toEqual({
      input: 'configuration-file',
      message: 'is wrong at site.yml:3:3: does not exist',
    });
  });
});

describe('the values of a configuration file', () => {
  test('are filled from `configuration-values`, else from the environment', () => {
    const file = parsed('', { HOST: 'a.example.com' }, (name) => `${name.toLowerCase()}\n`);
    expect(file.fill('Url', 'https://${HOST}/${PATH}?$${HOST}')).toBe('https://a.example.com/path?${HOST}');
    expect(file.findings()).toEqual({
      problems: [],
      warnings: [],
      secrets: ['a.example.com', 'a.example.com', 'path'],
    });
  });

  test('are only asked for when they are used', () => {
    const file = parsed('A: ${DEV_KEY}\nB: plain\n');
    expect(file.fill('B', 'plain')).toBe('plain');
    expect(file.findings().problems).toEqual([]);
    file.fill('A', '${DEV_KEY}');
    expect(file.findings().problems).toEqual([
      {
        input: 'configuration-file',
        message: expect.stringContaining(
          'asks for ${DEV_KEY}, and neither `configuration-values` nor the environment',
        ),
      },
    ]);
  });

  test('come from no variable of the runner', () => {
    const file = parsed('', {}, () => 'secret-of-the-runner');
    expect(file.fill('A', '${GITHUB_TOKEN}${LOWCODE_DEPLOY_TOKEN}')).not.toContain('secret');
    expect(file.findings().problems).toHaveLength(1);
  });

  test('are refused while they are variables that nobody expanded', () => {
    const file = parsed('', {}, () => '$(Secret)');
    file.fill('A', '#{Token}#');
    file.fill('B', '${FROM_ENVIRONMENT}');
    expect(file.fill('C', '$$(Text)')).toBe('$(Text)');
    const [problem] = file.findings().problems;
    expect(problem?.message).toContain('A is #{Token}#');
    expect(problem?.message).toContain('${FROM_ENVIRONMENT} is $(Secret)');
  });

  test('that nothing uses are a warning', () => {
    const file = parsed('', { API_KEI: 'x' });
    file.fill('A', '${API_KEY}');
    expect(file.findings().warnings).toEqual([
      '`configuration-values` has keys that nothing uses here: API_KEI (did you mean "API_KEY"?).',
    ]);
  });

  test('change the checksum', () => {
    const [one, other] = ['a', 'b'].map((value) => parsed('A: ${X}', { X: value }).sha256);
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(one).not.toBe(other);
  });
});

describe('the input `configuration-file`', () => {
  const problemOf = async (name: string, content: string): Promise<string> => {
    const path = join(await mkdtemp(join(tmpdir(), 'configuration-')), name);
    await writeFile(path, content);
    const file = await readConfigurationFile({ 'configuration-file': path }, nothing);
    return file && 'problems' in file ? file.problems.map(({ message }) => message).join('\n') : '';
  };

  test('may be absent, but not beside `configuration-values`', async () => {
    expect(await readConfigurationFile({}, nothing)).toBeUndefined();
    expect(await readConfigurationFile({ 'configuration-values': { A: '1' } }, nothing)).toEqual({
      problems: [{ input: 'configuration-values', message: 'needs a `configuration-file` to fill' }],
    });
  });

  test.each([
    ['another type', 'a.properties', 'A=1', 'must be a .yml, .yaml or .json file'],
    ['a Git LFS pointer', 'a.yml', 'version https://git-lfs.github.com/spec/v1\n', 'is a Git LFS pointer'],
    ['an HTML page', 'a.yml', '<!doctype html><html></html>', 'is an HTML page'],
    ['bytes that are no text', 'a.json', 'A\0', 'is not UTF-8 text'],
    ['much text', 'a.yaml', 'x'.repeat(1024 * 1024 + 1), 'is too large for a configuration file'],
  ])('is refused for %s', async (_, name, content, message) => {
    expect(await problemOf(name, content)).toContain(message);
  });

  test('accepts a file that is fine', async () => {
    expect(await problemOf('site.yaml', 'A: 1')).toBe('');
  });
});
