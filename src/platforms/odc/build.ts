import { HttpFailure } from '../../http/failure.ts';
import { Halt } from '../../release/outcome.ts';
import type { PlatformRun, StatusReading } from '../../release/platform.ts';
import { pollUntilEnd } from '../../release/poll.ts';
import { cutText } from '../../shared/format.ts';
import type { Odc } from './client.ts';
import type { Step } from './deploy.ts';
import { explaining } from './explain.ts';
import { formatRevision, type Part } from './parts.ts';
import { type Build, timeOf } from './wire.ts';

/** What a status of a build means. */
export type BuildMeaning = 'finished' | 'underway' | 'failed' | 'deleted' | 'unknown';

/** Interprets the status of a build. Only `Finished` is an image that can be deployed. */
export function interpretBuild(status: string): BuildMeaning {
  switch (status) {
    case 'Pending':
    case 'Running':
      return 'underway';
    case 'Finished':
      return 'finished';
    case 'FinishedWithErrors':
      return 'failed';
    case 'Deleted':
    case 'ToBeDeleted':
      return 'deleted';
    default:
      return 'unknown';
  }
}

/** Chooses the newest finished Release build; else the newest one under way; undefined if there is neither. */
export function chooseBuild(builds: readonly Build[]): Build | undefined {
  const release = builds.filter(({ buildType }) => !buildType || buildType === 'Release');
  const newest = (wanted: BuildMeaning): Build | undefined =>
    release
      .filter(({ status }) => interpretBuild(status) === wanted)
      .toSorted((a, b) => timeIn(b) - timeIn(a))[0];
  return newest('finished') ?? newest('underway');
}

function timeIn({ finishedDateTime, startedDateTime }: Build): number {
  return timeOf(finishedDateTime) ?? timeOf(startedDateTime) ?? 0;
}

/** Finds the Release build of a revision that is finished or under way. @throws Halt */
export async function findBuild(odc: Odc, part: Part, run: PlatformRun): Promise<Build | undefined> {
  return chooseBuild(await explaining('resolve', () => odc.builds(part.key, part.revision, run.signal)));
}

/**
 * Finds or makes the Release build of each revision. The builds run side by side.
 * @throws Halt if a build does not start or fails
 */
export async function buildAll(odc: Odc, parts: readonly Part[], run: PlatformRun): Promise<readonly Step[]> {
  const begun: { readonly part: Part; readonly key: string; readonly isFinished: boolean }[] = [];
  for (const part of parts) {
    const found = await findBuild(odc, part, run);
    const key = found?.buildKey ?? (await startBuild(odc, part, run));
    const isFinished = found !== undefined && interpretBuild(found.status) === 'finished';
    begun.push({ part, key, isFinished });
  }
  const steps: Step[] = [];
  for (const { part, key, isFinished } of begun) {
    if (!isFinished) await waitForBuild(odc, part, key, run);
    steps.push({ ...part, build: key });
  }
  return steps;
}

/** The pause before a look for a build whose answer was lost, in milliseconds. */
const LOOK_PAUSE_MS = 5_000;

/**
 * Starts a Release build and returns its key. If the answer is lost, a build that has started meanwhile is taken: any
 * Release build of the revision is as good. A second build would change nothing but the time.
 */
async function startBuild(odc: Odc, part: Part, run: PlatformRun): Promise<string> {
  run.log.info(`  ${part.name} ${formatRevision(part)} has no Release build: building it`);
  for (let attempt = 1; ; attempt++) {
    try {
      const { buildKey, isSuccessful } = await odc.startBuild(part.key, part.revision, run.signal);
      if (isSuccessful) return buildKey;
      throw new Halt({
        status: 'refused',
        reason: `ODC did not start the Release build of ${part.name} ${formatRevision(part)}.${await reasonOf(odc, buildKey, run)} Nothing was deployed.`,
        advice: 'Look at the revision in the ODC Portal or in ODC Studio, then run this again.',
      });
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      if (!error.mayHaveActed || attempt > 1) return explaining('build', () => Promise.reject(error));
      run.log.info(`  ${error.message} Checking whether the build has started.`);
      await run.clock.sleep(LOOK_PAUSE_MS, run.signal);
      const found = await findBuild(odc, part, run);
      if (found) return found.buildKey;
    }
  }
}

/** The least time between two looks at the log of a build, in milliseconds. */
const LOG_PAUSE_MS = 5_000;
/** The most lines of a build log that are printed. */
const MOST_LINES = 300;
const LONGEST_LINE = 2_000;

async function waitForBuild(odc: Odc, part: Part, key: string, run: PlatformRun): Promise<void> {
  const log = createBuildLog(odc, key);
  const status = await pollUntilEnd(
    `build of ${part.name}`,
    async (): Promise<StatusReading<string>> => {
      const found = await explaining('resolve', () => readBuild(odc, part, key, run.signal));
      const word = found?.status ?? 'not listed yet';
      if (found === undefined || interpretBuild(word) === 'underway') {
        await log.follow(run, LOG_PAUSE_MS);
        return { phase: 'underway', status: word };
      }
      await log.follow(run, 0);
      return { phase: 'over', status: word, result: word };
    },
    run,
  );
  const meaning = interpretBuild(status);
  if (meaning === 'finished') return;
  const errors = log.errors();
  const what = {
    underway: 'did not end',
    failed: `failed${errors ? `: ${errors}` : ''}`,
    deleted: `was deleted (${status})`,
    unknown: `ended with a status that is not documented: ${status}`,
  }[meaning];
  throw new Halt({
    status: 'error',
    reason: `The Release build ${key} of ${part.name} ${formatRevision(part)} ${what.replace(/\.$/, '')}. Nothing was deployed.`,
    advice: 'Read the log of the build above; correct the application and publish it, or run this again.',
  });
}

/** Reads a build from the list of the revision, or by its key: an API client may not see the list. */
async function readBuild(
  odc: Odc,
  { key: asset, revision }: Part,
  key: string,
  signal: AbortSignal,
): Promise<Build | undefined> {
  const builds = await odc.builds(asset, revision, signal);
  return builds.find(({ buildKey }) => buildKey === key) ?? odc.build(key, signal);
}

/** Prints the log of a build as it grows. A log that cannot be read changes nothing. */
function createBuildLog(odc: Odc, key: string) {
  let printed = 0;
  let readAt = -Infinity;
  let errors: readonly string[] = [];
  return {
    async follow(run: PlatformRun, pauseMs: number): Promise<void> {
      const now = run.clock.now();
      if (now - readAt < pauseMs) return;
      readAt = now;
      try {
        const all = await odc.buildLog(key, run.signal);
        for (const { severity, message } of all.slice(printed, MOST_LINES))
          run.log.info(
            `    ${severity && severity !== 'Info' ? `${severity.toUpperCase()} ` : ''}${cutText(message ?? '', LONGEST_LINE)}`,
          );
        printed = Math.max(printed, all.length);
        errors = all
          .filter(({ severity }) => severity === 'Error')
          .map(({ message }) => cutText(message ?? '', LONGEST_LINE));
      } catch (error) {
        if (!(error instanceof HttpFailure)) throw error;
        run.log.debug(`The log of the build could not be read: ${error.message}`);
      }
    },
    errors: (): string => errors.slice(0, 3).join('; '),
  };
}

/** The errors in the log of a build that did not start; empty if there are none. */
async function reasonOf(odc: Odc, key: string, run: PlatformRun): Promise<string> {
  const log = createBuildLog(odc, key);
  await log.follow(run, 0);
  const errors = log.errors();
  return errors ? ` ${errors.replace(/\.?$/, '.')}` : '';
}
