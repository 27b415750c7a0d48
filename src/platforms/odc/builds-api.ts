import { act, aside, get, type OdcCalls, orAbsent, segment } from './requests.ts';
import * as wire from './wire.ts';

const BUILDS = 'builds/v1/build-operations';

/** The Release builds of revisions. `asset` and `build` are keys. */
export interface BuildsApi {
  /** Returns the Release builds of a revision. */
  builds(asset: string, revision: number, signal: AbortSignal): Promise<readonly wire.Build[]>;
  /** Finds a build by its key; undefined if it does not exist. */
  build(build: string, signal: AbortSignal): Promise<wire.Build | undefined>;
  startBuild(asset: string, revision: number, signal: AbortSignal): Promise<wire.BegunBuild>;
  buildLog(build: string, signal: AbortSignal): Promise<readonly wire.Message[]>;
}

/** Creates the client for builds. */
export function createBuildsApi({ one }: OdcCalls): BuildsApi {
  return {
    builds: (key, revision, signal) => {
      const query = `assetKey=${encodeURIComponent(key)}&assetRevision=${revision}&byBuildType=Release`;
      return one(get(`${BUILDS}?${query}`, signal), wire.readBuilds);
    },
    build: (key, signal) => orAbsent(one(get(`${BUILDS}/${segment(key)}`, signal), wire.readBuild)),
    startBuild: (assetKey, assetRevision, signal) =>
      one(act(BUILDS, { assetKey, assetRevision, buildType: 'Release' }, signal), wire.readBegunBuild),
    buildLog: async (build, signal) =>
      (await one(aside(`${BUILDS}/${segment(build)}/log-messages`, signal), wire.readMessages)).items,
  };
}
