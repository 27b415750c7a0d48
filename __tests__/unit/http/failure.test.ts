import { describe, expect, test } from '@jest/globals';
import { type FailureFacts, HttpFailure } from '../../../src/http/failure.ts';

const facts: FailureFacts = {
  kind: 'status',
  sent: 'all',
  server: 'Appian',
  method: 'POST',
  where: 'example.com/deployments',
  text: '',
};

describe('whether the server may have acted', () => {
  test.each([
    ['unreachable', 'nothing', undefined, false],
    ['distrusted', 'nothing', undefined, false],
    ['lost', 'nothing', undefined, false],
    ['lost', 'part', undefined, false],
    ['lost', 'all', undefined, true],
    ['silent', 'part', undefined, false],
    ['silent', 'all', undefined, true],
    ['unreadable', 'all', undefined, true],
    ['status', 'all', 300, false],
    ['status', 'all', 302, false],
    ['status', 'all', 303, true],
    ['status', 'all', 307, false],
    ['status', 'all', 400, false],
    ['status', 'all', 401, false],
    ['status', 'all', 404, false],
    ['status', 'all', 408, true],
    ['status', 'all', 409, false],
    ['status', 'all', 429, false],
    ['status', 'all', 500, true],
    ['status', 'all', 501, true],
    ['status', 'all', 504, true],
  ] as const)('%s, %s sent, status %p: %p', (kind, sent, status, expected) => {
    const failure = new HttpFailure({ ...facts, kind, sent, ...(status && { status }) });
    expect(failure.mayHaveActed).toBe(expected);
  });
});

describe('the sentence about a failure', () => {
  test.each([
    [
      { kind: 'unreachable', sent: 'nothing', text: 'connect ECONNREFUSED' },
      'Appian could not be reached: connect ECONNREFUSED (POST example.com/deployments).',
    ],
    [
      { kind: 'distrusted', text: 'self-signed certificate' },
      'The certificate of Appian is not trusted: self-signed certificate (POST example.com/deployments).',
    ],
    [
      { kind: 'lost', text: 'socket hang up' },
      'The connection to Appian broke: socket hang up (POST example.com/deployments).',
    ],
    [
      { kind: 'silent', text: 'nothing arrived for too long' },
      'Appian sent nothing more: nothing arrived for too long (POST example.com/deployments).',
    ],
    [
      { kind: 'unreadable', text: 'it is not JSON' },
      'Appian sent an answer that cannot be read: it is not JSON (POST example.com/deployments).',
    ],
    [{ status: 500 }, 'Appian answered HTTP 500 (POST example.com/deployments).'],
    [
      { status: 403, code: 'APNX-1-4552-001', text: 'No.' },
      'Appian answered HTTP 403 APNX-1-4552-001: No. (POST example.com/deployments).',
    ],
    [
      { status: 403, code: 'APNX-1-4552-001', text: 'No (APNX-1-4552-001)' },
      'Appian answered HTTP 403: No (APNX-1-4552-001) (POST example.com/deployments).',
    ],
    [
      { status: 302, location: 'https://login.example.com/' },
      'Appian answered HTTP 302 (POST example.com/deployments). It points to https://login.example.com/. Redirects are not followed.',
    ],
  ] as const)('%j', (some, sentence) => {
    expect(new HttpFailure({ ...facts, ...some }).message).toBe(sentence);
  });
});
