import { describe, expect, test } from '@jest/globals';
import {
  fateOf,
  formatRequest,
  type LostRequest,
  lostRequest,
  parseRequest,
} from '../../../../src/platforms/odc/lost.ts';
import type { Operation } from '../../../../src/platforms/odc/wire.ts';

const since = Date.UTC(2026, 0, 5, 12);
const at = (seconds: number): string => new Date(since + seconds * 1_000).toISOString();
const request: LostRequest = {
  asset: 'asset-1',
  stage: 'stage-1',
  revision: 17,
  build: 'build-1',
  since,
  known: ['old'],
  remaining: [],
};
const operation = (more: Partial<Operation> = {}): Operation => ({
  key: 'new',
  status: 'Running',
  operation: 'Deploy',
  assetKey: 'asset-1',
  buildKey: 'build-1',
  revisions: [17],
  startedDateTime: at(1),
  deployedBy: 'me',
  ...more,
});

describe('what became of a request', () => {
  test.each([
    ['nothing', [], 'none'],
    ['its operation', [operation()], 'ours'],
    ['its operation, already over', [operation({ status: 'FinishedWithError' })], 'ours'],
    ['its operation by a clock a little behind', [operation({ startedDateTime: at(-30) })], 'ours'],
    ['its operation without a time', [operation({ startedDateTime: null })], 'ours'],
    ['only one from before', [operation({ key: 'old' })], 'none'],
    ['only one from long before', [operation({ startedDateTime: at(-3_600) })], 'none'],
    ['two that fit', [operation(), operation({ key: 'other' })], 'unclear'],
    ['one of another build', [operation({ buildKey: 'build-2' })], 'unclear'],
    ['one of another revision', [operation({ revisions: [16] })], 'unclear'],
    ['one of several revisions', [operation({ revisions: [16, 17] })], 'ours'],
    ['one without a build', [operation({ buildKey: null })], 'unclear'],
    ['one of another asset', [operation({ assetKey: 'asset-2' })], 'unclear'],
    ['one of another kind', [operation({ operation: 'ApplyConfigs' })], 'unclear'],
    [
      'its operation beside that of another build',
      [operation(), operation({ key: 'x', buildKey: 'b' })],
      'ours',
    ],
  ])('%s', (_, found, kind) => expect(fateOf(request, found).kind).toBe(kind));

  test.each([
    ['me', 'ours'],
    ['ME', 'ours'],
    [null, 'ours'],
    ['somebody', 'unclear'],
  ])('by %s, where this run is known as me', (deployedBy, kind) =>
    expect(fateOf({ ...request, by: 'me' }, [operation({ deployedBy })]).kind).toBe(kind),
  );

  test('without the time of the server only the operations that were known are excluded', () => {
    const { since: _, ...timeless } = request;
    expect(fateOf(timeless, [operation({ startedDateTime: at(-9_999) })]).kind).toBe('ours');
    expect(fateOf(timeless, [operation({ key: 'old' })]).kind).toBe('none');
  });
});

describe('a request in the journal', () => {
  test('is read as it was written, and small', () => {
    const before = Array.from({ length: 1_000 }, (_, n) =>
      operation({ key: `operation-${n}`.padEnd(36, '0') }),
    );
    const names = Array.from({ length: 300 }, (_, n) => `${n} ${'名前 '.repeat(40)}`);
    const written = lostRequest({ ...request, remaining: names }, before);
    expect(parseRequest(formatRequest(written))).toEqual(written);
    // The journal drops a longer one.
    expect(Buffer.byteLength(JSON.stringify(formatRequest(written)))).toBeLessThan(8_192);
  });

  test('knows the recent operations alone', () => {
    const before = [operation({ key: 'a' }), operation({ key: 'b', startedDateTime: at(-9_999) })];
    expect(lostRequest(request, before).known).toEqual(['a']);
  });

  test.each(['', '{}', 'null', '{"asset":"../x"}', JSON.stringify({ ...request, stage: 'a/b' })])(
    '%s is none',
    (text) => expect(() => parseRequest(text)).toThrow('none of this program'),
  );
});
