import { readdir, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { withoutTrailing } from '../../http/scan.ts';
import { examineFile, findFiles, textFileProblem } from '../../inputs/file.ts';
import { type Found, problemsOf, valueOf } from '../../inputs/found.ts';
import { type InputProblem, needed } from '../../inputs/problems.ts';
import type { Artifact } from '../../release/plan.ts';
import { formatNames } from '../../shared/format.ts';
import { compareNaturally } from '../../shared/natural-order.ts';
import { MOST_SCRIPTS } from './script-name.ts';

const EXTENSIONS: readonly string[] = ['.sql', '.ddl'];

const INPUT = 'database-scripts';

/** The scripts that can be deployed, and what is wrong with the others. */
interface ExaminedScripts {
  readonly scripts: readonly Artifact[];
  readonly problems: readonly InputProblem[];
}

/**
 * Finds and checks the database scripts. Entries keep their order; the files of a folder or a glob are in natural
 * order.
 */
export async function examineScripts(
  entries: readonly string[],
  workspace: string | undefined,
): Promise<ExaminedScripts> {
  const { paths, problems } = await findScripts(entries, workspace);
  const examined: Found<Artifact>[] = [];
  for (const path of paths)
    examined.push(await examineFile(path, EXTENSIONS, { check: textFileProblem, workspace }));
  return {
    scripts: examined.flatMap((each) => valueOf(each) ?? []),
    problems: [...problems, ...examined.flatMap((each) => problemsOf(INPUT, each))],
  };
}

interface FoundScripts {
  readonly paths: readonly string[];
  readonly problems: readonly InputProblem[];
}

async function findScripts(entries: readonly string[], workspace: string | undefined): Promise<FoundScripts> {
  const paths: string[] = [];
  const problems: InputProblem[] = [];
  for (const entry of entries) {
    const found = await expand(entry, workspace);
    paths.push(...(valueOf(found) ?? []));
    problems.push(...problemsOf(INPUT, found));
    if (paths.length > MOST_SCRIPTS) {
      const many = `has more than ${MOST_SCRIPTS} scripts: name a folder or a glob with fewer files`;
      return { paths: [], problems: [...problems, needed(INPUT, many)] };
    }
  }
  return { paths, problems };
}

/** The files of an entry, in natural order: a file, all scripts in a folder, or all files that match a glob. */
async function expand(entry: string, workspace: string | undefined): Promise<Found<readonly string[]>> {
  try {
    const isFolder = await stat(entry).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const found = isFolder ? await scriptsIn(entry) : await findFiles(entry, workspace);
    return 'problem' in found ? found : { value: found.value.toSorted(compareNaturally) };
  } catch (error) {
    return { problem: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The scripts in a folder. Its folders are not searched, and if there are any, the user has to say which are meant. */
async function scriptsIn(folder: string): Promise<Found<readonly string[]>> {
  const base = withoutTrailing(folder.replaceAll('\\', '/'), '/') || '/';
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const scripts: string[] = [];
  const folders: string[] = [];
  for (const name of names) {
    const path = `${base}/${name}`;
    if ((await stat(path)).isDirectory()) folders.push(name);
    else if (EXTENSIONS.includes(extname(name).toLowerCase())) scripts.push(path);
  }
  if (folders.length > 0)
    return {
      problem: `names a folder with folders inside (${folder}: ${formatNames(folders.toSorted(compareNaturally))}): name each folder, or use a glob such as ${base}/**/*.sql`,
    };
  return scripts.length > 0
    ? { value: scripts }
    : { problem: `names a folder without a ${EXTENSIONS.join(' or ')} file (${folder})` };
}
