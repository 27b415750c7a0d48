import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { packageFile, release } from '../support/release.ts';
import { openTlsSites, type TlsSites, tlsFile } from '../support/tls-sites.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SITE = 'appian.example.test';
const PANDA = 'bigpanda.example.test';

/** Notes every connection and every name that is looked up; what leaves this machine fails. */
const GUARD = `
  import dns from 'node:dns';
  import { appendFileSync } from 'node:fs';
  import net from 'node:net';
  const note = (line) => appendFileSync(process.env.GUARD_LOG, line + '\\n');
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    const [options] = Array.isArray(args[0]) ? args[0] : args;
    const host = options?.host ?? (options?.path ? 'a local socket' : 'localhost');
    note('connect ' + host);
    if (!/^(127\\.|localhost$)/.test(host)) throw new Error('The network is locked: ' + host);
    return connect.apply(this, args);
  };
  dns.lookup = (host) => { note('look up ' + host); throw new Error('The network is locked: ' + host); };
`;

let sandbox: Sandbox;
let sites: TlsSites;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  sites = await openTlsSites(sandbox.url, { [SITE]: 'as a condition', [PANDA]: 'never' });
  folder = mkdtempSync(join(tmpdir(), 'locked-down-'));
});
afterEach(async () => {
  sites.close();
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

test('action.yml and dist alone deploy through a proxy, with a private authority and a client certificate', async () => {
  const copy = join(folder, 'lowcode-deploy');
  mkdirSync(copy);
  cpSync(join(root, 'action.yml'), join(copy, 'action.yml'));
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  const work = join(folder, 'work');
  mkdirSync(work);
  cpSync(packageFile, join(work, 'customer-portal.zip'));
  const log = join(folder, 'guard.log');
  writeFileSync(log, '');

  const { runs } = parse(readFileSync(join(copy, 'action.yml'), 'utf8')) as {
    runs: { main: string; post: string };
  };
  const inputs = release(`https://${SITE}:8443`, 'happy', {
    'bigpanda-url': `https://${PANDA}`,
    package: 'customer-portal.zip',
    'client-certificate': tlsFile('client-certificate'),
    'client-key': tlsFile('client-key'),
  });
  const options = {
    cwd: work,
    preload: GUARD,
    env: {
      HTTPS_PROXY: sites.proxy,
      NODE_EXTRA_CA_CERTS: tlsFile('certificate'),
      GUARD_LOG: log,
      // A GitHub Enterprise Server: links lead there.
      GITHUB_SERVER_URL: 'https://github.acme.example',
      GITHUB_API_URL: 'https://github.acme.example/api/v3',
    },
  };
  const step = await runAction(inputs, { ...options, entry: join(copy, runs.main) });
  expect(step.stdout).not.toContain('locked');
  expect(step.outputs['status']).toBe('succeeded');
  const post = await runAction(inputs, { ...options, entry: join(copy, runs.post), state: step.state });
  expect([post.code, post.stdout.replace(/^::add-mask::.*\n/gm, '')]).toEqual([0, '']);

  expect(sandbox.appian.deployments).toMatchObject([{ status: 'COMPLETED' }]);
  expect(sandbox.bigpanda.events[0]?.body).toMatchObject({
    description: expect.stringContaining('https://github.acme.example/acme/portal/actions/runs/4711'),
  });
  expect(new Set(readFileSync(log, 'utf8').trim().split('\n'))).toEqual(new Set(['connect 127.0.0.1']));
});
