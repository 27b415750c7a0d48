import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { isOwnFile, lastDeployment } from '../../../src/command/resume-last.ts';
import { testWithSignals } from '../../support/signals.ts';

const plan = {
  platform: 'OutSystems',
  operation: 'deploy',
  host: 'lifetime.example.com',
  environment: 'Test',
  component: 'Portal',
  version: '1.2.0',
  hosts: ['one.example.com', 'two.example.com'],
  owner: 'ada',
  name: 'Portal 1.2.0',
  origin: { run: 'local', attempt: 1, job: '', step: '' },
};
const entry = {
  format: 1,
  plan,
  startedAt: Date.UTC(2026, 10, 26, 12),
  launch: 'accepted',
  deployment: { id: 'd-1', url: 'https://lifetime.example.com/d-1', acceptedAt: 0 },
  addresses: {
    platform: 'https://lifetime.example.com/lifetimeapi/rest/v2/',
    bigpanda: 'https://api.bigpanda.io/ (deployments)',
  },
  trackers: { bigpanda: { state: 'open' } },
  closed: false,
};

function last(
  raw: Readonly<Record<string, string>> = {},
  { saved = [entry] as readonly object[], isOwn = true } = {},
) {
  const states = saved.map((each, at) => ({ file: `${at}/state.json`, text: JSON.stringify(each) }));
  return lastDeployment({ states, raw: (name) => raw[name] ?? '', isOwn: () => isOwn });
}

describe('a resume without inputs', () => {
  test('has those of the last deployment, and says what it is', () => {
    expect(last()).toEqual({
      about:
        'Resuming the last deployment of this folder: Portal 1.2.0 → Test, OutSystems at lifetime.example.com, deployment d-1, started 2026-11-26T12:00:00.000Z (0/state.json)',
      inputs: {
        operation: 'resume',
        platform: 'outsystems',
        url: 'https://lifetime.example.com/lifetimeapi/rest/v2/',
        environment: 'Test',
        component: 'Portal',
        version: '1.2.0',
        hosts: 'one.example.com,two.example.com',
        owner: 'ada',
        name: 'Portal 1.2.0',
      },
      problems: [],
    });
  });

  test.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['its own address', { url: 'https://lifetime.example.com' }, true],
    ['another address', { url: 'https://other.example.com' }, false],
    ['its own platform', { platform: 'outsystems' }, true],
    ['another platform', { platform: 'appian' }, false],
    ['a deployment', { 'deployment-id': 'd-2' }, false],
    ['a file', { 'state-file': 'state.json' }, false],
  ])('does not replace what the user means: %s', (_, raw, found) => {
    expect(last(raw) !== undefined).toBe(found);
  });

  test.each([
    ['nothing', []],
    ['a run that started nothing', [{ ...entry, launch: 'none', deployment: undefined }]],
    ['a text that is no state', ['x']],
    ['a platform that is not known', [{ ...entry, plan: { ...plan, platform: 'Other' } }]],
    ['no address', [{ ...entry, addresses: {} }]],
  ])('is nothing after %s', (_, saved) => {
    expect(last({}, { saved: saved as readonly object[] })).toBeUndefined();
  });

  test('passes over a run that started nothing', () => {
    const saved = [{ ...entry, launch: 'none' }, entry];
    expect(last({}, { saved })?.about).toContain('(1/state.json)');
  });

  test('sends a credential to no address that somebody else may have written', () => {
    expect(last({}, { isOwn: false })).toMatchObject({
      inputs: {},
      problems: [expect.stringContaining('name the site with --url, which gets the credential')],
    });
    expect(last({ url: 'https://lifetime.example.com' }, { isOwn: false })?.problems).toEqual([]);
  });

  test('ends no record elsewhere than where it was opened', () => {
    const other = { 'bigpanda-token': 'a-bigpanda-token', 'bigpanda-url': 'https://eu.bigpanda.example' };
    expect(last(other)?.problems).toEqual([
      expect.stringMatching(/^BigPanda: the deployment used .+ Give the same ones\.$/),
    ]);
    expect(last({ 'bigpanda-token': 'a-bigpanda-token' })?.problems).toEqual([]);
  });

  testWithSignals('trusts a file that only its user can read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'own-')), 'state.json');
    writeFileSync(file, '{}', { mode: 0o600 });
    expect(isOwnFile(file)).toBe(true);
    chmodSync(file, 0o644);
    expect(isOwnFile(file)).toBe(false);
  });
});
