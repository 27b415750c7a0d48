import { describe, expect, test } from '@jest/globals';
import { announcementOf } from '../../../src/release/announcement.ts';
import { judgePromotion, passGate } from '../../../src/release/gate.ts';
import { TrackerFailure } from '../../../src/release/tracker.ts';
import type { PromotionStatus, VersionHistory } from '../../../src/release/version-history.ts';
import { fakeClock, NEW_YEAR } from '../support/clock.ts';
import { plan, recordedLog } from '../support/release.ts';

const announcement = announcementOf(plan, 0);
const cancel = new AbortController().signal;
const keeping = { log: recordedLog(), clock: fakeClock(), cancel };

function history(promotionStatus: () => Promise<PromotionStatus>): VersionHistory {
  return {
    title: 'Deployments API',
    promotionStatus,
    versionsByEnvironment: async () => [],
    previousVersion: async () => undefined,
  };
}

describe('the gate', () => {
  test('lets pass what has succeeded', async () => {
    const log = recordedLog();
    const gate = {
      from: 'staging',
      history: history(async () => ({ succeeded: true, environment: 'staging' })),
    };
    await expect(passGate(gate, announcement, { log, clock: fakeClock(), cancel })).resolves.toBeUndefined();
    expect(log.lines).toEqual(['info: customer-portal 1.2.3 has succeeded in staging: it may be deployed.']);
  });

  test.each([
    [{}, 'it was never there. Nothing has succeeded there yet.'],
    [{ word: 'failed' }, 'there it is failed. Nothing has succeeded there yet.'],
    [
      { word: 'rolled_back', live: { version: '1.1.0' } },
      'there it is rolled back. The last version that succeeded there is 1.1.0.',
    ],
    [
      { live: { version: '1.1.0', since: NEW_YEAR } },
      'it was never there. The last version that succeeded there is 1.1.0, since 2026-01-01 00:00 UTC.',
    ],
  ])('names what is there: %p', (there, sentence) => {
    const refusal = judgePromotion(announcement, { succeeded: false, environment: 'staging', ...there });
    expect(refusal).toMatchObject({
      status: 'refused',
      advice: expect.stringContaining('1.2.3 to staging first'),
    });
    expect(refusal?.reason).toBe(
      `customer-portal 1.2.3 has not succeeded in staging: ${sentence} Nothing was deployed.`,
    );
  });

  test('that cannot be asked refuses too', async () => {
    const failure = new TrackerFailure('HTTP 503.', false, 'Check the network.');
    const gate = { from: 'staging', history: history(() => Promise.reject(failure)) };
    await expect(passGate(gate, announcement, keeping)).resolves.toEqual({
      status: 'refused',
      reason:
        '`promote-from: staging` could not be checked in the Deployments API, so nothing was deployed: HTTP 503.',
      advice: 'Check the network.',
    });
  });

  test('that never answers refuses after half a minute', async () => {
    const clock = fakeClock();
    const history: VersionHistory = {
      title: 'Deployments API',
      promotionStatus: (_announcement, _environment, signal) =>
        clock.sleep(1e9, signal).then(() => Promise.reject(new Error('it answered'))),
      versionsByEnvironment: async () => [],
      previousVersion: async () => undefined,
    };
    await expect(
      passGate({ from: 'staging', history }, announcement, { log: recordedLog(), clock, cancel }),
    ).resolves.toMatchObject({ status: 'refused', reason: expect.stringContaining('within 30 s') });
    expect(clock.now()).toBe(NEW_YEAR + 30_000);
    expect(clock.armed()).toBe(0);
  });

  test('hands on what is no answer, such as a cancel', async () => {
    const gate = { from: 'staging', history: history(() => Promise.reject(new Error('cancelled'))) };
    await expect(passGate(gate, announcement, keeping)).rejects.toThrow('cancelled');
  });
});
