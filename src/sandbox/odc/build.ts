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
export interface BuildSeed extends Pick<SimulatedBuild, 'asset' | 'revision' | 'type' | 'by' | 'startedAt'> {
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

/** Returns the builds that exist from the start: Debug for all revisions, Release where a stage has needed it. */
export function initialBuilds(
  asset: SimulatedAsset,
  { isBuilt, oldBuildStatus = 'Finished' }: OdcScenario,
): readonly SimulatedBuild[] {
  const [, ...released] = asset.plan.runs ?? [];
  const wanted = new Set([...(asset.plan.built ?? []), ...released]);
  const revisions = Array.from({ length: asset.latest }, (_, at) => at + 1);
  const existing = (revision: number, type: OdcBuild['type'], status: string): SimulatedBuild =>
    openBuild({
      key: initialBuildKey(asset.key, revision, type),
      asset,
      revision,
      type,
      by: colleague,
      startedAt: publishedAt(revision),
      phases: [{ status }],
    });
  return [
    ...revisions.map((revision) => existing(revision, 'Debug', 'Finished')),
    ...revisions
      .filter((revision) => isBuilt || wanted.has(revision))
      .map((revision) => existing(revision, 'Release', oldBuildStatus)),
  ];
}
