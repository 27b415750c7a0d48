import { Halt } from '../../release/outcome.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { formatNames } from '../../shared/format.ts';
import { nextVersion } from '../../shared/versions.ts';
import type { Odc } from './client.ts';
import { explaining } from './explain.ts';
import type { Part } from './parts.ts';

/** What to do with a revision that has no tag. */
export type UntaggedPolicy = 'warn' | 'fail' | 'tag';

/** The first tag of an asset. */
const FIRST_TAG = '1.0.0';

/**
 * Refuses or warns about revisions without a tag, as `untagged-changes` requires.
 * @throws Halt
 */
export function checkTags(parts: readonly Part[], policy: UntaggedPolicy, run: PlatformRun): void {
  const untagged = parts.filter(({ tag }) => tag === undefined);
  if (untagged.length === 0 || policy === 'tag') return;
  const names = formatNames(untagged.map(({ name, revision }) => `${name} revision ${revision}`));
  const one = untagged.length === 1;
  if (policy === 'warn') {
    run.log.warning(`${names} ${one ? 'has' : 'have'} no tag.`);
    return;
  }
  throw new Halt({
    status: 'refused',
    reason: `${names} ${one ? 'has' : 'have'} no tag, and \`untagged-changes\` is fail. Nothing was deployed.`,
    advice: 'Tag it in the ODC Portal, set `untagged-changes: tag`, or name a tagged version with `@`.',
  });
}

/**
 * Tags each revision that has no tag with the next patch version.
 * @throws Halt
 */
export async function tagAll(odc: Odc, parts: readonly Part[], run: PlatformRun): Promise<readonly Part[]> {
  const tagged: Part[] = [];
  for (const part of parts) {
    if (part.tag !== undefined) {
      tagged.push(part);
      continue;
    }
    const tag = await explaining('tag', async () => {
      const next = tagAfter(await odc.highestTag(part.key, run.signal));
      await odc.tag(part.key, part.revision, next, run.signal);
      return next;
    });
    run.log.info(`  tagged ${part.name} revision ${part.revision} as ${tag}`);
    tagged.push({ ...part, tag });
  }
  return tagged;
}

/** The tag after the highest one: the next patch version, or the first tag. */
export function tagAfter(highest: string | undefined): string {
  return highest === undefined ? FIRST_TAG : nextVersion(highest, new Set());
}
