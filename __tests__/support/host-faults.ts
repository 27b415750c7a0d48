import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeUnwritable, type RunnerFile, runnerFile } from './action.ts';

/** What a host fault finds when it strikes. */
export interface Host {
  /** The step's temporary folder. */
  readonly temp: string;
  readonly child: ChildProcess;
}

/** Something that the host does to a step in the middle of its work. */
export interface HostFault {
  readonly name: string;
  readonly strike: (host: Host) => void;
  /** JavaScript that runs in the step's process before the action does. */
  readonly preload?: string;
  /** Whether the release must come to its end as if nothing had happened. */
  readonly passesBy?: boolean;
  /** What the post phase is given in place of the step's inputs; `elsewhere` is the address of another system. */
  readonly postInputs?: (
    inputs: Readonly<Record<string, string>>,
    elsewhere: string,
  ) => Readonly<Record<string, string>>;
  /** The variables of inputs that do not reach the post phase. */
  readonly postLost?: RegExp;
}

const runnerFiles: readonly RunnerFile[] = ['output', 'state', 'summary'];
const folderOf = ({ temp, child }: Host): string => join(temp, `lowcode-deploy-deploy-${child.pid}`);
const marker = (temp: string): string => join(temp, 'struck');
const flag = ({ temp }: Host): void => writeFileSync(marker(temp), '');

/** Whether the fault has struck is told by a file, as the process under test can't be told otherwise. */
const IS_STRUCK = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { existsSync } = fs;
  const isStruck = () => existsSync(process.env.RUNNER_TEMP + '/struck');
`;

/** Every way in which this program writes files fails as on a full disk. */
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

const kill = ({ child }: Host): void => void child.kill('SIGKILL');
const gone = (name: RunnerFile) => (host: Host) => rmSync(runnerFile(host.temp, name), { recursive: true });
const blocked = (name: RunnerFile) => (host: Host) => makeUnwritable(runnerFile(host.temp, name));

/** Every fault of the host that may strike at any request. */
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
