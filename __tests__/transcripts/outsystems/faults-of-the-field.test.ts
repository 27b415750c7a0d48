import { afterEach, describe, expect, test } from '@jest/globals';
import { type Fault, type Sandbox, startSandbox } from '../../../src/sandbox/index.ts';
import { runInProcess } from '../../support/in-process.ts';
import { lifetimeRelease } from '../../support/lifetime.ts';

/** What the scripts that teams wrap around LifeTime get wrong today, each as it must be. */
interface Row {
  readonly situation: string;
  readonly scenario: string;
  readonly more?: Readonly<Record<string, string>>;
  readonly fault?: Fault;
  /** How much faster the step's clock runs where it waits long. */
  readonly status: string;
  /** What must stand in the log. */
  readonly says?: RegExp;
  /** The commands that every plan of ours was given, in order. */
  readonly commands?: readonly (readonly string[])[];
}

const started = [['start']];
const deleted = [['delete']];
const atStatus = { method: 'GET', path: /\/status\/?$/ };
const hurried = { timeout: '3s' };

const rows: readonly Row[] = [
  { situation: 'all goes well', scenario: 'happy', status: 'succeeded', commands: started },
  {
    situation: 'the target has the version already: no plan, and it is said',
    scenario: 'already-deployed',
    more: { application: 'Payments' },
    status: 'succeeded',
    says: /already runs exactly this/,
    commands: [],
  },
  {
    situation: 'conflicts are reported, not only counted, and leave no plan',
    scenario: 'conflicts',
    status: 'conflicts',
    says: /Problems: \d+ errors/,
    commands: deleted,
  },
  {
    situation: 'conflicts may be passed over on request',
    scenario: 'conflicts-continue',
    more: { 'on-conflict': 'continue' },
    status: 'succeeded-with-warnings',
    commands: started,
  },
  { situation: 'a busy target is waited for', scenario: 'busy', status: 'succeeded', commands: started },
  {
    situation: "somebody's plan that is only saved is not busy",
    scenario: 'busy-saved',
    more: { 'on-busy': 'fail' },
    status: 'succeeded',
    commands: started,
  },
  {
    situation: 'a deployment created long ago and still running is seen',
    scenario: 'busy-old',
    more: { 'on-busy': 'fail' },
    status: 'refused',
    says: /is busy/,
    commands: [],
  },
  {
    situation: 'a deployment that comes in between is waited for',
    scenario: 'overlap',
    status: 'succeeded',
    commands: [['start', 'start', 'start']],
  },
  {
    situation: 'warnings are shown',
    scenario: 'warnings',
    status: 'succeeded-with-warnings',
    says: /WARNING/,
    commands: started,
  },
  { situation: 'errors are shown', scenario: 'failed', status: 'failed', says: /ERROR/, commands: started },
  { situation: '`aborting` is no end', scenario: 'aborted-elsewhere', status: 'aborted', commands: started },
  {
    situation: '`saved` after the start is no end',
    scenario: 'saved-after-start',
    status: 'succeeded',
    commands: started,
  },
  {
    situation: '`force_finished` is no success',
    scenario: 'force-finished',
    status: 'failed',
    commands: started,
  },
  {
    situation: 'an unknown status is no success',
    scenario: 'unknown-status',
    status: 'unknown',
    commands: started,
  },
  {
    situation: 'a suspended deployment is never continued blindly',
    scenario: 'intervention-suspended',
    more: { 'on-intervention': 'continue' },
    status: 'needs-intervention',
    commands: started,
  },
  {
    situation: 'an impact on business processes is never continued blindly',
    scenario: 'intervention-business',
    more: { 'on-intervention': 'continue' },
    status: 'needs-intervention',
    commands: started,
  },
  {
    situation: 'a missing database connection is named',
    scenario: 'intervention-configuration',
    status: 'needs-intervention',
    says: /PaymentsGateway.*PaymentsDB/,
    commands: started,
  },
  {
    situation: 'the first of two steps is no success',
    scenario: 'two-step',
    status: 'needs-intervention',
    commands: started,
  },
  {
    situation: 'the second of two steps is continued on request',
    scenario: 'two-step',
    more: { 'on-intervention': 'continue' },
    status: 'succeeded',
    commands: [['start', 'continue']],
  },
  {
    situation: 'a deployment that runs out of time is aborted on request',
    scenario: 'never',
    more: { ...hurried, 'on-timeout': 'abort' },
    status: 'timed-out',
    commands: [['start', 'abort']],
  },
  {
    situation: 'a web page in place of a status is passed over',
    scenario: 'html-503',
    status: 'succeeded',
    commands: started,
  },
  {
    situation: 'a connection that breaks while waiting is passed over',
    scenario: 'happy',
    fault: { request: atStatus, kind: 'reset-after' },
    status: 'succeeded',
    commands: started,
  },
  {
    situation: 'a server that hangs while waiting is passed over',
    scenario: 'happy',
    fault: { request: atStatus, kind: 'stall' },
    status: 'succeeded',
    commands: started,
  },
  {
    situation: 'a refused token is an error with a remedy',
    scenario: 'unauthorized',
    status: 'error',
    says: /Check `token`/,
    commands: [],
  },
  {
    situation: 'a refused token with a web page too',
    scenario: 'unauthorized-html',
    status: 'error',
    commands: [],
  },
  {
    situation: 'a create that is answered with 200 counts',
    scenario: 'create-200',
    status: 'succeeded',
    commands: started,
  },
  {
    situation: 'a plan that cannot be read is deleted',
    scenario: 'details-500',
    status: 'error',
    commands: deleted,
  },
  {
    situation: 'a plan that may not be started is deleted',
    scenario: 'tag-and-deploy',
    status: 'refused',
    commands: [['start', 'delete']],
  },
  {
    situation: 'an application that is not in the source is named',
    scenario: 'happy',
    more: { application: 'LegacyBilling' },
    status: 'invalid-input',
    says: /LegacyBilling/,
    commands: [],
  },
  {
    situation: 'an unknown application has its near misses suggested',
    scenario: 'happy',
    more: { application: 'Employee Backoffice' },
    status: 'invalid-input',
    says: /EmployeeBackoffice/,
    commands: [],
  },
  {
    situation: 'untagged changes are reported',
    scenario: 'source-modified',
    status: 'succeeded',
    says: /has untagged changes, which are not deployed/,
    commands: started,
  },
];

let sandbox: Sandbox;
afterEach(() => sandbox.close());

describe('what scripts around LifeTime get wrong', () => {
  test.each(rows.map((row) => [row.situation, row] as const))('%s', async (_, row) => {
    sandbox = await startSandbox({ faults: row.fault ? [row.fault] : [] });
    const step = await runInProcess(lifetimeRelease(sandbox.url, row.scenario, row.more));
    expect(step.outputs['status']).toBe(row.status);
    expect(step.code === 0).toBe(row.status.startsWith('succeeded'));
    expect(step.stdout).toMatch(row.says ?? /./);
    const commands = sandbox.lifetime.plans.map((plan) => plan.commands.map(({ command }) => command));
    expect(commands).toEqual(row.commands ?? []);
  });
});
