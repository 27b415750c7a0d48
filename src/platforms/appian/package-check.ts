import { type Entry, eachEntry, withFile } from '../../inputs/zip.ts';
import { count } from '../../shared/format.ts';

/** What the names of the files in a zip show. A zip can have a million files, so only the first names are kept. */
interface Evidence {
  /** Whether a file of a package is in its place. */
  readonly isPackage: boolean;
  /** A folder with a file that belongs at the top level. */
  readonly nestedIn?: string;
  readonly innerZip?: string;
  readonly plugin?: string;
  readonly firstNames: readonly string[];
  readonly files: number;
}

/** An exported package has `META-INF`, a folder for each type of object, and `patches.xml` unless it is an application. */
const OF_A_PACKAGE = /^META-INF\/|^(?:[^/]+\/)?[^/]+\.(?:xml|xsd)$/i;
const OF_A_NESTED_PACKAGE = /^([^/]+)\/(?:META-INF\/MANIFEST\.MF|patches\.xml)$/;
/** Files that other programs add to every zip. */
const ADDED_BY_OTHERS = /^__MACOSX\/|(?:^|\/)(?:\.DS_Store|Thumbs\.db)$|\/$/;
const MOST_NAMES = 3;
const LONGEST_NAME = 100;

/**
 * Checks a zip that is to be deployed as a package. Refuses only what is certainly not a package, because Appian itself
 * knows its packages best.
 * @returns a problem that completes the sentence `input "x" …`
 */
export async function checkPackage(path: string): Promise<string | undefined> {
  let evidence: Evidence = { isPackage: false, firstNames: [], files: 0 };
  const flaw = await withFile(path, (file) =>
    eachEntry(file, path, (entry) => {
      evidence = withEntry(evidence, entry);
    }),
  );
  if (flaw) return flaw.problem;
  const problem = problemOf(evidence);
  return problem && `${problem} (${path})`;
}

function withEntry(evidence: Evidence, { name: stored }: Entry): Evidence {
  // Some programs on Windows write backslashes.
  const name = stored.replaceAll('\\', '/');
  if (evidence.isPackage || ADDED_BY_OTHERS.test(name)) return evidence;
  const [, folder] = OF_A_NESTED_PACKAGE.exec(name) ?? [];
  const shown = name.slice(0, LONGEST_NAME);
  return {
    isPackage: folder === undefined && OF_A_PACKAGE.test(name),
    ...(folder && { nestedIn: folder.slice(0, LONGEST_NAME) }),
    ...(/\.zip$/i.test(name) && { innerZip: shown }),
    ...(/\.jar$/i.test(name) && { plugin: shown }),
    ...firstOf(evidence),
    firstNames:
      evidence.firstNames.length < MOST_NAMES ? [...evidence.firstNames, shown] : evidence.firstNames,
    files: evidence.files + 1,
  };
}

/** Keeps the first of each kind. */
function firstOf({ nestedIn, innerZip, plugin }: Evidence): Partial<Evidence> {
  return { ...(nestedIn && { nestedIn }), ...(innerZip && { innerZip }), ...(plugin && { plugin }) };
}

function problemOf({
  isPackage,
  nestedIn,
  innerZip,
  plugin,
  firstNames,
  files,
}: Evidence): string | undefined {
  if (isPackage || files === 0) return undefined;
  if (nestedIn)
    return `is not an Appian package: its files are in the folder ${nestedIn}. Zip the content of that folder, not the folder itself`;
  if (innerZip)
    return `is not an Appian package: it contains another zip, ${innerZip}. Unpack it and use that one`;
  if (plugin)
    return `is not an Appian package: it contains the plug-in ${plugin}. Use it as \`plugins-file\``;
  const more = files - firstNames.length;
  const found = `${firstNames.join(', ')}${more > 0 ? ` and ${count(more, 'more file')}` : ''}`;
  return `is not an Appian package: it has neither a manifest (META-INF) nor objects, but ${found}. Use the zip that Appian exported`;
}
