import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDemo } from '../../../src/command/demo.ts';
import { chooseDemo, listScenarios } from '../../../src/command/demo-scenarios.ts';
import { type InputName, inputTable } from '../../../src/definition.ts';
import { platforms } from '../../../src/registry.ts';
import { unfitBecause } from '../../../src/sandbox/demo.ts';
import { demos } from '../../../src/sandbox/demos.ts';
import { scenarios } from '../../../src/sandbox/index.ts';
import { runInProcess } from '../../support/in-process.ts';

const simulated = demos.flatMap((demo) =>
  scenarios.filter(({ api }) => api === demo.api).map(({ name }) => [demo, name] as const),
);

describe('the demos', () => {
  test('are of every platform, and no code of the verb names one', () => {
    expect(demos.map(({ platform }) => platform)).toEqual(platforms.map(({ name }) => name));
    for (const file of ['demo.ts', 'demo-scenarios.ts'])
      for (const { name } of platforms)
        expect(readFileSync(`src/command/${file}`, 'utf8').toLowerCase()).not.toContain(name);
  });

  test('show each scenario of their platform, or say why not', () => {
    for (const [demo, name] of simulated) {
      const chosen = chooseDemo(demo.platform, name);
      const because = unfitBecause(demo, name);
      const said = 'problem' in chosen ? chosen.problem : `${chosen.demo.platform} ${chosen.simulated}`;
      expect(said).toContain(because === undefined ? `${demo.platform} ${name}` : `: it ${because}.`);
    }
  });

  test('leave out nothing that is not a scenario', () => {
    const idle = demos.flatMap((demo) =>
      demo.unfit.filter(({ names }) => !simulated.some(([each, name]) => each === demo && names.test(name))),
    );
    expect(idle).toEqual([]);
  });

  test.each([
    ['tests-failing', 'tests-failed'],
    ['no-tests', 'tests-failed'],
    ['no-test-apis', 'tests-failed'],
    ['happy', 'succeeded'],
  ])('run the tests that a scenario of Appian is about: %s', async (scenario, status) => {
    const demo = await startDemo('appian', scenario);
    if ('problem' in demo) throw new Error(demo.problem);
    const inputs = inputTable.map(([name]: readonly [InputName, unknown]) => [name, demo.raw(name)]);
    const step = await runInProcess(Object.fromEntries(inputs) as Record<string, string>);
    await demo.sandbox.close();
    expect(step.outputs['status']).toBe(status);
  });

  test('list all scenarios of one platform or of all', () => {
    const names = (platform: string) =>
      listScenarios(platform).flatMap((line) => /^ {2}([\w-]+) {2}/.exec(line)?.[1] ?? []);
    const all = demos.map(({ platform }) => names(platform));
    for (const [at, demo] of demos.entries())
      expect(all[at]).toEqual([
        'cancelled',
        'killed',
        ...simulated.flatMap(([each, name]) => (each === demo ? [name] : [])),
      ]);
    expect(names('')).toEqual(all.flat());
  });

  test.each([
    ['appian', 'hapy', 'There is no scenario "hapy" for appian (did you mean "happy"?).'],
    ['odc', 'kiled', '(did you mean "killed"'],
    ['toy-box', 'happy', 'There is no demo of toy-box: there are appian, outsystems, odc.'],
  ])('of %s with the scenario %s say what there is', (platform, scenario, problem) => {
    expect(chooseDemo(platform, scenario)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

describe.each(demos.map(({ platform }) => platform))('the demo of %s', (platform) => {
  let demo: Awaited<ReturnType<typeof startDemo>>;
  beforeAll(async () => {
    demo = await startDemo(platform, 'happy');
  });
  afterAll(async () => {
    if ('sandbox' in demo) await demo.sandbox.close();
  });

  test('deploys', async () => {
    if ('problem' in demo) throw new Error(demo.problem);
    const { raw, sandbox } = demo;
    const inputs = inputTable.map(([name]: readonly [InputName, unknown]) => [name, raw(name)]);
    const step = await runInProcess(Object.fromEntries(inputs) as Record<string, string>);
    expect([step.code, step.outputs['status']]).toEqual([0, 'succeeded']);
    expect(sandbox.bigpanda.changes).toMatchObject([{ started: 1, ended: 1, status: 'success' }]);
  });
});
