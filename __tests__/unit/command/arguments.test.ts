import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { type Arguments, parseCommand } from '../../../src/command/arguments.ts';
import { helpText } from '../../../src/command/help.ts';
import { verbs } from '../../../src/command/verbs.ts';
import { inputTable } from '../../../src/definition.ts';
import { readTable } from '../../../src/inputs/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'arguments-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const tokenFile = join(folder, 'token');
writeFileSync(tokenFile, '  token-from-file\n');

function parsed(words: string, env: Readonly<Record<string, string>> = {}): Arguments {
  const command = parseCommand(words.split(' '), env);
  if (command.kind !== 'run') throw new Error(JSON.stringify(command));
  return command.arguments;
}

function complaints(...words: string[]): readonly string[] {
  const command = parseCommand(words, {});
  return command.kind === 'wrong' ? command.problems : [];
}

describe('a command', () => {
  test.each([
    ['', 'help'],
    ['--help', 'help'],
    ['-h', 'help'],
    ['help', 'help'],
    ['deploy --help --nonsense', 'help'],
    ['--version', 'version'],
    ['deploy', 'run'],
    ['demo --scenario failed', 'run'],
    ['destroy', 'wrong'],
  ])('"%s" is %s', (words, kind) => {
    expect(parseCommand(words === '' ? [] : words.split(' '), {}).kind).toBe(kind);
  });

  test.each([
    ['--help', undefined],
    ['help', undefined],
    ['help deploy', 'deploy'],
    ['deploy --help', 'deploy'],
    ['plan r.yml -h', 'plan'],
    ['destroy --help', undefined],
  ])('"%s" asks for the help of %s', (words, verb) => {
    expect(parseCommand(words.split(' '), {})).toEqual({ kind: 'help', verb });
  });

  test('has its own flags', () => {
    expect(parsed('sandbox --port 8080')).toMatchObject({ verb: 'sandbox', port: 8080 });
    expect(parsed('demo --scenario failed --json --debug')).toMatchObject({
      verb: 'demo',
      scenario: 'failed',
      json: true,
      debug: true,
    });
    expect(parsed('deploy')).toMatchObject({ scenario: 'happy', json: false, debug: false, port: 0 });
    expect(parsed('deploy --outputs out.env').outputs).toBe('out.env');
    expect(parsed('plan')).toMatchObject({ verb: 'plan', file: 'release.yml', maxStages: undefined });
    expect(parsed('plan r.yml --max-stages 3')).toMatchObject({ file: 'r.yml', maxStages: 3 });
  });
});

describe('a variable that belongs to no input', () => {
  const refused = (words: string, env: Readonly<Record<string, string>>) => {
    const command = parseCommand(words.split(' '), env);
    return command.kind === 'wrong' ? command.problems : [];
  };

  test.each([
    ['LOWCODE_DEPLOY_ON_WARNING', 'belongs to no input (did you mean LOWCODE_DEPLOY_ON_WARNINGS?).'],
    [
      'LOWCODE_DEPLOY_ZZZZZZZZZZ',
      'belongs to no input: unset it, or give it another beginning if it is your own.',
    ],
  ])('is refused: %s', (variable, message) => {
    expect(refused('deploy', { [variable]: 'x' })).toEqual([`${variable} ${message}`]);
    expect(refused('deploy', { [variable]: ' ' })).toEqual([]);
    expect(refused('sandbox', { [variable]: 'x' })).toEqual([]);
  });
});

describe('where an input comes from', () => {
  const env = {
    LOWCODE_DEPLOY_URL: 'https://env.example.com',
    LOWCODE_DEPLOY_POLL_INTERVAL: '9s',
    LOWCODE_DEPLOY_TOKEN: 'token-from-env',
    LOWCODE_DEPLOY_OPERATION: 'inspect',
  };

  test('its flag comes before its variable, and nothing gives an empty text', () => {
    const { raw } = parsed('deploy --url https://flag.example.com', env);
    expect(raw('url')).toBe('https://flag.example.com');
    expect(raw('poll-interval')).toBe('9s');
    expect(raw('version')).toBe('');
  });

  test('a value may stand behind an equals sign, and --version with a value is an input', () => {
    const { raw } = parsed('deploy --url=https://flag.example.com --version 1.2.3');
    expect(raw('url')).toBe('https://flag.example.com');
    expect(raw('version')).toBe('1.2.3');
  });

  test('the last of two flags counts', () => {
    expect(parsed('deploy --version 1 --version 2').raw('version')).toBe('2');
  });

  test.each(['deploy', 'inspect'] as const)('the operation is the verb: %s', (verb) => {
    expect(parsed(verb, env).raw('operation')).toBe(verb);
  });

  test('a secret comes from its file, else from its variable', () => {
    expect(parsed(`deploy --token-file ${tokenFile}`, env).raw('token')).toBe('token-from-file');
    expect(parsed('deploy', env).raw('token')).toBe('token-from-env');
  });

  const secretNames = inputTable.flatMap(([name, { secret }]) => (secret ? [name] : []));
  const samples: Readonly<Record<string, string>> = {
    'customization-values': '{"content.abc.VALUE":"secret"}',
    'configuration-values': '{"KEY":"secret"}',
    'client-key': '-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----',
  };
  const lineEnds = ['\n', '\r\n', '\n\n'];

  test.each(secretNames)('the line end behind the secret %s is cut, of a file and of a variable', (name) => {
    const definition = inputTable.find(([each]) => each === name)?.[1];
    const sample = samples[name] ?? 'p4ssw0rd-of-it';
    const valueOf = ({ raw }: Arguments): unknown =>
      definition && readTable({ [name]: definition }, () => raw(name)).values[name];
    const variable = `LOWCODE_DEPLOY_${name.replaceAll('-', '_').toUpperCase()}`;
    const meant = valueOf(parsed('deploy', { [variable]: sample }));
    expect(meant).toBeDefined();
    for (const end of lineEnds) {
      const path = join(folder, 'secret');
      writeFileSync(path, `${sample}${end}`);
      expect(valueOf(parsed(`deploy --${name}-file ${path}`))).toEqual(meant);
      expect(valueOf(parsed('deploy', { [variable]: `${sample}${end}` }))).toEqual(meant);
    }
  });

  test('an empty flag counts as absent and leaves room for the variable', () => {
    expect(parsed('deploy --url=', env).raw('url')).toBe('https://env.example.com');
  });
});

describe('a secret among the arguments', () => {
  const hint =
    '--token would show a secret to everybody on this machine: set LOWCODE_DEPLOY_TOKEN, or use --token-file.';

  test('is refused with a hint, and is not repeated', () => {
    expect(complaints('deploy', '--token=my-secret-key')).toEqual([hint]);
  });

  test('is not repeated either where it stands behind a blank, or behind a mistyped flag', () => {
    expect(complaints('deploy', '--token', 'my-secret-key').join('\n')).not.toContain('my-secret-key');
    expect(complaints('--token', 'my-secret-key', 'deploy').join('\n')).not.toContain('my-secret-key');
    expect(complaints('deploy', '--tokn', 'my-secret-key')).toHaveLength(2);
    expect(complaints('deploy', '--tokn', 'my-secret-key').join('\n')).not.toContain('my-secret-key');
    expect(complaints('--tokn', 'my-secret-key', 'deploy').join('\n')).not.toContain('my-secret-key');
  });

  test('every secret has a file flag and no other', () => {
    for (const [name, { secret }] of inputTable.filter(([each]) => each !== 'operation')) {
      expect(complaints('deploy', `--${name}=x`)).toHaveLength(secret ? 1 : 0);
      expect(complaints('deploy', `--${name}-file=${tokenFile}`)).toHaveLength(secret ? 0 : 1);
    }
  });

  test('a file that is not there is a complaint', () => {
    const [said] = complaints('deploy', '--token-file', join(folder, 'none'));
    expect(said).toMatch(/^--token-file cannot be read: .*ENOENT/);
  });
});

describe('a complaint', () => {
  test.each([
    [['deploy', '--urls', 'x'], 'There is no flag --urls. Did you mean --url?'],
    [['deploy', '--nonsense'], 'There is no flag --nonsense.'],
    [['deploy', '--on-warning', 'fail'], 'There is no flag --on-warning. Did you mean --on-warnings?'],
    [['deploy', '-x'], 'There is no flag -x.'],
    [['deploy', '--url'], '--url needs a value.'],
    [['deploy', '--json=yes'], '--json takes no value.'],
    [['deploy', 'now'], 'Only flags are expected after deploy.'],
    [['destroy'], `The first word must be one of ${verbs.join(', ')}. Did you mean deploy?`],
    [['--json'], `The first word must be one of ${verbs.join(', ')}.`],
    [['sandbox', '--port', 'http'], '--port must be a number up to 65535.'],
    [['sandbox', '--port', '65536'], '--port must be a number up to 65535.'],
    [['demo', '--url', 'x'], '--url has no meaning for demo.'],
    [['deploy', '--operation', 'inspect'], '--operation has no meaning for deploy.'],
    [['deploy', '--port', '1'], '--port has no meaning for deploy.'],
    [['completion'], 'completion needs the name of a shell: bash, zsh or fish.'],
    [['completion', 'tcsh'], 'completion needs the name of a shell: bash, zsh or fish.'],
    [['completion', 'zsh', 'fish'], 'Only flags are expected after completion.'],
    [['plan', 'a.yml', 'b.yml'], 'Only flags are expected after the file.'],
    [
      ['release', '--junit-file', 'report.txt'],
      '--junit-file must be the path of a file that ends in .xml (got "report.txt").',
    ],
    [['plan', '--report-file', 'report.html'], '--report-file has no meaning for plan.'],
    [['plan', '--max-stages', '0'], '--max-stages must be a number from 1 on.'],
    [['plan', '--max-stages', 'all'], '--max-stages must be a number from 1 on.'],
    [['sandbox', '--port=-1'], '--port must be a number up to 65535.'],
    [['release', '--concurrency', '0'], '--concurrency must be a number from 1 on.'],
    [['plan', '--concurrency', '2'], '--concurrency has no meaning for plan.'],
    [['release', 'one.yml', 'two.yml'], 'Only flags are expected after the file.'],
  ])('about %j', (words, complaint) => {
    expect(complaints(...words)).toContain(complaint);
  });

  test('flags that are named like something every object has are unknown flags', () => {
    expect(complaints('deploy', '--constructor')).toEqual(['There is no flag --constructor.']);
  });

  test('does not keep the others back', () => {
    expect(complaints('destroy', '--nonsense', '--token=x', '--port', 'x', '--url')).toHaveLength(5);
  });
});

describe('the help', () => {
  test.each(['deploy', 'inspect', 'export'] as const)(
    'of %s names every input, and secrets only as files',
    (verb) => {
      const help = helpText(verb);
      for (const [name, { secret }] of inputTable) {
        const pattern = new RegExp(`^  --${name} `, 'm');
        expect(pattern.test(help)).toBe(secret !== true && name !== 'operation');
        expect(help.includes(`  --${name}-file <path>`)).toBe(secret === true);
      }
    },
  );

  test.each([undefined, ...verbs])('of %s fits a terminal of 100 columns and ends with its line', (verb) => {
    const help = helpText(verb);
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(help.endsWith('\n')).toBe(true);
    expect(help.endsWith('\n\n')).toBe(false);
    expect(help).not.toContain('`');
  });

  test.each(verbs)('of the whole names %s', (verb) => {
    expect(helpText()).toMatch(new RegExp(`^  ${verb} +\\S`, 'm'));
  });
});

describe('a secret from a file', () => {
  test.each([
    ['a page', '<!doctype html>', 'is an HTML page'],
    ['UTF-16', Buffer.from('token-from-file', 'utf16le'), 'is not UTF-8 text'],
    ['a pointer', 'version https://git-lfs.github.com/spec/v1\n', 'is a Git LFS pointer'],
  ])('is not text: %s', (_, content, problem) => {
    const file = join(folder, 'other');
    writeFileSync(file, content);
    expect(complaints('deploy', '--token-file', file)).toEqual([
      expect.stringMatching(new RegExp(`^--token-file ${problem}.*other\\)$`)),
    ]);
  });
});
