import { HttpFailure } from '../../http/failure.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { nextVersion } from './choose.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import type { Part } from './resolve.ts';
import type { ApplicationVersion } from './wire.ts';

/** Where to tag, and what the tag says. */
interface TagPlace {
  readonly lifetime: LifeTime;
  /** Key of the source environment. */
  readonly source: string;
  readonly changeLog: string;
}

/**
 * Tags the state of the source environment with the next free version, so that it can be deployed.
 * @throws Halt
 */
export async function tagPart(place: TagPlace, part: Part, run: PlatformRun): Promise<Part> {
  const version = await explaining('tag', () => tag(place, part, run));
  run.log.info(`  tagged ${part.name} as ${version.Version}`);
  return { ...part, version };
}

async function tag(
  { lifetime, source, changeLog }: TagPlace,
  { key, version, inSource }: Part,
  run: PlatformRun,
): Promise<ApplicationVersion> {
  const before = await lifetime.versions(key, run.signal);
  const Version = nextVersion(version?.Version ?? '0.0', new Set(before.map((each) => each.Version)));
  const MobileVersions = (inSource?.MobileAppsStatus ?? []).map(({ NativePlatform, VersionNumber }) => ({
    NativePlatform: NativePlatform ?? '',
    VersionNumber: VersionNumber ?? Version,
    VersionDescription: '',
  }));
  const body = { Version, ChangeLog: changeLog, MobileVersions };
  for (let attempt = 1; ; attempt++) {
    try {
      return { Key: await lifetime.tag(source, key, body, run.signal), Version };
    } catch (error) {
      if (!(error instanceof HttpFailure) || !error.mayHaveActed) throw error;
      // The version was free before the request, so a tag with it now is the requested one.
      const made = (await lifetime.versions(key, run.signal)).find((each) => each.Version === Version);
      if (made) return made;
      if (attempt > 1) throw error;
    }
  }
}
