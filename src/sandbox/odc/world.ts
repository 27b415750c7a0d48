import { keyOf } from '../keys.ts';
import type { AssetPlan } from './asset-plans.ts';
import type { Configuration } from './configuration.ts';

/** A stage of the simulated organization; the API calls it an environment. */
export interface Stage {
  readonly key: string;
  readonly name: string;
  readonly purpose: 'Development' | 'NonProduction' | 'Production';
  /** Position in the promotion order. The numbers are not consecutive. */
  readonly order: number;
  readonly domain: string;
}

/** The tag of a revision. */
export interface Tag {
  readonly label: string;
  readonly releaseNotes: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Key of the user. */
  readonly by: string;
}

/** The revision of an asset that a stage runs. */
export interface Place {
  readonly revision: number;
  readonly buildKey: string;
  readonly operationKey: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Key of the user. */
  readonly by: string;
}

/** An asset with its revisions, which are numbered from 1. */
export interface SimulatedAsset {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  readonly description: string;
  latest: number;
  /** Tags by revision. */
  readonly tags: Map<number, Tag>;
  /** Names of the assets that it consumes. */
  readonly producers: readonly string[];
  /** Places by stage key, newest first. A workflow keeps its older revisions, another asset has one place. */
  readonly places: Map<string, readonly Place[]>;
  /** Configurations by stage key. */
  readonly configurations: Map<string, Configuration>;
  readonly plan: AssetPlan;
}

/** Key of the only portfolio. */
export const portfolioKey = keyOf('portfolio');

function stage(order: number, name: string, purpose: Stage['purpose'], domain: string): Stage {
  return { key: keyOf('stage', name), name, purpose, order, domain };
}

/** The stages, in the order in which the API lists them: not the promotion order. */
export const stages: readonly Stage[] = [
  stage(1000, 'Production', 'Production', 'acme.outsystems.app'),
  stage(0, 'Development', 'Development', 'acme-dev.outsystems.app'),
  stage(10, 'Test', 'NonProduction', 'acme-tst.outsystems.app'),
];

/** The same with a second stage that is named Test. */
export const ambiguousStages: readonly Stage[] = [
  ...stages,
  {
    ...stage(20, 'Test', 'NonProduction', 'acme-tst2.outsystems.app'),
    key: keyOf('stage', 'Test', 'second'),
  },
];

/** The stages in promotion order. */
export const promotionOrder: readonly Stage[] = stages.toSorted((a, b) => a.order - b.order);

/** Returns the newest place of an asset in a stage; undefined if it is not there. @param stage - stage key */
export function placeIn({ places }: SimulatedAsset, stage: string): Place | undefined {
  return places.get(stage)?.[0];
}

/** Makes a stage run a revision of an asset. @param stage - stage key */
export function putInPlace({ type, places }: SimulatedAsset, stage: string, place: Place): void {
  const kept = type === 'Workflow' ? (places.get(stage) ?? []) : [];
  places.set(stage, [place, ...kept.filter(({ revision }) => revision !== place.revision)]);
}

/** Returns true for a type whose assets run in stages; libraries and connections are part of other assets. */
export function isDeployable(type: string): boolean {
  return !/(?:Library|Connection)$/.test(type);
}

/** 2026-01-05, a Monday; revision n of an asset follows n hours later. */
const firstRevision = Date.UTC(2026, 0, 5, 9, 30, 12, 260);
const hour = 3600 * 1000;

/** Returns the time at which a revision was published, in milliseconds since the epoch. */
export const publishedAt = (revision: number): number => firstRevision + revision * hour;

/** Key of the user of all actions that no client of the sandbox did. */
export const colleague = keyOf('user', 'jroe');

/** Returns the key of the build that an asset's revision has from the start. */
export function initialBuildKey(assetKey: string, revision: number, type: 'Debug' | 'Release'): string {
  return keyOf('build', assetKey, String(revision), type);
}

/** Builds an asset from its plan, in Development; its history brings it to the other stages. */
export function buildAsset(plan: AssetPlan): SimulatedAsset {
  const { name, type = 'WebApplication', latest, tags = {}, runs = [null, null, null] } = plan;
  const key = keyOf('asset', name, plan.keySeed ?? '');
  const places: SimulatedAsset['places'] = new Map();
  const [development] = runs;
  const [first] = promotionOrder;
  if (development !== null && first) {
    const place = {
      revision: development,
      buildKey: initialBuildKey(key, development, 'Debug'),
      operationKey: keyOf('operation', key, first.key, String(development)),
      at: publishedAt(development),
      by: colleague,
    };
    places.set(first.key, [place]);
  }
  return {
    key,
    name,
    type,
    description: plan.description ?? '',
    latest,
    tags: new Map(
      Object.entries(tags).map(([revision, label]) => [
        Number(revision),
        {
          label,
          releaseNotes: `Changes of ${name} ${label}`,
          at: publishedAt(Number(revision)),
          by: colleague,
        },
      ]),
    ),
    producers: plan.producers ?? [],
    places,
    configurations: new Map(),
    plan,
  };
}
