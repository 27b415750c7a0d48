import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

/** An item of a release file: its scenario in the sandbox, and what it needs. */
export interface Item {
  readonly name: string;
  readonly scenario?: string;
  readonly needs?: readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
}

/** Three items in two stages. */
export const three: readonly Item[] = [
  { name: 'a' },
  { name: 'b', needs: ['a'] },
  { name: 'c', needs: ['a'] },
];

/** The secrets by the names in the file: one token for each item. */
export function secretsOf(items: readonly Item[]): Readonly<Record<string, string>> {
  const tokens = items.map(
    ({ name, scenario = 'happy' }) => [variableOf(name), `sandbox-${scenario}`] as const,
  );
  return { BIGPANDA: 'sandbox-happy', ...Object.fromEntries(tokens) };
}

function variableOf(name: string): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_TOKEN`;
}

/** Writes the package of an item. Each content gives other bytes. */
export function writePackage(folder: string, name: string, content = name): string {
  const file = join(folder, `${name}.zip`);
  const entries = {
    'META-INF/MANIFEST.MF': Buffer.from('Appian-Version: 25.3\r\n'),
    'content/one.xml': Buffer.from(`<content>${content}</content>`),
  };
  writeFileSync(file, zipSync(entries, { mtime: '2026-01-01T00:00:00Z' }));
  return file;
}

/** Writes `release.yml` (JSON is YAML) and the packages of its items. */
export function writeReleaseFile({
  folder,
  url,
  items,
  environments = ['test'],
}: {
  readonly folder: string;
  readonly url: string;
  readonly items: readonly Item[];
  readonly environments?: readonly string[];
}): void {
  const file = {
    inputs: { url, 'bigpanda-url': url, 'poll-interval': '10ms' },
    secrets: { 'bigpanda-token': 'BIGPANDA' },
    environments: environments.map((name) => ({ name })),
    items: items.map(({ name, needs, inputs }) => ({
      name,
      platform: 'appian',
      ...(needs && { needs }),
      inputs: { package: writePackage(folder, name), ...inputs },
      secrets: { token: variableOf(name) },
    })),
  };
  writeFileSync(join(folder, 'release.yml'), JSON.stringify(file));
}
