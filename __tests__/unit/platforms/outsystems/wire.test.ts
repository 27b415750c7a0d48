import { describe, expect, test } from '@jest/globals';
import { assert, property, string } from 'fast-check';
import { lifetimeBase } from '../../../../src/platforms/outsystems/site.ts';
import {
  readDetails,
  readDownload,
  readEnvironments,
  readKey,
  readLine,
  readPlans,
  readProgress,
  readSolution,
} from '../../../../src/platforms/outsystems/wire.ts';

const KEY = 'dce64ad4-2ddf-4e54-a639-3524bcd5b9a1';

describe('readKey', () => {
  test.each([
    KEY,
    `${KEY}\r\n`,
    `\uFEFF${KEY}`,
    `"${KEY}"`,
    `{"DeploymentKey":"${KEY}"}`,
    `{"Extra":1,"ApplicationVersionKey":"${KEY}"}`,
  ])('finds the key in %j', (body) => {
    expect(readKey(body)).toBe(KEY);
  });

  test.each(['', 'OK', 'null', '{}', '"../../x"', '../../x', '[]', '{"DeploymentKey":""}', '<html>'])(
    'finds none in %j',
    (body) => {
      expect(() => readKey(body)).toThrow('it contains no key');
    },
  );

  test('gives nothing that leads elsewhere, whatever comes', () => {
    assert(
      property(string(), (body) => {
        let key = KEY;
        try {
          key = readKey(body);
        } catch {
          // No key is a fine answer.
        }
        expect(encodeURIComponent(key)).toBe(key);
        expect(key).not.toMatch(/^\.+$/);
      }),
    );
  });
});

test('204 is an empty list and an object is none', () => {
  expect(readEnvironments(undefined)).toEqual([]);
  expect(() => readEnvironments({})).toThrow('not what this API sends');
});

test('a plan of somebody else with a strange key hides no other', () => {
  expect(readPlans([{ Key: '../x' }, { Key: KEY, Notes: null }])).toHaveLength(2);
});

test('reads details with and without what newer releases add', () => {
  const { ApplicationConflicts, ApplicationsToRedeploy } = readDetails({ Deployment: { Key: KEY } });
  expect([ApplicationConflicts, ApplicationsToRedeploy]).toEqual([undefined, undefined]);
  expect(() => readDetails({})).toThrow('"Deployment"');
});

test('reads a status whatever the log looks like', () => {
  expect(readProgress({ DeploymentStatus: 'running' })).toEqual({ status: 'running', info: '' });
  expect(readProgress({ DeploymentStatus: 'x', Info: null, DeploymentLog: 'y' }).status).toBe('x');
  expect(() => readProgress({ Info: '' })).toThrow('"DeploymentStatus"');
  expect(readLine('{ "Message": "m", "Extra": 1 }')).toMatchObject({ Message: 'm' });
  expect(readLine('7')).toEqual({ Message: '7' });
  expect(readLine('{"Mess')).toEqual({ Message: '{"Mess' });
});

test.each([
  [{ url: `https://lt.example.com/lifetimeapi/rest/v2/downloads/${KEY}` }, KEY],
  [{ Url: `https://other.example.com/lifetimeapi/rest/v2/downloads/${KEY}/?x=1` }, KEY],
  [undefined, undefined],
])('reads the download of %j', (value, key) => {
  expect(readDownload(value)).toBe(key);
});

test.each([{ url: 'https://lt.example.com/x' }, { url: 'https://h/downloads/..%2f..' }, {}])(
  'takes no download from %j',
  (value) => {
    expect(() => readDownload(value)).toThrow('download address');
  },
);

test('reads the progress of a solution as an object and as a list of one', () => {
  const progress = { status: 'Completed', reason: '' };
  expect(readSolution({ Status: 'Completed' })).toEqual(progress);
  expect(readSolution([{ Status: 'Completed', StatusReason: '' }])).toEqual(progress);
});

describe('lifetimeBase', () => {
  test.each(['', '/', '/lifetime', '/lifetimeapi/rest', '/lifetimeapi/rest/v2/'])('takes "%s"', (path) => {
    expect(lifetimeBase(new URL(`https://lt.example.com${path}`))).toEqual({
      base: new URL('https://lt.example.com/lifetimeapi/rest/v2/'),
    });
  });

  test.each(['/suite', '/lifetimeapi/rest/v1'])('refuses "%s"', (path) => {
    expect(lifetimeBase(new URL(`https://lt.example.com${path}`))).toHaveProperty('problem');
  });
});
