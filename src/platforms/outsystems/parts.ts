import { type JointIdentity, jointIdentity } from '../../release/joint-identity.ts';
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

/** Describes the change of version as a line for the log. */
export function formatStep({ name, version, inTarget }: Part): string {
  const to = version?.Version ?? '?';
  if (inTarget === undefined) return `${name} ${to}, new in the target`;
  const from = inTarget.version.Version;
  const changed = inTarget.modified ? ', changed there since' : '';
  const older = compareVersions(to, from) < 0 ? ', which is older' : '';
  return `${name} ${from || inTarget.version.Key} → ${to}${changed}${older}`;
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
export function identityOf(parts: readonly Pick<Part, 'name' | 'version'>[]): JointIdentity {
  return jointIdentity(parts.map(({ name, version }) => ({ name, version: version?.Version })));
}

/** Returns the versions that the target has before the deployment, joined as in the records. */
export function replacedBy(parts: readonly Part[]): { readonly replaces?: string } {
  const there = parts.flatMap(({ name, inTarget }) =>
    inTarget ? [{ name, version: inTarget.version }] : [],
  );
  const { version } = identityOf(there);
  return version === undefined ? {} : { replaces: version };
}
