import { describe, expect, test } from '@jest/globals';
import { call, type Reply, start } from './client.ts';

/** A client of the Web APIs for rule tests, as the documentation shows them with curl. */
async function visit(scenario: string) {
  const sandbox = await start();
  const headers = { 'appian-api-key': `sandbox-${scenario}` };
  const api = (name: string, method = 'GET'): Promise<Reply> =>
    call(`${sandbox.url}/suite/webapi/${name}`, { method, headers });
  return {
    sandbox,
    begin: (scope = 'All') => api(`startRuleTests${scope}`, 'POST'),
    look: (id: string) => api(`testRunStatusForId?id=${id}`),
    result: (id: string) => api(`testRunResultForId?id=${id}`),
    api,
  };
}

describe('a run of rule tests', () => {
  test('begins with an id, is in progress, completes, and has a result in XML', async () => {
    const { begin, look, result, sandbox } = await visit('happy');
    expect(await begin()).toMatchObject({ status: 200, text: '1' });
    expect(await begin('Applications')).toMatchObject({ status: 200, text: '2' });
    const words = [await look('1'), await look('1'), await look('1'), await look('1')];
    expect(words.map(({ text }) => text)).toEqual(['IN PROGRESS', 'IN PROGRESS', 'COMPLETE', 'COMPLETE']);
    const { text } = await result('1');
    expect(text).toMatch(/^<TestRunResult xmlns="http:\/\/www\.appian\.com\/ae\/types\/2009"/);
    expect(text).toMatch(/<id>1<\/id><type>System Test<\/type><status>PASS<\/status>/);
    // A rule in two applications has run once, so the applications have more test cases than the run.
    expect(text.match(/<testCount>\d+/g)).toEqual(['<testCount>3', '<testCount>2', '<testCount>3']);
    expect((await result('2')).text).toContain('<type>Application Test</type>');
    expect(sandbox.appian.testRuns.map(({ scope, looks }) => [scope, looks])).toEqual([
      ['all', 4],
      ['applications', 0],
    ]);
  });

  test('is not known by another id', async () => {
    const { look, result } = await visit('happy');
    expect(await look('99')).toMatchObject({ status: 200, text: 'INVALID ID' });
    expect(await result('99')).toMatchObject({ status: 500 });
  });

  test('is started with POST and read with GET, and no other Web API exists', async () => {
    const { api } = await visit('happy');
    expect((await api('startRuleTestsAll')).status).toBe(405);
    expect((await api('testRunStatusForId?id=1', 'POST')).status).toBe(404);
    expect((await api('startTests', 'POST')).status).toBe(404);
  });

  test('needs a key', async () => {
    const { sandbox } = await visit('happy');
    expect((await call(`${sandbox.url}/suite/webapi/startRuleTestsAll`, { method: 'POST' })).status).toBe(
      401,
    );
  });
});

describe('the answers of the scenarios', () => {
  test.each([
    ['no-test-apis', 404, /<html>/],
    ['tests-refused', 500, /An error occurred when calling/],
    ['tests-start-page', 200, /<html>/],
    ['tests-no-id', 200, /Test run started/],
  ])('%s to the start', async (scenario, status, text) => {
    const { begin } = await visit(scenario);
    expect(await begin()).toMatchObject({ status, text: expect.stringMatching(text) });
  });

  test.each([
    ['tests-invalid-id', ['IN PROGRESS', 'INVALID ID']],
    ['tests-unknown-word', ['IN PROGRESS', 'PAUSED']],
    ['tests-never', ['IN PROGRESS', 'IN PROGRESS']],
  ])('%s to looks', async (scenario, words) => {
    const { begin, look } = await visit(scenario);
    const { text: id } = await begin();
    expect([(await look(id)).text, (await look(id)).text]).toEqual(words);
  });

  test.each([
    ['tests-failing', /<status>ERROR<\/status>.*<failureCount>1<.*<status>TIMEOUT</],
    ['no-tests', /<testCount>0</],
    ['tests-partly-none', /<name>Archive<\/name><status>PASS<\/status>.*<testCount>0</],
    ['tests-result-page', /<html>/],
    ['tests-result-cut', /^<TestRunResult(?!.*<\/TestRunResult>)/],
    ['tests-result-entities', /^<!DOCTYPE/],
    ['tests-other-run', /<id>4711</],
    ['tests-contradiction', /<status>PASS<\/status>.*<failureCount>1</],
    ['tests-unfinished', /<status>IN PROGRESS</],
    ['tests-unknown-case', /<status>IGNORED</],
    ['tests-hostile', /&lt;script&gt;/],
  ])('%s as the result', async (scenario, expected) => {
    const { begin, result } = await visit(scenario);
    expect((await result((await begin()).text)).text).toMatch(expected);
  });
});
