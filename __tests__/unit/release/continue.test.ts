import { describe, expect, test } from '@jest/globals';
import { continues, type JournalEntry } from '../../../src/release/journal.ts';
import { localRun } from '../../../src/release/run-marker.ts';
import { deployment, entry, plan } from '../support/release.ts';

const local = { ...plan, origin: localRun };
const of = (change: Partial<JournalEntry>): JournalEntry => entry({ plan: local, ...change });
const begun = { launch: 'accepted', deployment, closed: true } as const;
const asked = { launch: 'asked', closed: true } as const;

describe('a repeated run goes on with its own last run', () => {
  test.each([
    ['unfinished', { closed: false }, true],
    ['succeeded', { ...begun, status: 'succeeded' }, true],
    ['succeeded with warnings', { ...begun, status: 'succeeded-with-warnings' }, true],
    ['was there already: there is no deployment to ask about', { closed: true, status: 'succeeded' }, false],
    ['waits for a reviewer', { ...begun, status: 'pending-review' }, true],
    ['waits for a person', { ...begun, status: 'needs-intervention' }, true],
    ['cancelled, and it may go on', { ...begun, status: 'cancelled' }, true],
    ['timed out, and it may go on', { ...begun, status: 'timed-out' }, true],
    ['unknown', { ...asked, status: 'unknown' }, true],
    ['cancelled while the platform was asked', { ...asked, status: 'cancelled' }, true],
    ['cancelled before anything was sent', { closed: true, status: 'cancelled' }, false],
    ['failed', { ...begun, status: 'failed' }, false],
    ['rejected', { ...begun, status: 'rejected' }, false],
    ['refused by the platform', { ...asked, status: 'refused' }, false],
    ['an error before a deployment', { closed: true, status: 'error' }, false],
  ] as const)('if that is %s', (_, change, goesOn) => {
    expect(continues(of(change), local)).toBe(goesOn);
  });

  test('and never with another release', () => {
    const other = { ...local, fingerprint: 'ffffffffffffffff' };
    expect(continues(of({ ...begun, status: 'succeeded' }), other)).toBe(false);
    expect(continues(of({ ...asked, status: 'unknown' }), other)).toBe(false);
  });
});
