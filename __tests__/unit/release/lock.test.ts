import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  type HolderLife,
  type LockHolder,
  LockTaken,
  parseHolder,
  takeLock,
} from '../../../src/release/lock.ts';
import {
  holderLife,
  type ObservedProcess,
  parseStart,
  systemProcesses,
} from '../../../src/release/processes.ts';
import { NEW_YEAR } from '../support/clock.ts';

const HOUR = 3_600_000;
const self: LockHolder = {
  pid: 10,
  host: 'runner-1',
  boot: 'boot-1',
  namespace: 'pid:[1]',
  started: '500',
  since: new Date(NEW_YEAR).toISOString(),
};
const processes = (pid: number, life: HolderLife) => ({ self: { ...self, pid }, life: () => life });

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'state.json.lock');
});

describe('a lock', () => {
  test('is taken once, names its holder, and is free after its release', () => {
    const lock = takeLock(file, processes(10, 'alive'));
    expect(parseHolder(readFileSync(file, 'utf8'))).toEqual(self);
    const again = (): unknown => takeLock(file, processes(11, 'alive'));
    expect(again).toThrow(LockTaken);
    expect(again).toThrow('Process 10 on runner-1 holds it since 2026-01-01T00:00:00.000Z.');
    lock.release();
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
    takeLock(file, processes(11, 'alive')).release();
  });

  test('of a dead holder is taken over, and the dead one gives nothing back any more', () => {
    const dead = takeLock(file, processes(10, 'alive'));
    const lock = takeLock(file, processes(11, 'dead'));
    dead.release();
    expect(parseHolder(readFileSync(file, 'utf8'))?.pid).toBe(11);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('of a holder that cannot be seen is refused, and says so', () => {
    takeLock(file, processes(10, 'alive'));
    expect(() => takeLock(file, processes(11, 'unknown'))).toThrow('whether it still runs cannot be seen');
  });

  test.each(['', '{', '[]', 'null', '{"pid":1}', JSON.stringify({ ...self, pid: -1 })])(
    'that names no holder (%s) is refused and stays',
    (text) => {
      writeFileSync(file, text);
      expect(() => takeLock(file, processes(11, 'dead'))).toThrow('It names no holder');
      expect(readFileSync(file, 'utf8')).toBe(text);
    },
  );

  test('names a holder in plain text only', () => {
    expect(parseHolder(JSON.stringify({ ...self, host: 'a\u001b[2J' }))).toBeUndefined();
  });

  test('that another process takes over at the same moment is left to it', () => {
    takeLock(file, processes(10, 'alive'));
    let nested = 0;
    const racing = {
      self: { ...self, pid: 12 },
      life(): HolderLife {
        // The other one is faster: it takes over between the look and the removal.
        if (nested++ === 0) takeLock(file, processes(11, 'dead'));
        return nested === 1 ? 'dead' : 'alive';
      },
    };
    expect(() => takeLock(file, racing)).toThrow('Process 11');
    expect(parseHolder(readFileSync(file, 'utf8'))?.pid).toBe(11);
  });
});

describe('whether a holder lives', () => {
  const seen: ObservedProcess = { process: { started: '500' }, bootedAt: NEW_YEAR - HOUR };
  const gone: ObservedProcess = { bootedAt: NEW_YEAR - HOUR };
  test.each<[string, Partial<LockHolder>, ObservedProcess, HolderLife]>([
    ['its process runs', {}, seen, 'alive'],
    ['its process is gone', {}, gone, 'dead'],
    ['its id is that of a younger process', { started: '499' }, seen, 'dead'],
    ['it is on another host', { host: 'runner-2' }, gone, 'unknown'],
    ['it is in another container', { namespace: 'pid:[2]' }, gone, 'unknown'],
    [
      'the system started anew',
      { boot: 'b', since: new Date(NEW_YEAR - 2 * HOUR).toISOString() },
      gone,
      'dead',
    ],
    ['another system has the same name', { boot: 'b' }, gone, 'unknown'],
    ['its time is none', { boot: 'b', since: 'x' }, gone, 'unknown'],
  ])('%s', (_, change, sighted, life) => {
    expect(holderLife({ ...self, ...change }, self, sighted)).toBe(life);
  });

  test.each([
    ['runs', `10 (a) b) S ${'0 '.repeat(18)}777 0`, '777'],
    ['has ended unseen', `10 (node) Z ${'0 '.repeat(18)}777 0`, undefined],
    ['is not there', '', undefined],
  ])('a process that %s', (_, stat, started) => {
    expect(parseStart(stat)).toBe(started);
  });

  test('is known of real processes', async () => {
    const system = systemProcesses(Date.now());
    expect(system.life(system.self)).toBe('alive');
    const child = spawn(process.execPath, ['-e', '']);
    const { pid = 0 } = child;
    await once(child, 'exit');
    expect(system.life({ ...system.self, pid })).toBe('dead');
    expect(existsSync(file)).toBe(false);
  });
});
