import { join } from 'node:path';
import { plainName } from '../../http/file-name.ts';
import { saveBytes, TooLarge } from '../../http/save.ts';
import { Halt, type Outcome } from '../../release/outcome.ts';

import type { ExportResult, PlatformRun } from '../../release/platform.ts';
import { pollUntilEnd } from '../../release/poll.ts';
import { formatNames } from '../../shared/format.ts';
import type { Choice } from './choose.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { checkPackage } from './package-file.ts';
import { identityOf } from './parts.ts';
import { type Resolved, resolve } from './resolve.ts';
import type { SolutionProgress } from './wire.ts';

/** Size limit, so that a server cannot fill the disk. */
const LARGEST_PACKAGE_BYTES = 8 * 1024 ** 3;

/**
 * Downloads one application as `.oap`, or several as one `.osp`, into `folder`.
 * @throws Halt
 */
export async function exportPackage(
  lifetime: LifeTime,
  choice: Choice,
  folder: string,
  run: PlatformRun,
): Promise<ExportResult> {
  run.log.info(`Asking LifeTime at ${lifetime.base.host}`);
  const resolved = await explaining('export', () => resolve(lifetime, choice, run.signal));
  const { target, parts } = resolved;
  run.complete({ environment: target.Name, ...identityOf(parts) });
  const solution = parts.length > 1;
  const download = await explaining('export', () =>
    solution ? solutionOf(lifetime, resolved, run) : applicationOf(lifetime, resolved, run),
  );
  if (download === undefined) {
    const names = formatNames(parts.map((part) => part.name));
    throw new Halt({ status: 'error', reason: `LifeTime has no package of ${names} in ${target.Name}.` });
  }
  const name = fileName(
    parts.map((part) => part.name),
    solution ? '.osp' : '.oap',
  );
  const path = join(folder, name);
  const saved = await save(lifetime, download, path, run);
  if (saved.bytes === 0) throw new Halt({ status: 'error', reason: 'LifeTime sent an empty package.' });
  const broken = await checkPackage(path);
  if (broken) throw unusable(`the file that LifeTime sent ${broken}`);
  run.log.info(`  ${path}`);
  const file = { path, name, ...saved };
  return { package: file, files: [file] };
}

async function save(
  lifetime: LifeTime,
  download: string,
  path: string,
  { signal }: PlatformRun,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  try {
    return await explaining('export', () =>
      lifetime.download(download, signal, (body) => saveBytes(body, path, LARGEST_PACKAGE_BYTES)),
    );
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    throw unusable(`it is larger than any package: ${error.message}`);
  }
}

function unusable(what: string): Halt {
  return new Halt({
    status: 'error',
    reason: `The package cannot be used: ${what}.`,
    advice: 'Run this again. If it fails again, download the package in LifeTime and check it.',
  });
}

async function applicationOf(
  lifetime: LifeTime,
  { target, parts }: Resolved,
  run: PlatformRun,
): Promise<string | undefined> {
  const [part] = parts;
  if (part === undefined) throw new Error('An export without an application.');
  if (part.pinned && part.version) return lifetime.versionBinary(part.key, part.version.Key, run.signal);
  return lifetime.environmentBinary(target.Key, part.key, run.signal);
}

/** Builds a solution from the current state of the environment and returns its download key. */
async function solutionOf(
  lifetime: LifeTime,
  { target, parts }: Resolved,
  run: PlatformRun,
): Promise<string | undefined> {
  const others = parts.filter(
    ({ pinned, version, inSource }) => pinned && version?.Key !== inSource?.BaseApplicationVersionKey,
  );
  if (others.length > 0) {
    const names = formatNames(others.map(({ name }) => name));
    throw new Halt({
      status: 'invalid-input',
      reason: `input "application" names versions of ${names} that ${target.Name} does not run; several applications can be exported only in their current versions.`,
      advice: 'Leave the versions out, or export the applications one by one.',
    });
  }
  const keys = parts.map(({ key }) => key);
  const name = `lowcode-deploy ${new Date(run.clock.now()).toISOString()}`;
  const solution = await lifetime.createSolution(target.Key, name, keys, run.signal);
  const look = async () => {
    const { status, reason } = await lifetime.solutionStatus(target.Key, solution, run.signal);
    return UNDERWAY.has(status)
      ? ({ phase: 'underway', status } as const)
      : ({ phase: 'over', status, result: { status, reason } } as const);
  };
  const end = await pollUntilEnd('solution', look, run);
  if (end.status !== 'Completed') throw new Halt(failureOf(end));
  return lifetime.solutionBinary(target.Key, solution, run.signal);
}

/** The statuses of a solution that is not finished. */
const UNDERWAY: ReadonlySet<string> = new Set([
  'Created',
  'Ready',
  'Gathering Dependencies',
  'Getting Binaries',
  'Generating Meta Model',
  'Generating Solution',
]);

function failureOf({ status, reason }: SolutionProgress): Outcome {
  if (status === 'Aborted') {
    const why = reason ? `: ${reason}` : '';
    return { status: 'failed', reason: `LifeTime could not build the solution${why}.` };
  }
  return {
    status: 'unknown',
    reason: `LifeTime reports a status of the solution that is not documented: ${status}. No package was fetched.`,
  };
}

/** Returns a safe file name for a package of these applications. */
export function fileName(names: readonly string[], extension: string): string {
  const [first = 'package'] = names;
  const all = names.length > 1 ? `${first}-and-${names.length - 1}-more` : first;
  return `${plainName(all, 'package')}${extension}`;
}
