import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readTable } from '../../src/inputs/read.ts';
import { trackers } from '../../src/registry.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { datadogInputs } from '../../src/trackers/datadog/inputs.ts';
import { exampleOf } from '../support/examples.ts';
import { runInProcess } from '../support/in-process.ts';
import { filledIn, type PageStep } from '../support/pages.ts';
import { eventsIn, recordsIn } from '../support/trackers.ts';

type Jobs = Readonly<Record<'deploy', { readonly steps: readonly PageStep[] }>>;
const example = (name: string): string => exampleOf('docs/trackers.md', name);

test.each(trackers.map(({ title }) => [title]))(
  'the page on trackers has a row and a section for %s',
  (title) => {
    const page = readFileSync(new URL('../../docs/trackers.md', import.meta.url), 'utf8');
    const [table = '', ...sections] = page.split(/^## /m);
    expect(table).toMatch(new RegExp(`^\\| ${title}\\b`, 'm'));
    const own = sections.filter((section) => section.split('\n', 1)[0]?.endsWith(title));
    expect(own).toEqual([expect.stringContaining('<!-- example: ')]);
  },
);

describe('the examples of the page on trackers', () => {
  test.each(['bigpanda-changes', 'deployments-api', 'github-deployment'])('%s', async (name) => {
    const parsed = parse(example(name)) as readonly PageStep[] | Jobs;
    const steps = 'deploy' in parsed ? parsed.deploy.steps : parsed;
    const sandbox = await startSandbox();
    const run = await runInProcess(filledIn(steps[0], sandbox.url));
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(recordsIn(sandbox)).toEqual({
      changes: name === 'bigpanda-changes' ? [['Planned', 'In Progress', 'Done']] : [],
      deploymentsApi: name === 'deployments-api' ? [['pending', 'in_progress', 'succeeded']] : [],
      github: name === 'github-deployment' ? [['in_progress', 'success']] : [],
      violations: [],
    });
    const shown: Readonly<Record<string, readonly [string, string | undefined]>> = {
      'bigpanda-changes': ['bigpanda-changes-row', bigPandaRow(sandbox)],
      'deployments-api': ['deployments-api-record', deploymentsApiRecord(sandbox)],
      'github-deployment': ['github-deployment-status', gitHubStatus(sandbox)],
    };
    const [excerpt = '', seen] = shown[name] ?? [];
    expect(example(excerpt).trimEnd()).toBe(seen);
  });

  test('cdevents', async () => {
    const [step] = parse(example('cdevents')) as readonly PageStep[];
    const sandbox = await startSandbox();
    const run = await runInProcess(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(eventsIn(sandbox)).toMatchObject({ cdevents: ['started', 'success', 'deployed'], violations: [] });
    expect(shapeOf(sandbox.cdevents.events.at(-1)?.body)).toMatchObject(
      shapeOf(JSON.parse(example('cdevents-event'))) as object,
    );
  });

  test('pagerduty', async () => {
    const [step] = parse(example('pagerduty')) as readonly PageStep[];
    const sandbox = await startSandbox();
    const run = await runInProcess(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(eventsIn(sandbox)).toMatchObject({ pagerduty: ['started', 'succeeded'], violations: [] });
    const newestFirst = sandbox.pagerduty.changes.map(({ summary }) => summary).toReversed();
    expect(example('pagerduty-changes').trimEnd().split('\n')).toEqual(newestFirst);
  });

  test('datadog', async () => {
    const [step] = parse(example('datadog')) as readonly PageStep[];
    const given = (name: string): string => (name === 'datadog-site' ? (step?.with?.[name] ?? '') : '');
    expect(readTable(datadogInputs, given).problems).toEqual([]);
    const sandbox = await startSandbox();
    const run = await runInProcess(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs['status']).toBe('succeeded');
    expect(eventsIn(sandbox)).toMatchObject({ datadog: ['customer-portal 1.2.3'], violations: [] });
    const sent = sandbox.exchanges.find(({ path }) => path.includes('/dora/'));
    expect(shapeOf(sent?.json)).toEqual(shapeOf(JSON.parse(example('datadog-deployment'))));
  });

  test('records', async () => {
    const [step] = parse(example('records')) as readonly PageStep[];
    const sandbox = await startSandbox();
    const run = await runInProcess(filledIn(step, sandbox.url));
    await sandbox.close();
    expect(run.outputs).toMatchObject({ status: 'succeeded', version: '1.0.1' });
    expect(sandbox.bigpanda.changes).toMatchObject([{ version: '1.0.1', status: 'success' }]);
    expect(sandbox.deploymentsApi.deployments).toMatchObject([{ version: '1.0.1', status: 'succeeded' }]);
    expect(sandbox.deploymentsApi.history.filter(({ writes }) => writes.length > 0)).toMatchObject([
      { version: '1.1.0', status: 'rolled_back' },
    ]);
    expect(recordsIn(sandbox)).toMatchObject({ github: [['in_progress', 'success']], violations: [] });
    expect(eventsIn(sandbox)).toMatchObject({
      cdevents: ['started', 'success', 'rolledback'],
      pagerduty: ['started', 'succeeded'],
      datadog: ['EmployeeBackoffice 1.0.1'],
    });
  });
});

/** A row of BigPanda's Changes tab, with one of its tags. */
function bigPandaRow({ bigpanda }: Sandbox): string | undefined {
  const [change] = bigpanda.changeRecords;
  return change && `${change.summary} | ${change.status} | result: ${String(change.tags['result'])}`;
}

/** A record of the Deployments API. */
function deploymentsApiRecord({ deploymentsApi }: Sandbox): string | undefined {
  const [record] = deploymentsApi.deployments;
  if (record === undefined) return undefined;
  const { component, version, environment, status, deployedBy } = record;
  return `${component} ${version} | ${environment} | ${status} | by ${deployedBy ?? 'nobody'}`;
}

/** A deployment on GitHub with its last status, without the id of the deployment on the platform. */
function gitHubStatus({ github }: Sandbox): string | undefined {
  const [deployment] = github.deployments;
  const last = deployment?.statuses.at(-1);
  if (deployment === undefined || last === undefined) return undefined;
  return `${deployment.environment} | ${last.state} | ${last.description.replace(/ \(deployment .*\)$/, '')}`;
}

/** The names and the constant values of an event: ids, times, checksums and what is left out differ from run to run. */
function shapeOf(value: unknown): unknown {
  const text = JSON.stringify(value)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/\d{19}/g, '0')
    .replace(/sha256:([0-9a-f]{64}|…)/g, 'sha256:SUM')
    .replace(',"…":"…"', '');
  return JSON.parse(text) as unknown;
}
