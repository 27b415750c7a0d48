import { begin, type Job, openJob, poll } from './job.ts';
import { buildMessages } from './messages.ts';
import { odcLooks, type Phase } from './phases.ts';
import type { OdcScenario } from './scenario.ts';
import type { OdcBuild } from './state.ts';
import { colleague, initialBuildKey, publishedAt, type SimulatedAsset } from './world.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A build of a revision, from the start or made by a client. */
export interface SimulatedBuild extends Job {
  readonly view: Mutable<OdcBuild>;
  readonly asset: SimulatedAsset;
  readonly revision: number;
  readonly type: OdcBuild['type'];
  /** Key of the user. */
  readonly by: string;
}

/** Initial data of a build. */
interface BuildSeed extends Pick<SimulatedBuild, 'asset' | 'revision' | 'type' | 'by' | 'startedAt'> {
  readonly key: string;
  readonly phases: readonly Phase[];
}

/** Default phases of a new build. */
export const defaultBuild: readonly Phase[] = [
  { status: 'Pending', looks: 1 },
  { status: 'Running', looks: odcLooks.build },
  { status: 'Finished' },
];

/** Number of messages per poll. */
const messagesPerLook = 2;

/** Creates a build. */
export function openBuild({ key, phases, ...seed }: BuildSeed): SimulatedBuild {
  const { asset, revision, type, startedAt } = seed;
  const view = { key, asset: asset.key, assetName: asset.name, revision, type, status: '', looks: 0 };
  const job = openJob({ phases, source: buildMessages(asset.name), messagesPerLook, startedAt });
  const build: SimulatedBuild = { ...seed, ...job, view };
  begin(build, startedAt);
  return build;
}

/** Counts a poll of a build. @param now - milliseconds since the epoch */
export function lookAtBuild(build: SimulatedBuild, now: number): void {
  poll(build, now);
}

/**
 * Returns the builds that exist from the start: Debug for the newest revision and for the one in Development, Release
 * where a stage has needed it.
 */
export function initialBuilds(
  asset: SimulatedAsset,
  { isBuilt, oldBuildStatus = 'Finished' }: OdcScenario,
): readonly SimulatedBuild[] {
  const [development, ...released] = asset.plan.runs ?? [];
  const existing = (
    revisions: readonly (number | null | undefined)[],
    type: OdcBuild['type'],
    status: string,
  ): readonly SimulatedBuild[] =>
    [...new Set(revisions)]
      .filter((revision) => typeof revision === 'number')
      .map((revision) =>
        openBuild({
          key: initialBuildKey(asset.key, revision, type),
          asset,
          revision,
          type,
          by: colleague,
          startedAt: publishedAt(revision),
          phases: [{ status }],
        }),
      );
  const promoted = isBuilt ? [asset.latest, development, ...asset.tags.keys()] : [];
  return [
    ...existing([asset.latest, development], 'Debug', 'Finished'),
    ...existing([...(asset.plan.built ?? []), ...released, ...promoted], 'Release', oldBuildStatus),
  ];
}
