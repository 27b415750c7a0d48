import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction, type Step } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { lifetimeRelease } from '../support/lifetime.ts';
import { release } from '../support/release.ts';
import { openTlsSites, type TlsSites, tlsFile } from '../support/tls-sites.ts';

const SITE = 'appian.example.test';
const PANDA = 'bigpanda.example.test';

test('requests that fail at the same time are logged once each, not in turn', async () => {
  const sandbox = await startSandbox();
  const step = await runInProcess(lifetimeRelease(sandbox.url, 'happy+html-200@0'));
  await sandbox.close();
  expect(step.outputs['status']).toBe('error');
  const repetitions = step.stdout.split('\n').filter((line) => line.includes('Trying again'));
  expect(new Set(repetitions.map((line) => /\/(\w+)\/\)/.exec(line)?.[1]))).toEqual(
    new Set(['environments', 'applications']),
  );
  expect(repetitions).toHaveLength(2);
});

describe('a site behind a proxy with a private authority', () => {
  let sandbox: Sandbox;
  let sites: TlsSites;
  beforeAll(async () => {
    sandbox = await startSandbox();
    sites = await openTlsSites(sandbox.url, { [SITE]: 'never', [PANDA]: 'never' });
  });
  afterAll(async () => {
    sites.close();
    await sandbox.close();
  });
  const inputs = release(`https://${SITE}`, 'happy', { 'bigpanda-url': `https://${PANDA}` });

  test('is reached by the usual variables', async () => {
    const step = await runAction(inputs, {
      env: { HTTPS_PROXY: sites.proxy, NODE_EXTRA_CA_CERTS: tlsFile('certificate') },
    });
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.bigpanda.changes).toMatchObject([{ hosts: [SITE], status: 'success' }]);
    expect(new Set(sites.tunnels)).toEqual(new Set([`${SITE}:443`, `${PANDA}:443`]));
  });

  test('is recorded at GitHub too, although its library is bundled without what it would use for a proxy', async () => {
    const recorded = { ...inputs, 'github-deployment': 'create', 'github-token': 'sandbox-happy' };
    const step = await runAction(recorded, {
      env: {
        HTTPS_PROXY: sites.proxy,
        NODE_EXTRA_CA_CERTS: tlsFile('certificate'),
      },
    });
    expect(step.outputs['status']).toBe('succeeded');
    expect(sandbox.github.deployments).toMatchObject([
      { statuses: [{ state: 'in_progress' }, { state: 'success' }] },
    ]);
  });

  test('is distrusted without the certificate, at once and with the remedy', async () => {
    const step = await runAction(inputs, { env: { HTTPS_PROXY: sites.proxy } });
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain('The certificate of Appian is not trusted');
    expect(step.stdout).toContain('NODE_EXTRA_CA_CERTS');
    expect(step.stdout).not.toContain('Trying again');
  });

  test('is not reached without the proxy, which is reported after some tries', async () => {
    const step = await runAction(inputs, { env: { HTTPS_PROXY: 'http://127.0.0.1:1' }, leap: true });
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain('Appian could not be reached');
    expect(step.stdout).toContain('Trying again');
  });
});

describe('a site that asks who connects', () => {
  const certificate = tlsFile('client-certificate');
  const key = readFileSync(tlsFile('client-key'), 'utf8');
  let sandbox: Sandbox;
  let sites: TlsSites;
  beforeAll(async () => {
    sandbox = await startSandbox();
    sites = await openTlsSites(sandbox.url, { [SITE]: 'as a condition', [PANDA]: 'for a look' });
  });
  afterAll(async () => {
    sites.close();
    await sandbox.close();
  });
  const run = (more: Readonly<Record<string, string>>, url = `https://${SITE}:8443`): Promise<Step> =>
    runAction(release(url, 'happy', { 'bigpanda-url': `https://${PANDA}`, ...more }), {
      env: { HTTPS_PROXY: sites.proxy, NODE_EXTRA_CA_CERTS: tlsFile('certificate') },
    });

  test('is shown the certificate, and no other server is', async () => {
    const before = sites.seen.length;
    const step = await run({ 'client-certificate': certificate, 'client-key': key });
    expect(step.outputs['status']).toBe('succeeded');
    const seen = new Set(sites.seen.slice(before).map(([host, subject]) => `${host} saw ${subject}`));
    expect(seen).toEqual(new Set([`${SITE} saw pipeline.example.test`, `${PANDA} saw undefined`]));
  });

  test('is shown it without a proxy too, by an encrypted key in a file', async () => {
    const step = await run(
      {
        'client-certificate': readFileSync(certificate, 'utf8'),
        'client-key': tlsFile('client-key-encrypted'),
        'client-key-passphrase': 'open-sesame',
      },
      `https://127.0.0.1:${sites.port(SITE)}`,
    );
    expect(step.outputs['status']).toBe('succeeded');
  });

  test('keeps the key a secret', async () => {
    const step = await run({ 'client-certificate': certificate, 'client-key': key });
    const shown = step.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const texts = [...shown, step.summary, step.result, ...Object.values(step.state)].join('\n');
    for (const line of key.trim().split('\n').slice(1, -1)) {
      expect(texts).not.toContain(line);
      expect(step.stdout).toContain(`::add-mask::${line}`);
    }
  });

  test('refuses a client without a certificate, and says what it requires', async () => {
    const before = sandbox.exchanges.length;
    let step = await run({ inspect: 'false' });
    // The site closes right after its alert. On a busy machine, TCP can drop an alert that was not read yet.
    for (let more = 4; more > 0 && step.stdout.includes('(ECONNRESET)'); more--)
      step = await run({ inspect: 'false' });
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain('Appian requires a trusted client certificate');
    expect(step.stdout).toContain('Set `client-certificate` and `client-key`');
    expect(step.stdout).not.toContain('Trying again');
    expect(sandbox.exchanges.slice(before).filter(({ path }) => path.startsWith('/suite'))).toEqual([]);
  });

  test('is asked nothing with a key that does not fit', async () => {
    const before = sites.tunnels.length;
    const step = await run({
      'client-certificate': certificate,
      'client-key': readFileSync(tlsFile('key'), 'utf8'),
    });
    expect(step.outputs['status']).toBe('invalid-input');
    expect(step.stdout).toContain('input "client-key" does not belong to `client-certificate`.');
    expect(sites.tunnels).toHaveLength(before);
  });
});
