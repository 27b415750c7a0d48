import type { FileHandle } from 'node:fs/promises';
import { afterTag, before } from '../../http/scan.ts';
import { type Entry, eachEntry, textOf, withFile } from '../../inputs/zip.ts';

const LONGEST_NAME = 200;

/** The files of a zip that say what it is. A zip can have a million others, so only these are kept. */
interface Contents {
  readonly manifest?: Entry;
  /** The first two. */
  readonly applications: readonly Entry[];
  /** The first file that only packages have. */
  readonly packageFile?: Entry;
}

/** What a package tells of itself; a field that it does not tell, or not in a known form, is absent. */
export interface PackageFacts {
  /** The version of the Appian that wrote it: `25.3.335.0`. */
  readonly appianVersion?: string;
  /** The name of the one application in it. */
  readonly application?: string;
}

type Look = Contents | { readonly problem: string };

async function lookInto(file: FileHandle, path: string): Promise<Look> {
  let contents: Contents = { applications: [] };
  const flaw = await eachEntry(file, path, (entry) => {
    contents = withEntry(contents, entry);
  });
  return flaw ?? contents;
}

/** Checks a zip that must not be a package: what such a one holds is told from what stands in it. */
export async function checkOtherZip(path: string): Promise<string | undefined> {
  const found = await withFile(path, (file) => lookInto(file, path));
  if ('problem' in found) return found.problem;
  const { packageFile } = found;
  return packageFile && `is a package, for it holds ${packageFile.name}: give it as \`package\` (${path})`;
}

const APPLICATION = /^application\/[^/]+\.xml$/;

/** Reads what is needed of a package, however large it is. */
export async function readPackageFacts(path: string): Promise<PackageFacts> {
  return withFile(path, async (file) => {
    const found = await lookInto(file, path);
    if ('problem' in found) return {};
    const { applications } = found;
    const manifest = await textOf(file, found.manifest);
    const single = await textOf(file, applications.length === 1 ? applications[0] : undefined);
    const appianVersion = /^Appian-Version: *([\w.-]{1,60})\s*$/m.exec(manifest)?.[1];
    const application = nameIn(single);
    return { ...(appianVersion && { appianVersion }), ...(application && { application }) };
  });
}

/** The name right at the beginning of the first element `application`. */
function nameIn(xml: string): string | undefined {
  const inner = afterTag(xml, /<application(?=[\s/>])/)?.trimStart() ?? '';
  const name = inner.startsWith('<name>') ? before(inner, '</name>')?.slice('<name>'.length) : undefined;
  return name === undefined || name.length > LONGEST_NAME || /[<>&]/.test(name) ? undefined : name.trim();
}

function withEntry(contents: Contents, entry: Entry): Contents {
  if (entry.name === 'META-INF/MANIFEST.MF') return { manifest: entry, ...contents };
  const isApplication = APPLICATION.test(entry.name);
  if (!isApplication && entry.name !== 'patches.xml') return contents;
  return {
    packageFile: entry,
    ...contents,
    ...(isApplication && { applications: [...contents.applications, entry].slice(0, 2) }),
  };
}
