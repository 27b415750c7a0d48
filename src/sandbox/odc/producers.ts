import { type Answer, json } from '../simulated-api.ts';
import { Refused } from './errors.ts';
import { error } from './messages.ts';
import { type Phase, running } from './phases.ts';
import { assetOf, type OdcSite, type RequestContext, revisionOf, stageOf } from './site.ts';
import { isDeployable, placeIn, promotionOrder, type SimulatedAsset, type Stage } from './world.ts';

const filters: Readonly<Record<string, (type: string) => boolean>> = {
  All: () => true,
  Deployable: isDeployable,
  Libraries: (type) => !isDeployable(type),
};

/** Returns the direct producers of an asset, by name. */
function producersOf({ assets }: OdcSite, asset: SimulatedAsset): readonly SimulatedAsset[] {
  return assets.filter(({ name }) => asset.producers.includes(name)).toSorted(byName);
}

const byName = (a: SimulatedAsset, b: SimulatedAsset): number => (a.name < b.name ? -1 : 1);

/** The question of a request: which stage, which types, how deep. */
interface Question {
  readonly stage: Stage | undefined;
  readonly accepts: (type: string) => boolean;
  readonly depth: number;
  /** Keys of the consumers on the way to here; they are not shown again. */
  readonly path: readonly string[];
}

function questionOf(context: RequestContext): Question {
  const { query } = context.request;
  const environment = query.get('environmentKey');
  const filter = query.get('producerTypeFilter') ?? 'All';
  const accepts = filters[filter];
  if (!accepts) throw new Refused(400, `The value '${filter}' is not valid for producerTypeFilter.`);
  const stage = environment === null ? promotionOrder[0] : stageOf(context, environment);
  const depth = Number(query.get('maxDepth') ?? 0);
  return { stage, accepts, depth: depth > 0 ? depth : Infinity, path: [] };
}

/** Returns the revision of a producer that a stage has; libraries have no stage. Undefined if it is not there. */
function revisionIn(producer: SimulatedAsset, stage: Stage | undefined): number | undefined {
  return isDeployable(producer.type) ? placeIn(producer, stage?.key ?? '')?.revision : producer.latest;
}

function showProducers(site: OdcSite, asset: SimulatedAsset, question: Question): readonly unknown[] {
  if (question.depth === 0) return [];
  const path = [...question.path, asset.key];
  return producersOf(site, asset).flatMap((producer) => {
    const revision = revisionIn(producer, question.stage);
    if (revision === undefined || !question.accepts(producer.type) || path.includes(producer.key)) return [];
    const producers = showProducers(site, producer, { ...question, depth: question.depth - 1, path });
    return [{ key: producer.key, revision, name: producer.name, type: producer.type, producers }];
  });
}

/** Handles `GET assets/{key}/revisions/{n}/producer-graph`: the producers with their producers. */
export function producerGraph(context: RequestContext): Answer {
  const asset = assetOf(context, context.keys[0]);
  revisionOf(asset, context.keys[1]);
  return json(200, { results: showProducers(context.site, asset, questionOf(context)) });
}

/** Handles `GET assets/{key}/revisions/{n}/producers`: the direct producers. */
export function producerList(context: RequestContext): Answer {
  const asset = assetOf(context, context.keys[0]);
  revisionOf(asset, context.keys[1]);
  const { stage, accepts } = questionOf(context);
  const results = producersOf(context.site, asset).flatMap((producer) => {
    const revision = revisionIn(producer, stage);
    if (revision === undefined || !accepts(producer.type)) return [];
    return [{ key: producer.key, revision, name: producer.name, type: producer.type }];
  });
  return json(200, { results });
}

/** Returns the phases of a deployment that is blocked because an agent is not in the stage; else undefined. */
export function blockedPhases(
  site: OdcSite,
  asset: SimulatedAsset,
  stage: Stage,
): readonly Phase[] | undefined {
  const missing = producersOf(site, asset).find(
    (producer) => producer.type === 'Agent' && !placeIn(producer, stage.key),
  );
  if (!missing) return undefined;
  const reason = `The agent '${missing.name}' is not deployed to '${stage.name}'. Deploy it first.`;
  return [running(1), { status: 'FinishedWithError', says: [error(reason)] }];
}
