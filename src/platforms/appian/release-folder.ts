import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { plainTitle } from '../../http/file-name.ts';
import type { TextFile } from '../../inputs/file.ts';
import { checksum, textFileProblem } from '../../inputs/file.ts';
import type { Found } from '../../inputs/found.ts';
import { textProblem } from '../../inputs/text.ts';
import type { Artifact } from '../../release/plan.ts';
import { messageOf } from '../../shared/format.ts';
import type { Release } from './assemble.ts';
import { checkPackage } from './package-check.ts';

/** Subfolder for exported files, which separates them from the other files of a run. */
export const RELEASE_FOLDER = 'release';

/** The manifest of a release folder: what was exported, from which site, when, and the checksum of each file. */
export const MANIFEST = 'release.json';

const LARGEST_MANIFEST_BYTES = 1024 * 1024;

/** Restricts paths to the folder: plain names with at most one subfolder. */
const path = z.string().check(z.regex(/^(?:[\w-][\w.-]*\/)?[\w-][\w.-]*$/));
/** This name is used in a header and in messages. */
const name = z.string().check(z.regex(/^[^"\\/\p{Cc}]{1,255}$/u));

const entry = z.object({
  role: z.enum(['package', 'plugins', 'database-script', 'customization', 'customization-template']),
  path,
  name,
  bytes: z.number(),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
type Entry = z.infer<typeof entry>;

const manifest = z.looseObject({
  format: z.literal(1),
  platform: z.literal('appian'),
  name: z.string(),
  type: z.enum(['package', 'application']),
  uuids: z.array(z.string()),
  source: z.string(),
  exported: z.string(),
  'appian-version': z.optional(z.string()),
  'data-source': z.optional(z.string()),
  files: z.array(entry),
});

/** Writes the small files, then the manifest as the last file. The large files must already be in the folder. */
export async function saveRelease(folder: string, release: Release): Promise<readonly Artifact[]> {
  const save = async ({ file, content }: TextFile): Promise<Artifact> => {
    const path = join(folder, file.name);
    // The file may hold secrets, so only its owner may read it.
    await writeFile(path, content, { mode: 0o600 });
    return { ...file, path };
  };
  const { customization, template } = release;
  const entries: readonly (readonly [Entry['role'], Artifact | undefined])[] = [
    ['package', release.package],
    ['plugins', release.plugins],
    ...release.scripts.map((script) => ['database-script', script] as const),
    ['customization', typeof customization === 'object' ? await save(customization) : undefined],
    ['customization-template', template && (await save(template))],
  ];
  const files = entries.flatMap(([role, file]) => (file ? [{ role, file }] : []));
  const content: z.infer<typeof manifest> = {
    format: 1,
    platform: 'appian',
    name: release.name,
    type: release.type,
    uuids: [...release.uuids],
    source: release.source,
    exported: release.exported,
    ...(release.appianVersion && { 'appian-version': release.appianVersion }),
    ...(release.dataSource && { 'data-source': release.dataSource }),
    files: files.map(({ role, file }) => ({
      role,
      path: file.path.slice(folder.length + 1).replaceAll('\\', '/'),
      name: file.name,
      bytes: file.bytes,
      sha256: file.sha256,
    })),
  };
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(content, undefined, 2)}\n`);
  return files.map(({ file }) => file);
}

/** Reads a whole file. */
type ReadFile = (path: string) => Promise<Buffer>;

/**
 * Reads a release from a folder and verifies the checksum of each file. Returns a problem if a file differs.
 * @param read reads the small files that stay in memory, each once
 */
export async function readRelease(folder: string, read: ReadFile = readFile): Promise<Found<Release>> {
  try {
    const file = join(folder, MANIFEST);
    const found = await stat(file).catch(() => undefined);
    if (found === undefined)
      return { problem: `is a folder without a ${MANIFEST}, which \`operation: export\` writes (${folder})` };
    if (found.size > LARGEST_MANIFEST_BYTES)
      return { problem: `has a ${MANIFEST} that no export wrote (${file})` };
    const parsed = manifest.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue?.path.join('.') ?? '';
      return {
        problem: `has a ${MANIFEST} that no export wrote: "${where}" is not valid (${file})`,
      };
    }
    return await load({ folder, read }, parsed.data);
  } catch (error) {
    return { problem: `cannot be read: ${messageOf(error)}` };
  }
}

interface Source {
  readonly folder: string;
  readonly read: ReadFile;
}

async function load(source: Source, content: z.infer<typeof manifest>): Promise<Found<Release>> {
  const { folder } = source;
  const of = (role: Entry['role']): readonly Entry[] => content.files.filter((each) => each.role === role);
  const [packageEntry] = of('package');
  if (packageEntry === undefined) return { problem: `has a ${MANIFEST} that names no package (${folder})` };
  const [customization] = of('customization');
  const kept = customization && (await stat(join(folder, customization.path)).catch(() => undefined));
  const texts = new Map<Entry, Buffer>();
  for (const each of content.files) {
    if (each === customization && !kept) continue;
    const compared = await compare(source, each);
    if ('problem' in compared) return compared;
    if (compared.value) texts.set(each, compared.value);
  }
  const broken = await checkPackage(join(folder, packageEntry.path));
  if (broken) return { problem: `holds ${packageEntry.path}, which ${broken}` };
  const [plugins] = of('plugins');
  const [template] = of('customization-template');
  const fileOf = (each: Entry): Artifact => ({
    path: join(folder, each.path),
    name: each.name,
    bytes: each.bytes,
    sha256: each.sha256,
  });
  const textOf = (each: Entry | undefined): TextFile | undefined => {
    const content = each && texts.get(each);
    return content && { file: fileOf(each), content };
  };
  const wholeTemplate = textOf(template);
  return {
    value: {
      name: plainTitle(content.name),
      type: content.type,
      uuids: content.uuids,
      source: content.source,
      exported: content.exported,
      ...(content['appian-version'] && { appianVersion: content['appian-version'] }),
      ...(content['data-source'] && { dataSource: content['data-source'] }),
      package: fileOf(packageEntry),
      ...(plugins && { plugins: fileOf(plugins) }),
      scripts: of('database-script').map(fileOf),
      ...(customization && { customization: textOf(customization) ?? 'missing' }),
      ...(wholeTemplate && { template: wholeTemplate }),
    },
  };
}

/** Files that stay in memory, so that the bytes in use are the verified ones even if the file changes later. */
const IN_MEMORY: ReadonlySet<Entry['role']> = new Set(['customization', 'customization-template']);

/**
 * Verifies a file against the manifest. Returns its content if it stays in memory, or a problem if the file differs
 * or is not valid text.
 */
async function compare(
  { folder, read }: Source,
  { role, path, bytes, sha256 }: Entry,
): Promise<Found<Buffer | undefined>> {
  const file = join(folder, path);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return { problem: `lacks ${path}, which ${MANIFEST} names (${folder})` };
  const fits = found.isFile() && found.size === bytes;
  const content = fits && IN_MEMORY.has(role) ? await read(file) : undefined;
  const same = fits && (content ? sha256Of(content) : await checksum(file)) === sha256;
  if (!same)
    return { problem: `holds ${path}, which is not the exported file: its checksum differs (${folder})` };
  const problem = content
    ? textProblem(content)
    : role === 'database-script' && (await textFileProblem(file));
  return problem
    ? { problem: `holds ${path}, which ${problem}${content ? ` (${file})` : ''}` }
    : { value: content };
}

const sha256Of = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Creates a text file of a release that is not on disk yet. */
export function textFile(name: string, content: Buffer): TextFile {
  return { file: { path: name, name, bytes: content.length, sha256: sha256Of(content) }, content };
}
