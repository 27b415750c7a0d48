import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

/**
 * A new platform or tracker is one folder and one line in the registry. This puts one of each into a copy of the
 * sources, compiles that with the project's own flags, and takes both through everything that users see.
 */

const run = promisify(execFile);
const root = resolve('.');
const copy = mkdtempSync(join(tmpdir(), 'conformance-'));
const lib = join(copy, 'lib');

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}
const asked: Asked[] = [];
let toys: Server;
let url = '';

async function answer(request: IncomingMessage): Promise<object> {
  const path = request.url ?? '';
  asked.push({ method: request.method ?? '', path, body: await text(request) });
  if (path.startsWith('/pages')) return { id: 'page-1' };
  const looks = asked.filter((each) => each.method === 'GET').length;
  return { id: 'box-1', state: request.method === 'GET' && looks > 1 ? 'done' : 'busy' };
}

/** Adds `entry` as the last of a list in the registry: the one line, and its import. */
function register(source: string, list: string, name: string, folder: string): string {
  const listed = source.replace(
    new RegExp(`(export const ${list} = \\[[^\\]]*)\\]`),
    (_, head: string) => `${head}  ${name},\n]`,
  );
  return `import { ${name} } from './${list}/${folder}/adapter.ts';\n${listed}`;
}

beforeAll(async () => {
  for (const part of ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts', 'docs'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  for (const name of ['deploy.yml', 'deploy-release.yml'])
    cpSync(join('.github/workflows', name), join(copy, '.github/workflows', name));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  cpSync('__tests__/conformance/src', join(copy, 'src'), { recursive: true });
  const registry = join(copy, 'src', 'registry.ts');
  const withPlatform = register(readFileSync(registry, 'utf8'), 'platforms', 'toy', 'toy');
  writeFileSync(registry, register(withPlatform, 'trackers', 'toybook', 'toybook'));
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  // Fails where anything else would have to change for the two to compile.
  await run(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: copy });
  toys = createServer((request, response) => {
    void answer(request).then((found) => response.end(JSON.stringify(found)));
  });
  await new Promise<void>((listening) => toys.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(toys.address() as AddressInfo).port}`;
}, 60_000);

afterAll(() => {
  toys.close();
  rmSync(copy, { recursive: true, force: true });
});

interface Done {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function command(words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Done> {
  const options = { cwd: copy, env: { PATH: process.env['PATH'], ...env } };
  return run(process.execPath, [join(lib, 'command.js'), ...words], options).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Done) => error,
  );
}

const secrets = { LOWCODE_DEPLOY_TOKEN: 'a-toy-token', LOWCODE_DEPLOY_TOYBOOK_TOKEN: 'a-toybook-token' };
const place = (): readonly string[] => ['--platform', 'toy', '--url', url, '--poll-interval', '10ms'];
const target = ['--environment', 'nursery', '--toy-box', 'bricks', '--version', '1.0'];

describe('a platform and a tracker, one folder and one line each', () => {
  test('are in the help and in the completion', async () => {
    const { stdout: help } = await command(['deploy', '--help']);
    expect(help).toContain('lowcode-deploy deploy --platform toy --url … --environment … --toy-box …');
    expect(help).toMatch(/For Toyland only\n {2}--toy-box/);
    expect(help).toMatch(/--toybook-url/);
    expect(help).toMatch(/--toybook-token-file/);
    const { stdout: bash } = await command(['completion', 'bash']);
    expect(bash).toMatch(/--platform\) words='appian outsystems odc toy'/);
    expect(bash).toMatch(/--toy-box/);
  });

  test('are in action.yml, the tables and the schema of release files', async () => {
    const program = `
      const { documents } = await import(${JSON.stringify(join(copy, 'scripts/generate.js'))});
      const definition = await import(${JSON.stringify(join(lib, 'definition.js'))});
      const { jsonSchema } = await import(${JSON.stringify(join(lib, 'release-file/schema.js'))});
      const { environmentName } = await import(${JSON.stringify(join(lib, 'inputs/names.js'))});
      process.stdout.write(JSON.stringify(await documents(definition, jsonSchema(), environmentName)));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: copy,
      maxBuffer: 64 * 1024 * 1024,
    });
    const files = JSON.parse(stdout) as Readonly<Record<string, string>>;
    expect(files['action.yml']).toMatch(/^ {2}toy-box:$/m);
    expect(files['action.yml']).toMatch(/^ {2}toybook-id:$/m);
    expect(files['action.yml']?.replace(/\s+/g, ' ')).toContain('Toyland: the workshop.');
    const tables = Object.values(files).join('\n');
    expect(tables).toContain('| `toy-box` |');
    expect(tables).toContain('| `toybook-id` |');
    expect(tables).toContain('`toybook`): what became of its');
    expect(files['schema/release.schema.json']).toContain('For the Toyland items in this environment.');
  });

  test('are checked by their own rules, and by no others', async () => {
    const { code, stdout } = await command(
      [
        'deploy',
        ...place(),
        '--environment',
        'nursery',
        '--toybook-url',
        url,
        '--source-url',
        'https://a.example.com',
      ],
      { LOWCODE_DEPLOY_TOKEN: 'a-toy-token' },
    );
    expect(code).toBe(2);
    expect(stdout).toContain('--toy-box is required: what is unpacked');
    expect(stdout).toContain(
      '--toybook-token-file or LOWCODE_DEPLOY_TOYBOOK_TOKEN is required for `--toybook-url` and empty',
    );
    expect(stdout).toContain('--source-url is for `--platform appian` only: leave it out');
    expect(stdout).not.toContain('--package');
    const rollback = await command(['rollback', ...place(), ...target], secrets);
    expect(rollback.code).toBe(2);
    expect(rollback.stdout).toContain('Toyland has no rollback');
    expect(asked).toEqual([]);
  });

  test('say in a checkup that they cannot be checked', async () => {
    const { code, stdout } = await command(['doctor', ...place(), ...target, '--toybook-url', url], secrets);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^unproven: Toyland at \S+\. Not known: whether it can be used/m);
    expect(stdout).toMatch(/^unproven: Toybook at \S+\. Not known: whether it can be used/m);
    expect(asked).toEqual([]);
  });

  test('release, report and resume', async () => {
    const { code, stdout, stderr } = await command(
      ['deploy', ...place(), ...target, '--toybook-url', url, '--json'],
      { ...secrets, LOWCODE_DEPLOY_STATE_FILE: join(copy, 'state.json') },
    );
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /pages',
      'POST /toys/boxes',
      'GET /toys/boxes/box-1',
      'GET /toys/boxes/box-1',
      'POST /pages/page-1',
    ]);
    const result = JSON.parse(stdout) as {
      readonly status: string;
      readonly trackers: object;
      readonly 'record-ids': object;
    };
    expect(result.status).toBe('succeeded');
    expect(result.trackers).toMatchObject({
      bigpanda: { started: 'skipped', ended: 'skipped' },
      toybook: { started: 'sent', ended: 'sent' },
    });
    expect(result['record-ids']).toEqual({ toybook: 'page-1' });
    expect(stderr).toMatch(/^ *toy box +bricks$/m);
    expect(stderr).toMatch(/^ *trackers +Toybook at 127\.0\.0\.1:\d+$/m);

    const [, folder = ''] = /in (\S+deployment\.log)/.exec(stderr) ?? [];
    const summary = readFileSync(join(copy, dirname(folder), 'summary.md'), 'utf8');
    expect(summary).toContain('| Toybook | start sent, end sent |');
    expect(summary).toContain('| Toyland | 127.0.0.1');

    asked.length = 0;
    const outputs = join(copy, 'outputs.properties');
    const resumed = await command(
      ['resume', ...place(), '--environment', 'nursery', '--deployment-id', 'box-1', '--outputs', outputs],
      secrets,
    );
    expect(resumed.code).toBe(0);
    expect(asked.map(({ method }) => method)).not.toContain('POST');
    expect(readFileSync(outputs, 'utf8')).toMatch(/^LOWCODE_TOYBOOK_ID=$/m);
  });

  test('make another release where an identifying input differs, and are items of a release file', async () => {
    const file = join(copy, 'release.yml');
    writeFileSync(
      file,
      [
        'inputs: { url: "https://toys.example.com" }',
        'secrets: { token: TOY_TOKEN }',
        'environments:',
        '  - name: nursery',
        '    toy: { inputs: { toy-box: bricks } }',
        'items:',
        '  - { name: blocks, platform: toy }',
      ].join('\n'),
    );
    const { code, stdout } = await command(['plan', file, '--json']);
    expect(code).toBe(0);
    expect(stdout).toContain('"LOWCODE_DEPLOY_TOY_BOX": "bricks"');
    const fingerprint = async (box: string): Promise<string> => {
      asked.length = 0;
      const state = join(copy, `${box}.json`);
      const words = ['deploy', ...place(), '--environment', 'nursery', '--toy-box', box, '--version', '1.0'];
      await command(words, { ...secrets, LOWCODE_DEPLOY_STATE_FILE: state });
      return (JSON.parse(readFileSync(state, 'utf8')) as { plan: { fingerprint: string } }).plan.fingerprint;
    };
    expect(await fingerprint('bricks')).not.toBe(await fingerprint('marbles'));
  });
});
