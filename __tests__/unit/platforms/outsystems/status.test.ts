import { describe, expect, test } from '@jest/globals';
import {
  formatMappings,
  formatWait,
  interpret,
  isBusy,
  type OnIntervention,
} from '../../../../src/platforms/outsystems/status.ts';

/** What it means: an outcome's status, or the phase where there is no outcome yet. */
function meaning(status: string, info = '', onIntervention: OnIntervention = 'fail'): string {
  const found = interpret(status, info, onIntervention);
  return found.phase === 'over' ? found.outcome.status : found.phase;
}

describe('interpret', () => {
  test.each([
    ['saved', 'underway'],
    ['running', 'underway'],
    ['aborting', 'underway'],
    ['aborted', 'aborted'],
    ['finished_successful', 'succeeded'],
    ['finished_with_warnings', 'succeeded-with-warnings'],
    ['finished_with_errors', 'failed'],
    ['force_finished', 'failed'],
    ['finished_partially', 'unknown'],
    ['FINISHED_SUCCESSFUL', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (status, expected) => {
    expect(meaning(status)).toBe(expected);
  });

  const reasons = [
    'deployment_prepared',
    'needs_configuration_or_confirmation',
    'business_process_impact',
    'deployment_suspended',
    'awaiting_change_board',
    '',
  ];

  test.each(reasons)('waiting for "%s" needs a person under fail', (info) => {
    expect(meaning('needs_user_intervention', info, 'fail')).toBe('needs-intervention');
  });

  test.each(reasons)('waiting for "%s" goes on under wait', (info) => {
    expect(meaning('needs_user_intervention', info, 'wait')).toBe('underway');
  });

  test.each(reasons)('waiting for "%s" is continued only where it is prepared', (info) => {
    const expected = info === 'deployment_prepared' ? 'prepared' : 'needs-intervention';
    expect(meaning('needs_user_intervention', info, 'continue')).toBe(expected);
  });
});

test('names what a deployment waits for, documented or not', () => {
  expect(formatWait('deployment_suspended').what).toContain('suspended');
  expect(formatWait('awaiting_change_board').what).toContain('awaiting_change_board');
});

test('names the extension and its logical database', () => {
  expect(formatMappings([{ ExtensionName: 'Payments', LogicalDatabase: 'PaymentsDB' }])).toBe(
    'extension "Payments" needs a database connection for its logical database "PaymentsDB"',
  );
});

test.each([
  ['running', true],
  ['needs_user_intervention', true],
  ['aborting', true],
  ['saved', false],
  ['aborted', false],
  ['finished_successful', false],
  ['something_new', false],
])('a target with a deployment that is %s is busy: %s', (status, busy) => {
  expect(isBusy(status)).toBe(busy);
});
