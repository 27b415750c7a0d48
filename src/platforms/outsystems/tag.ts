import { HttpFailure } from '../../http/failure.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { nextVersion } from './choose.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import type { Part } from './resolve.ts';
import type { ApplicationVersion } from './wire.ts';

/** Tags what the source environment holds with the next free version, so that it can be deployed. */
export async function tagPart(
  lifetime: LifeTime,
  source: string,
  part: Part,
  changeLog: string,
  run: PlatformRun,
): Promise<Part> {
  const version = await explaining('tag', () => tag(lifetime, source, part, changeLog, run));
  run.log.info(`  tagged ${part.name} as ${version.Version}`);
  return { ...part, version };
}

async function tag(
  lifetime: LifeTime,
  source: string,
  { key, version, inSource }: Part,
  changeLog: string,
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
      // The number was free a moment ago: whoever has it now is the tag that was asked for.
      const made = (await lifetime.versions(key, run.signal)).find((each) => each.Version === Version);
      if (made) return made;
      if (attempt > 1) throw error;
    }
  }
}
