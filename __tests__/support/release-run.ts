import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import './node-errors.ts';
import { inputTable } from '../../src/definition.ts';
import { createTransport } from '../../src/http/transport.ts';
import { unknownVariables } from '../../src/inputs/names.ts';
import { Interrupted } from '../../src/release/outcome.ts';
import {
  type ReleaseEnd,
  type ReleaseOptions,
  type ReleaseTools,
  runRelease,
} from '../../src/release-file/run-release.ts';
import { openPlainView } from '../../src/release-file/view.ts';
import { load } from './in-process.ts';
import { leapingTime } from './leaping-time.ts';
import { recordedCi } from './recorded-ci.ts';

/** The result of `lowcode-deploy release`, or what a killed run has left. */
export interface ReleaseRun {
  /** Null if the run was killed. */
  readonly code: number | null;
  /** The log, one text for each line. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The result of the whole release. */
  readonly result: {
    readonly status: string;
    readonly reason?: string;
    readonly problems?: readonly string[];
    readonly items: readonly ReleaseRunItem[];
  };
}

/** A deployment in the result. */
export interface ReleaseRunItem {
  readonly name: string;
  readonly environment: string;
  readonly stage: number;
  readonly status: string;
  readonly exit: number;
  readonly 'deployed-before'?: true;
  readonly 'deployment-id'?: string;
  readonly problems?: readonly string[];
}

/** The options of `runReleaseFile`. */
export interface ReleaseRunOptions extends Partial<Pick<ReleaseTools, 'openView'>> {
  readonly env?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly concurrency?: number;
  readonly paths?: ReleaseOptions['paths'];
  /** Is called while the release runs, and can stop it. */
  readonly during?: (stop: Stop) => Promise<void> | void;
}

interface Stop {
  readonly cancel: () => void;
  /** Ends the run like SIGKILL. Its locks are those of a dead process, which the next one takes over. */
  readonly kill: () => void;
}

// Time must not leap while a module loads.
for (const platform of ['appian', 'outsystems']) await load(join('platforms', platform));

let runs = 0;

/** Runs a release file in this process, with time that leaps. The states are in the folder of the file. */
export async function runReleaseFile(folder: string, options: ReleaseRunOptions = {}): Promise<ReleaseRun> {
  const { env = {}, environment, concurrency = 4, paths = {}, during, openView } = options;
  const history = join(folder, '.lowcode-deploy');
  const { ci, recorded } = recordedCi(env, join(history, `run-${++runs}`), '');
  const time = leapingTime();
  const controller = new AbortController();
  let die: (dead: 'killed') => void;
  const killed = new Promise<'killed'>((resolve) => {
    die = resolve;
  });
  const ended = runRelease(
    { file: join(folder, 'release.yml'), environment, concurrency, paths },
    {
      ci,
      exitGuard: { redactWith() {} },
      variable: (name) => env[name],
      strangeVariables: unknownVariables(
        inputTable.map(([name]) => name),
        env,
      ),
      clock: time.clock,
      openTransport: () => time.watch(createTransport('lowcode-deploy/test', env, time.timer)),
      cancel: controller.signal,
      history,
      openView: openView ?? ((items, log) => openPlainView(log, items)),
    },
  );
  const all = Promise.race([ended, killed]);
  await during?.({
    cancel: () => controller.abort(new Interrupted('cancel', 'The run was cancelled (SIGINT).')),
    kill() {
      time.stop();
      die('killed');
    },
  });
  const end = await all;
  time.stop();
  if (end === 'killed') removeLocks(history);
  return resultOf(end, structuredClone(recorded));
}

function resultOf(
  end: ReleaseEnd | 'killed',
  { lines, summary, outputs }: ReturnType<typeof recordedCi>['recorded'],
): ReleaseRun {
  const shared = { log: lines.join('\n'), summary, outputs };
  if (end === 'killed') return { code: null, ...shared, result: { status: 'killed', items: [] } };
  return { code: end.exit, ...shared, result: JSON.parse(end.json) as ReleaseRun['result'] };
}

function removeLocks(history: string): void {
  for (const name of readdirSync(history, { recursive: true, encoding: 'utf8' }))
    if (/(?:^|[/\\.])lock$/.test(name)) rmSync(join(history, name));
}
