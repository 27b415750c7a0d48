import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { runAction } from '../support/action.ts';
import { runInProcess } from '../support/in-process.ts';
import { release } from '../support/release.ts';
import { deliveriesIn } from '../support/trackers.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

describe('a process that something holds', () => {
  const hold = 'setInterval(() => {}, 1_000_000);';

  test('ends when it has reported, with its own code', async () => {
    const step = await runAction(release(sandbox.url, 'happy'), { preload: hold });
    expect(step).toMatchObject({ code: 0, outputs: { status: 'succeeded' } });
    const post = await runAction(release(sandbox.url, 'happy'), { preload: hold, state: step.state });
    expect(post.code).toBe(0);
    const failed = await runAction(release(sandbox.url, 'happy', { url: '' }), { preload: hold });
    expect(failed).toMatchObject({ code: 1, outputs: { status: 'invalid-input' } });
  });
});

describe('a proxy that refuses', () => {
  let proxy: string;
  let asked = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      asked++;
      socket.write('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = `http://robot:s3cret-of-the-proxy@127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  test('ends the run at once, and says so', async () => {
    const step = await runInProcess(release('https://appian.example.test', 'happy'), {
      env: { HTTPS_PROXY: proxy },
    });
    expect(step.outputs['status']).toBe('error');
    expect(step.stdout).toContain('answered HTTP 407: it requires a valid user and password');
    expect(step.stdout).toContain('Correct HTTPS_PROXY');
    expect(step.stdout).not.toContain('Trying again');
    expect(step.stdout).not.toContain('s3cret-of-the-proxy');
  });

  test('is asked once for each event, where it stands before a tracker alone', async () => {
    asked = 0;
    const inputs = release(sandbox.url, 'happy', { 'bigpanda-url': 'https://bigpanda.example.test' });
    const step = await runInProcess(inputs, { env: { HTTPS_PROXY: proxy } });
    expect(step.outputs['status']).toBe('succeeded');
    expect(deliveriesIn(step)).toMatchObject({
      bigpanda: { started: 'failed', ended: 'failed' },
    });
    expect(step.stdout).not.toContain('Trying again');
    expect(asked).toBeLessThanOrEqual(2);
  });

  test.each(['http://', 'socks5://127.0.0.1:1080'])(
    'or cannot be read ends the run at once: %s',
    async (value) => {
      const step = await runInProcess(release('https://appian.example.test', 'happy'), {
        env: { HTTPS_PROXY: value },
      });
      expect(step.outputs['status']).toBe('error');
      expect(step.stdout).toContain('HTTPS_PROXY');
      expect(step.stdout).not.toContain('Trying again');
    },
  );
});
