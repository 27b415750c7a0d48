import type { ReleaseDetails } from '../../release/platform.ts';
import { compareVersions } from './choose.ts';
import type { Part } from './resolve.ts';
import type { LifeTimeEnvironment } from './wire.ts';

/** Whether the target runs exactly this version: the same tag, without later changes. */
export function isThere({ version, inTarget }: Part): boolean {
  return version !== undefined && inTarget?.version.Key === version.Key && !inTarget.modified;
}

/** Whether the source environment holds changes that the version to deploy lacks. */
export function isUntagged({ pinned, inSource, version }: Part): boolean {
  return !pinned && (inSource?.IsModified === true || version === undefined);
}

/**
 * Describes the change of version as a line for the log. `back` is true if the version is older than the target's.
 */
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

/**
 * Formats names as `"A", "B" and 3 more`.
 * @param most maximum number of names to show
 */
export function formatNames(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => `"${name}"`);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : shown.join('');
}

/** Returns the environment and host of a target for the records. The host has no port. */
export function detailsOf({ Name, HostName }: LifeTimeEnvironment): ReleaseDetails {
  const host = HostName?.replace(/:\d+$/, '');
  return { environment: Name, ...(host && { hosts: [host] }) };
}

/**
 * Returns the component and version for the records: the sorted names, and the versions in the same order. A version
 * that all share appears once; the version is absent if any is unknown.
 */
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

/** Returns the versions that the target has before the deployment, joined as in the records. */
export function replacedBy(parts: readonly Part[]): { readonly replaces?: string } {
  const there = parts.flatMap(({ name, inTarget }) =>
    inTarget ? [{ name, version: inTarget.version }] : [],
  );
  const { version } = identityOf(there);
  return version === undefined ? {} : { replaces: version };
}
