import { describe, expect, test } from '@jest/globals';
import { announcementOf } from '../../../src/release/announcement.ts';
import { openEnvironmentView } from '../../../src/release/environment-view.ts';
import type { EnvironmentVersion, VersionHistory } from '../../../src/release/version-history.ts';
import { fakeClock } from '../support/clock.ts';
import { plan, recordedLog } from '../support/release.ts';

const first: readonly EnvironmentVersion[] = [{ environment: 'production', version: '1.1.0' }];
const second: readonly EnvironmentVersion[] = [{ environment: 'production', version: '1.2.3' }];

function open(versionsByEnvironment: VersionHistory['versionsByEnvironment']) {
  const clock = fakeClock();
  const log = recordedLog();
  const history: VersionHistory = {
    title: 'Deployments API',
    versionsByEnvironment,
    promotionStatus: () => Promise.reject(new Error('nobody asked')),
    previousVersion: async () => undefined,
  };
  return {
    clock,
    log,
    views: openEnvironmentView({ history, clock, log, announcement: () => announcementOf(plan, 0) }),
  };
}

function inTurn(...rows: (readonly EnvironmentVersion[] | Error)[]): VersionHistory['versionsByEnvironment'] {
  return async () => {
    const row = rows.shift();
    if (row instanceof Error) throw row;
    return row;
  };
}

describe('the views', () => {
  test('show before and after', async () => {
    const { views } = open(inTurn(first, second));
    views.begin();
    await views.settle();
    await expect(views.rows(true)).resolves.toEqual({ before: first, after: second });
  });

  test('ask no more where nothing has changed', async () => {
    const { views } = open(inTurn(first, second));
    views.begin();
    await expect(views.rows(false)).resolves.toEqual({ before: first });
  });

  test('that cannot be had are left out, and the reason is in the debug log only', async () => {
    const { views, log } = open(inTurn(new Error('HTTP 500'), second));
    views.begin();
    await expect(views.rows(true)).resolves.toEqual({ after: second });
    expect(log.lines).toEqual(['debug: The Deployments API could not show the environments: HTTP 500']);
  });

  test('that take too long hold up nobody', async () => {
    const { views, clock } = open(
      (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    views.begin();
    const began = clock.now();
    const settled = views.settle();
    await clock.sleep(600);
    await settled;
    const rows = views.rows(true);
    await clock.sleep(3_100);
    await expect(rows).resolves.toEqual({});
    expect(clock.now() - began).toBe(3_700);
  });

  test('of nobody are none', async () => {
    const clock = fakeClock();
    const views = openEnvironmentView({
      history: undefined,
      clock,
      log: recordedLog(),
      announcement: () => announcementOf(plan, 0),
    });
    views.begin();
    await views.settle();
    await expect(views.rows(true)).resolves.toEqual({});
  });
});
