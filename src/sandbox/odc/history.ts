import { keyOf, sequentialKey } from '../keys.ts';
import type { SimulatedBuild } from './build.ts';
import { openOperation, type SimulatedOperation } from './operation.ts';
import { finished } from './phases.ts';
import type { OdcSite } from './site.ts';
import { colleague, promotionOrder, publishedAt, type SimulatedAsset, type Stage } from './world.ts';

const hour = 3600 * 1000;

/** Returns the finished operations that brought the assets to Test and Production, oldest first. */
export function pastOperations(
  assets: readonly SimulatedAsset[],
  builds: readonly SimulatedBuild[],
  visible: readonly Stage[],
): readonly SimulatedOperation[] {
  const past = (asset: SimulatedAsset, stage: Stage, revision: number): SimulatedOperation => {
    const build = releaseBuild(builds, asset, revision);
    return openOperation({
      key: keyOf('operation', asset.key, stage.key, String(revision)),
      operation: 'Deploy',
      asset,
      revision,
      stage,
      by: colleague,
      scenario: {},
      phases: [finished],
      startedAt: publishedAt(revision + promotionOrder.indexOf(stage)),
      ...(build && { build }),
    });
  };
  return assets
    .flatMap((asset) =>
      visible.flatMap((stage) => revisionsIn(asset, stage).map((revision) => past(asset, stage, revision))),
    )
    .toSorted((a, b) => a.startedAt - b.startedAt);
}

/** Returns the revisions that a stage has run, oldest first; none for Development, where assets are published. */
function revisionsIn({ plan: { runs, built = [] } }: SimulatedAsset, stage: Stage): readonly number[] {
  const current = runs?.[promotionOrder.indexOf(stage)] ?? null;
  if (current === null || stage.purpose === 'Development') return [];
  return [...built.filter((revision) => revision < current), current];
}

/**
 * Returns the operations of another user that the scenario has, in Test and in Production.
 *
 * @param now - milliseconds since the epoch
 * @param before - number of such operations in the whole sandbox so far
 */
export function otherOperations(
  { scenario, assets, builds, stages }: OdcSite,
  now: number,
  before: number,
): readonly SimulatedOperation[] {
  const wanted = (scenario.others ?? []).flatMap((other) =>
    stages
      .filter(({ purpose }) => purpose !== 'Development')
      .flatMap((stage) => {
        const asset = assets.find(({ name }) => name === other.asset);
        return asset ? [{ ...other, stage, asset }] : [];
      }),
  );
  return wanted.map(({ asset, stage, revision, phases, ageInHours }, at) => {
    const build = releaseBuild(builds, asset, revision);
    return openOperation({
      key: sequentialKey('f1', before + at + 1),
      operation: 'Deploy',
      asset,
      revision,
      stage,
      by: colleague,
      scenario: {},
      phases,
      startedAt: now - ageInHours * hour,
      ...(build && { build }),
    });
  });
}

function releaseBuild(
  builds: readonly SimulatedBuild[],
  asset: SimulatedAsset,
  revision: number,
): SimulatedBuild | undefined {
  return builds.find((each) => each.asset === asset && each.revision === revision && each.type === 'Release');
}
