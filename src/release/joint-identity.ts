/** The component and version of a release in the records; absent if they are unknown. */
export interface JointIdentity {
  readonly component?: string;
  readonly version?: string;
}

/**
 * Returns the component and version for the records: the sorted names, and the versions in the same order. A version
 * that all share appears once; the version is absent if any is unknown.
 */
export function jointIdentity(
  parts: readonly { readonly name: string; readonly version: string | undefined }[],
): JointIdentity {
  const sorted = byName(parts);
  const versions = sorted.map(({ version }) => version ?? '');
  const distinct = [...new Set(versions)];
  return {
    ...(sorted.length > 0 && { component: sorted.map(({ name }) => name).join(SEPARATOR) }),
    ...(sorted.length > 0 &&
      distinct.every(Boolean) && {
        version: distinct.length === 1 ? (distinct[0] ?? '') : versions.join(SEPARATOR),
      }),
  };
}

/**
 * Splits the version of a record into those of the parts, by name.
 * @param version as `jointIdentity` joins it
 */
export function versionsByName(
  version: string,
  parts: readonly { readonly name: string }[],
): ReadonlyMap<string, string> {
  const versions = version.split(SEPARATOR);
  return new Map(byName(parts).map(({ name }, at) => [name, versions[at] ?? version]));
}

const SEPARATOR = ', ';

function byName<T extends { readonly name: string }>(parts: readonly T[]): readonly T[] {
  return parts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
