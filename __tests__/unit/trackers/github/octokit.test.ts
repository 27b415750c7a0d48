import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { HttpFailure, UnreadableAnswer } from '../../../../src/http/failure.ts';
import { createCaller, type Octokit, type Through } from '../../../../src/trackers/github/octokit.ts';
import { client, settled } from '../../support/client.ts';
import { say, serve } from '../../support/servers.ts';

const repository = { owner: 'acme', repo: 'portal' };
const options = { retry: 'read', patienceMs: 60_000, signal: new AbortController().signal } as const;
const list = ({ rest }: Octokit, through: Through): Promise<unknown> =>
  rest.repos.listDeployments({ ...repository, ...through, environment: 'a b&c', per_page: 100 });
const create = ({ rest }: Octokit, through: Through): Promise<unknown> =>
  rest.repos.createDeployment({ ...repository, ...through, ref: 'main', auto_merge: false });

describe("GitHub's library", () => {
  // Must be the first test: the library reads its environment once, when it is loaded.
  test('is loaded without a look at the event, and prints nothing', async () => {
    const event = join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json');
    writeFileSync(event, '{');
    process.env['GITHUB_EVENT_PATH'] = event;
    const write = jest.spyOn(process.stdout, 'write');
    const server = await serve(say(200, []));
    await createCaller(client(server.url).server)(options, (value) => value, list);
    expect(write).not.toHaveBeenCalled();
    expect(process.env['GITHUB_EVENT_PATH']).toBe(event);
    write.mockRestore();
    delete process.env['GITHUB_EVENT_PATH'];
  });

  test('builds the request, and our client sends it with its own credentials', async () => {
    const server = await serve(say(201, { id: 42 }));
    const base = new URL('api/v3/', server.url);
    const call = createCaller(client(base).server);
    expect(await call(options, (value) => value, create)).toEqual({ id: 42 });
    expect(await call(options, (value) => value, list)).toEqual({ id: 42 });
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v3/repos/acme/portal/deployments',
      'GET /api/v3/repos/acme/portal/deployments?environment=a%20b%26c&per_page=100',
    ]);
    for (const { headers } of server.asked) {
      expect(headers['authorization']).toBeUndefined();
      expect(headers['appian-api-key']).toBe('the-api-key');
      expect(headers['user-agent']).toBe('lowcode-deploy/test');
    }
  });

  test('leaves repetitions to our client', async () => {
    const server = await serve(say(503), say(200, []));
    const { server: github, repeated } = client(server.url);
    expect(await createCaller(github)(options, (value) => value, list)).toEqual([]);
    expect(repeated).toHaveLength(1);
  });

  test.each([
    ['a refusal', say(422, { message: 'No ref found for: the-api-key' }), 'No ref found for: ***'],
    ['a page', say(200, '<html><title>Log in</title></html>'), 'Log in'],
  ])('lets the failure of our client through: %s', async (_, answer, words) => {
    const server = await serve(answer);
    const call = createCaller(client(server.url).server);
    const failure = await settled(call({ ...options, patienceMs: 0 }, (value) => value, list));
    expect(failure).toBeInstanceOf(HttpFailure);
    expect(String(failure)).toContain(words);
  });

  test('lets an answer fail that cannot be decoded', async () => {
    const server = await serve(say(200, {}));
    const decode = (): never => {
      throw new UnreadableAnswer('it does not match the documentation of GitHub');
    };
    const call = createCaller(client(server.url).server);
    const failure = await settled(call({ ...options, patienceMs: 0 }, decode, list));
    expect(failure).toMatchObject({ facts: { kind: 'unreadable' } });
  });

  test('ends with the reason of the signal', async () => {
    const reason = new Error('it did not answer within 10 s.');
    const server = await serve(say(200, []));
    const call = createCaller(client(server.url).server);
    const over = call({ ...options, signal: AbortSignal.abort(reason) }, (value) => value, list);
    await expect(over).rejects.toBe(reason);
    expect(server.asked).toEqual([]);
  });

  test('sends nothing to another address', async () => {
    const server = await serve(say(200, []));
    const call = createCaller(client(new URL('api/v3/', server.url)).server);
    const stray = call(
      options,
      (value) => value,
      (octokit, through) => octokit.request('GET /user', { ...through, baseUrl: server.url.href }),
    );
    await expect(stray).rejects.toThrow('is not below');
    expect(server.asked).toEqual([]);
  });
});
