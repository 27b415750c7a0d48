import type { ReleaseDetails } from '../../release/platform.ts';
import { compareVersions } from './choose.ts';
import type { Part } from './resolve.ts';
import type { LifeTimeEnvironment } from './wire.ts';

/** Whether the target runs exactly this version: the same tag, and nobody has changed anything since. */
export function isThere({ version, inTarget }: Part): boolean {
  return version !== undefined && inTarget?.version.Key === version.Key && !inTarget.modified;
}

/** Whether what would be deployed is less than what the source environment holds. */
export function isUntagged({ pinned, inSource, version }: Part): boolean {
  return !pinned && (inSource?.IsModified === true || version === undefined);
}

/** The step that a deployment takes, as a line for the log, and whether it leads back. */
export function formatStep({ name, version, inTarget }: Part): {
  readonly text: string;
  readonly back: boolean;
} {
  const to = version?.Version ?? '?';
  if (inTarget === undefined) return { text: `${name} ${to}, new in the target`, back: false };
  const from = inTarget.version.Version;
  const changed = inTarget.modified ? ', changed there since' : '';
  const order = compareVersions(to, from);
  const text = `${name} ${from || inTarget.version.Key} → ${to}${changed}`;
  return { text: order < 0 ? `${text}, which is older` : text, back: order < 0 };
}

/** `"A", "B" and 3 more`. */
export function formatNames(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('');
}

/** What the records say of a target. */
export function detailsOf({ Name, HostName }: LifeTimeEnvironment): ReleaseDetails {
  const host = HostName?.replace(/:\d+$/, '');
  return { environment: Name, ...(host && { hosts: [host] }) };
}

/** What the records call several applications: their sorted names, and their versions in the same order. */
export function identityOf(parts: readonly Pick<Part, 'name' | 'version'>[]): {
  readonly component?: string;
  readonly version?: string;
} {
  const sorted = parts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const versions = sorted.map(({ version }) => version?.Version ?? '');
  const distinct = [...new Set(versions)];
  return {
    ...(sorted.length > 0 && { component: sorted.map(({ name }) => name).join(', ') }),
    ...(sorted.length > 0 &&
      distinct.every(Boolean) && {
        version: distinct.length === 1 ? (distinct[0] ?? '') : versions.join(', '),
      }),
  };
}

/** The versions that a rollback takes back, as the records join them. */
export function replacedBy(parts: readonly Part[]): { readonly replaces?: string } {
  const there = parts.flatMap(({ name, inTarget }) =>
    inTarget ? [{ name, version: inTarget.version }] : [],
  );
  const { version } = identityOf(there);
  return version === undefined ? {} : { replaces: version };
}
