import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Exchange, Sandbox } from '../../src/sandbox/index.ts';
import type { Step } from './action.ts';
import { folderOf, type Host, type HostFault } from './host-faults.ts';
import { deploymentsIn } from './promises.ts';
import { replaceFile, replacements } from './replace-file.ts';

/** A file that a release sends: what it is, for people, and where it is now; undefined before it is there. */
export interface SentFile {
  readonly what: string;
  readonly find: (host: Host) => string | undefined;
}

const givenFolder = (temp: string, input: string): string => join(temp, 'given', input);

/** A file that an input names. */
export const given = (input: string): SentFile => ({
  what: input,
  find: ({ temp }) => fileIn(givenFolder(temp, input), /./),
});

/** A file that an export wrote, below the folder of the release. */
export const exported = (what: string, folder: string, name: RegExp): SentFile => ({
  what: `exported ${what}`,
  find: (host) => fileIn(join(folderOf(host), 'release', folder), name),
});

function fileIn(folder: string, name: RegExp): string | undefined {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  const found = readdirSync(folder).find((each) => name.test(each));
  return found && join(folder, found);
}

/** Each file is replaced in each way. */
export function fileFaults(files: readonly SentFile[]): readonly HostFault[] {
  return files.flatMap(({ what, find }) =>
    replacements.map(
      (how): HostFault => ({
        name: `${what} replaced: ${how}`,
        isPossible: (host) => find(host) !== undefined,
        strike: (host) => {
          const path = find(host);
          if (path !== undefined) replaceFile(path, how);
        },
        changesFile: true,
      }),
    ),
  );
}

/** The same inputs with copies of the files that they name, which may be replaced. */
export function withOwnFiles(
  inputs: Readonly<Record<string, string>>,
  temp: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([input, value]) => {
      if (!value.startsWith('/') || !statSync(value, { throwIfNoEntry: false })?.isFile())
        return [input, value];
      const folder = givenFolder(temp, input);
      mkdirSync(folder, { recursive: true });
      const copy = join(folder, basename(value));
      copyFileSync(value, copy);
      return [input, copy];
    }),
  );
}

/** The checksums of all files that arrived whole. */
export function filesSent(exchanges: readonly Exchange[]): ReadonlySet<string> {
  return new Set(exchanges.flatMap(({ files }) => files.flatMap(({ sha256 }) => sha256 ?? [])));
}

/** A release whose file is replaced goes well with the bytes that were checked, or says that it stopped and why. */
export function changeProblems(step: Step, sandbox: Sandbox): readonly string[] {
  if (step.code === 0) return [];
  const isSaid = step.stdout.includes('was changed while it was being deployed');
  return [
    ...(step.outputs['status'] === 'error' && isSaid
      ? []
      : [`a file was changed, and the status is ${step.outputs['status']}`]),
    ...(deploymentsIn(sandbox).length === 0
      ? []
      : ['a file was changed, and a deployment that began is red']),
  ];
}
