import type { FileHandle } from 'node:fs/promises';
import { afterTag, before } from '../../http/scan.ts';
import { type Entry, eachEntry, textOf, withFile } from '../../inputs/zip.ts';

const LONGEST_NAME = 200;

/** The entries that identify a zip. Only these are kept, because a zip can have a million entries. */
interface Contents {
  readonly manifest?: Entry;
  /** At most two: a second one shows that the name is ambiguous. */
  readonly applications: readonly Entry[];
  /** The first entry that only packages have. */
  readonly packageFile?: Entry;
}

/**
 * Facts that a package holds about itself. A field is absent if the package lacks it or has it in an unknown form.
 */
interface PackageFacts {
  /** Version of the Appian that created it, such as `25.3.335.0`. */
  readonly appianVersion?: string;
  /** Name of the application; absent unless the package has exactly one. */
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

/** Checks a zip that must not be a package, by its entries. Returns a problem, or undefined if it is fine. */
export async function checkOtherZip(path: string): Promise<string | undefined> {
  const found = await withFile(path, (file) => lookInto(file, path));
  if ('problem' in found) return found.problem;
  const { packageFile } = found;
  return (
    packageFile && `is a package, because it contains ${packageFile.name}: use it as \`package\` (${path})`
  );
}

const APPLICATION = /^application\/[^/]+\.xml$/;

/** Reads the facts of a package of any size. Returns no facts if the zip is damaged. */
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

/** The name, if it is the first child of the first element `application`. */
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
