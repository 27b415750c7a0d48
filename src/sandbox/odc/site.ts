import type { Received } from '../simulated-api.ts';
import type { SimulatedAnalysis } from './analyses.ts';
import { assetPlans, mainName } from './asset-plans.ts';
import { initialBuilds, type SimulatedBuild } from './build.ts';
import { configurationOf, setForeignValues } from './configuration.ts';
import { Refused } from './errors.ts';
import { otherOperations, pastOperations } from './history.ts';
import type { RequestTimes } from './limits.ts';
import type { SimulatedOperation } from './operation.ts';
import type { CodeAnalysis } from './quality.ts';
import type { OdcScenario } from './scenario.ts';
import type { OdcState } from './state.ts';
import { buildAsset, isDeployable, type SimulatedAsset, type Stage, stages } from './world.ts';

/** Options of the organization that do not depend on the scenario. */
export interface OdcOptions {
  /** An origin outside the sandbox. */
  readonly foreignOrigin: string;
  /** Origin of the token endpoint in the discovery document; undefined for the origin of the request. */
  readonly identityUrl: string | undefined;
  /** Returns the time in milliseconds since the epoch. */
  readonly now: () => number;
}

/** State that all scenarios of one sandbox share: keys are unique across scenarios, and every operation is readable. */
export interface SharedState extends OdcOptions {
  /** Key of the user of every access token. */
  readonly account: string;
  /** Sites by the name of their scenario; its first request opens a site. */
  readonly sites: Map<string, OdcSite>;
  /** Number of requests with each access token. */
  readonly tokenUses: Map<string, number>;
  readonly state: { readonly [K in keyof OdcState]: OdcState[K][number][] };
}

/** The organization of one scenario. */
export interface OdcSite {
  readonly scenario: OdcScenario;
  /** The stages that the API client may see. */
  readonly stages: readonly Stage[];
  readonly assets: readonly SimulatedAsset[];
  readonly builds: SimulatedBuild[];
  readonly analyses: SimulatedAnalysis[];
  /** Operations of clients and of other users, oldest first. */
  readonly operations: SimulatedOperation[];
  readonly publications: SimulatedOperation[];
  readonly codeAnalyses: CodeAnalysis[];
  /** Number of calls by method and route. */
  readonly calls: Map<string, number>;
  readonly times: RequestTimes;
  /** Kinds of writes whose answer has been lost. */
  readonly lost: Set<string>;
}

/** A request with all data that its handler needs. */
export interface RequestContext {
  readonly request: Received;
  readonly site: OdcSite;
  readonly shared: SharedState;
  /** The keys in the path, in order. */
  readonly keys: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Builds the organization of a scenario, with the operations of other users. */
export function openSite(scenario: OdcScenario, shared: SharedState): OdcSite {
  const assets = (scenario.assets ?? assetPlans).map(buildAsset);
  const visible = (scenario.stages ?? stages).filter(({ name }) => !scenario.hiddenStages?.includes(name));
  const builds = assets
    .filter(({ type }) => isDeployable(type))
    .flatMap((asset) => initialBuilds(asset, scenario));
  const site: OdcSite = {
    scenario,
    stages: visible,
    assets,
    builds,
    analyses: [],
    operations: [...pastOperations(assets, builds, visible)],
    publications: [],
    codeAnalyses: [],
    calls: new Map(),
    times: new Map(),
    lost: new Set(),
  };
  if (scenario.hasPendingSettings) leavePending(site, shared.now());
  for (const other of otherOperations(site, shared.now(), shared.state.others.length)) {
    shared.state.others.push(other.view);
    site.operations.push(other);
  }
  return site;
}

/** Leaves values of another user that the next deployment of {@link mainName} applies. @param now - ms since the epoch */
function leavePending({ assets, stages: visible }: OdcSite, now: number): void {
  for (const asset of assets.filter(({ name }) => name === mainName)) {
    for (const stage of visible.filter(({ purpose }) => purpose !== 'Development')) {
      setForeignValues(configurationOf(asset, stage), now);
    }
  }
}

/** Returns the visible stage with this key. @throws Refused (404) if there is none */
export function stageOf({ site }: Pick<RequestContext, 'site'>, key: unknown): Stage {
  const found = site.stages.find((stage) => stage.key === key);
  if (!found) throw new Refused(404, `The environment '${String(key)}' was not found.`);
  return found;
}

/** Returns the asset with this key. @throws Refused (404) if there is none */
export function assetOf({ site }: Pick<RequestContext, 'site'>, key: unknown): SimulatedAsset {
  const found = site.assets.find((asset) => asset.key === key);
  if (!found) throw new Refused(404, `The asset '${String(key)}' was not found.`);
  return found;
}

/** Returns a revision that exists. @throws Refused (404) if it does not */
export function revisionOf(asset: SimulatedAsset, revision: unknown): number {
  const number = typeof revision === 'string' ? Number(revision) : revision;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1 || number > asset.latest) {
    throw new Refused(404, `The revision '${String(revision)}' of the asset '${asset.key}' was not found.`);
  }
  return number;
}
