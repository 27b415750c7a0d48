import { chooseCi } from '../ci/choose.ts';
import type { System } from '../ci/ci.ts';
import type { ExitGuard } from '../ci/exit-guard.ts';
import { cancelOnSignals, stopListening } from '../ci/signals.ts';
import { createTerminalCi, folderFor, HISTORY } from '../ci/terminal.ts';
import { inputNames } from '../definition.ts';
import { createTransport } from '../http/transport.ts';
import { unknownVariables } from '../inputs/names.ts';
import { openLiveLines } from '../release-file/live-lines.ts';
import {
  type ReleaseEnd,
  type ReleaseOptions,
  type ReleaseTools,
  runRelease,
} from '../release-file/run-release.ts';
import { openPlainView, openTableView } from '../release-file/view.ts';
import { systemClock } from '../shared/clock.ts';
import { version } from '../version.ts';
import type { Arguments } from './arguments.ts';

/** How often the table shows the elapsed time, in milliseconds. */
const TICK_MS = 1_000;
/** The lines of a terminal below the table. */
const MARGIN = 2;

/** Runs the verb `release` in this process. */
export async function runReleaseVerb(
  args: Arguments,
  { system, exitGuard }: { readonly system: System; readonly exitGuard: ExitGuard },
): Promise<ReleaseEnd> {
  const { file, given, concurrency } = args;
  const options: ReleaseOptions = {
    file,
    concurrency,
    environment: given('environment') || undefined,
    paths: { junit: given('junit-file') || undefined, page: given('report-file') || undefined },
  };
  const tools = await toolsFor(args, system);
  try {
    return await runRelease(options, {
      ...tools,
      exitGuard,
      variable: (name) => process.env[name],
      strangeVariables: unknownVariables(inputNames, process.env),
      clock: systemClock,
      openTransport: () => createTransport(`lowcode-deploy/${version}`),
      cancel: cancelOnSignals(),
      history: HISTORY,
    });
  } finally {
    stopListening();
  }
}

/** Chooses the table on a terminal that a person watches, and lines elsewhere. */
async function toolsFor(
  { json, debug }: Arguments,
  system: System,
): Promise<Pick<ReleaseTools, 'ci' | 'openView'>> {
  const stream = json ? process.stderr : process.stdout;
  const folder = folderFor(systemClock.now());
  const { env } = process;
  if (!stream.isTTY || system !== 'terminal' || env['CI'] || env['TERM'] === 'dumb') {
    const ci = await chooseCi(system, {
      env,
      stream,
      plain: json,
      debug,
      outputs: undefined,
      folder,
      now: systemClock.now,
    });
    return { ci, openView: (items, log) => openPlainView(log, items) };
  }
  const live = openLiveLines(stream);
  const colour = !env['NO_COLOR'];
  return {
    ci: createTerminalCi({ write: (line) => live.write(line), colour, debug, folder }),
    openView: (items, log) =>
      openTableView(items, {
        live,
        log,
        colour,
        debug,
        clock: systemClock,
        size: () => ({ columns: stream.columns || 80, lines: Math.max(1, (stream.rows || 24) - MARGIN) }),
        repeat(act) {
          const timer = setInterval(act, TICK_MS);
          return () => clearInterval(timer);
        },
      }),
  };
}
