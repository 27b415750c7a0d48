import type { Downgrade } from '../../release/downgrade.ts';
import { compareVersions } from '../../shared/versions.ts';
import { currentOf, formatRevision, type Part } from './parts.ts';

/** The parts of which the target runs a newer revision, or a revision with a newer tag. */
export function downgradesIn(parts: readonly Part[]): readonly Downgrade[] {
  return parts.flatMap((part) => {
    const current = currentOf(part);
    if (current === undefined) return [];
    const isOlderTag = compareVersions(part.tag ?? '', current.tag ?? '') < 0;
    if (part.revision >= current.revision && !isOlderTag) return [];
    const { revision, tag } = current;
    return [
      {
        name: part.name,
        from: formatRevision({ revision, ...(tag && { tag }) }),
        to: formatRevision(part),
      },
    ];
  });
}
