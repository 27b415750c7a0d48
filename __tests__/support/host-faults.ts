import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeUnwritable, type RunnerFile, runnerFile } from './action.ts';

/** The parts of a running step that a host fault acts on. */
export interface Host {
  /** The step's temporary folder. */
  readonly temp: string;
  readonly child: ChildProcess;
}

/** A fault of the host in the middle of a step. */
export interface HostFault {
  readonly name: string;
  /** Causes the fault. */
  readonly strike: (host: Host) => void;
  /** Whether the fault can act now. Absent: always. */
  readonly isPossible?: (host: Host) => boolean;
  /** JavaScript that runs in the step's process before the action. */
  readonly preload?: string;
  /** The same for the later processes on the same host. */
  readonly preloadLater?: string;
  /** Whether it replaces a file that the release sends. The release must then stop, or send what was checked. */
  readonly changesFile?: boolean;
  /** True when the release must finish in spite of the fault. */
  readonly passesBy?: boolean;
  /** Returns the inputs of the post phase; default: those of the step. `elsewhere` is the URL of another system. */
  readonly postInputs?: (
    inputs: Readonly<Record<string, string>>,
    elsewhere: string,
  ) => Readonly<Record<string, string>>;
  /** Matches the variables of inputs that the post phase does not receive. */
  readonly postLost?: RegExp;
}

const runnerFiles: readonly RunnerFile[] = ['output', 'state', 'summary'];
/** Where the step keeps what it fetches and writes. */
export const folderOf = ({ temp, child }: Host): string => join(temp, `lowcode-deploy-deploy-${child.pid}`);
const marker = (temp: string): string => join(temp, 'struck');
const flag = ({ temp }: Host): void => writeFileSync(marker(temp), '');

/** A marker file signals the fault, because the test has no other channel to the process under test. */
const IS_STRUCK = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { existsSync } = fs;
  const isStruck = () => existsSync(process.env.RUNNER_TEMP + '/struck');
`;

/** Makes every file write of this program fail as on a full disk, once the marker file exists. */
export const FULL_DISK = `${IS_STRUCK}
  const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const refuse = (of, name) => {
    const real = of[name];
    of[name] = function (target, ...rest) {
      if (!(typeof target === 'number' && target <= 2) && isStruck()) throw full();
      return real.call(this, target, ...rest);
    };
  };
  for (const name of ['writeFileSync', 'appendFileSync', 'writeSync']) refuse(fs, name);
  for (const name of ['writeFile', 'appendFile']) {
    const real = fs.promises[name];
    fs.promises[name] = async (...args) => { if (isStruck()) throw full(); return real(...args); };
  }
  const { open } = fs.promises;
  fs.promises.open = async (path, flags, ...rest) => {
    if (flags && flags !== 'r' && isStruck()) throw full();
    return open(path, flags, ...rest);
  };
  const { createWriteStream } = fs;
  fs.createWriteStream = (...args) => {
    const stream = createWriteStream(...args);
    if (isStruck()) stream.destroy(full());
    return stream;
  };
  syncBuiltinESMExports();
`;

const HOUR_MS = 3_600_000;

/** JavaScript after which the wall clock differs by `ms` as soon as `isSet`, an expression, is true. */
const wallClock = (ms: number, isSet: string): string => `${IS_STRUCK}
  let ahead = 0;
  const { now } = Date;
  const wall = () => {
    if (ahead === 0 && ${isSet}) ahead = ${ms};
    return now() + ahead;
  };
  globalThis.Date = new Proxy(Date, {
    construct: (real, args) => Reflect.construct(real, args.length === 0 ? [wall()] : args),
    get: (real, name) => (name === 'now' ? wall : Reflect.get(real, name)),
  });
`;

const clockSet = (direction: string, ms: number): HostFault => ({
  name: `clock set ${direction} by an hour`,
  strike: flag,
  preload: wallClock(ms, 'isStruck()'),
  // A process that begins after the clock was set counts from what it says then.
  preloadLater: wallClock(ms, 'true'),
  passesBy: true,
});

const kill = ({ child }: Host): void => void child.kill('SIGKILL');
const gone = (name: RunnerFile) => (host: Host) => rmSync(runnerFile(host.temp, name), { recursive: true });
const blocked = (name: RunnerFile) => (host: Host) => makeUnwritable(runnerFile(host.temp, name));

/** Every host fault that can occur at any request. */
export const hostFaults: readonly HostFault[] = [
  ...runnerFiles.flatMap((name): HostFault[] => [
    { name: `${name} unwritable`, strike: blocked(name), passesBy: true },
    { name: `${name} gone`, strike: gone(name), passesBy: true },
  ]),
  {
    name: 'runner files wiped',
    strike: ({ temp }) => {
      for (const name of runnerFiles) truncateSync(runnerFile(temp, name));
    },
    passesBy: true,
  },
  {
    name: 'all runner files unwritable',
    strike: (host) => {
      for (const name of runnerFiles) blocked(name)(host);
    },
    passesBy: true,
  },
  {
    name: 'folder unwritable',
    strike: (host) => {
      rmSync(folderOf(host), { recursive: true, force: true });
      writeFileSync(folderOf(host), '');
    },
  },
  { name: 'folder gone', strike: (host) => rmSync(folderOf(host), { recursive: true, force: true }) },
  {
    name: 'log and result unwritable',
    strike: (host) => {
      for (const name of ['deployment.log', 'result.json'])
        mkdirSync(join(folderOf(host), name), { recursive: true });
    },
    passesBy: true,
  },
  { name: 'disk full', strike: flag, preload: FULL_DISK },
  {
    name: 'state-file unwritable',
    strike: ({ temp }) => makeUnwritable(join(temp, 'state.json')),
    passesBy: true,
  },
  {
    name: 'stdout gone',
    strike: ({ child }) => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  },
  clockSet('forward', HOUR_MS),
  clockSet('back', -HOUR_MS),
  { name: 'SIGHUP', strike: ({ child }) => void child.kill('SIGHUP') },
  { name: 'killed', strike: kill },
  { name: 'killed, post without inputs', strike: kill, postLost: /^INPUT_/ },
  { name: 'killed, post without dashed inputs', strike: kill, postLost: /^INPUT_.*-/ },
  {
    name: 'killed, post with empty inputs',
    strike: kill,
    postInputs: () => ({}),
  },
  {
    name: 'killed, post with another platform address',
    strike: kill,
    postInputs: (inputs, url) => ({ ...inputs, url, 'source-url': inputs['source-url'] ? url : '' }),
  },
  {
    name: 'killed, post with other trackers',
    strike: kill,
    postInputs: (inputs, url) => ({ ...inputs, 'bigpanda-url': url, 'deployments-api-url': url }),
  },
  {
    name: 'killed, post without secrets',
    strike: kill,
    postInputs: (inputs) =>
      Object.fromEntries(Object.entries(inputs).filter(([name]) => !/token|password|key/.test(name))),
  },
];
