import { type Answer, json } from '../simulated-api.ts';
import { page } from './paging.ts';
import type { RequestContext } from './site.ts';
import { stamp } from './views.ts';
import { isDeployable, portfolioKey, type SimulatedAsset, type Stage } from './world.ts';

/** Handles `GET environments`: the stages that the API client may see, in no particular order. */
export function stageList({ site, request: { query } }: RequestContext): Answer {
  const wanted = query.get('portfolioKey') ?? portfolioKey;
  const results = site.stages.map(({ key, name, purpose, order, domain }) => ({
    key,
    name,
    builtinDomain: domain,
    defaultDomain: domain.replace('.outsystems.app', '.example.com'),
    purpose,
    order,
    region: 'eu-central-1',
    hosting: 'oscloud',
    status: null,
    portfolioKey,
  }));
  return json(200, { results: wanted === portfolioKey ? results : [] });
}

/** Handles `GET deployed-assets`: the revisions that the stages run. */
export function deployedAssets(context: RequestContext): Answer {
  const { site, request } = context;
  const { query } = request;
  const environment = query.get('environmentKey');
  const keys = query.getAll('key').flatMap((each) => each.split(','));
  const shown = site.stages.filter(({ key }) => environment === null || key === environment);
  const list = site.assets
    .filter(({ key, type }) => isDeployable(type) && (keys.length === 0 || keys.includes(key)))
    .map((asset) => ({ asset, deployments: shown.flatMap((stage) => showPlaces(asset, stage)) }))
    .filter(({ deployments }) => deployments.length > 0)
    .map(({ asset, deployments }) => ({ type: asset.type, key: asset.key, isBuiltIn: false, deployments }));
  return page(context, site.scenario.hidesPlaces ? [] : list);
}

function showPlaces(asset: SimulatedAsset, stage: Stage): readonly unknown[] {
  return (asset.places.get(stage.key) ?? []).map((place) => {
    const tag = asset.tags.get(place.revision);
    return {
      environmentKey: stage.key,
      name: asset.name,
      revision: place.revision,
      buildKey: place.buildKey,
      deploymentKey: place.operationKey,
      deploymentDateTime: stamp(place.at),
      description: asset.description,
      iconUrl: null,
      deploymentUserId: place.by,
      url: `https://${stage.domain}/${encodeURIComponent(asset.name)}`,
      tag: tag?.label ?? null,
      taggingUserKey: tag?.by ?? null,
      taggingDateTime: tag ? stamp(tag.at) : null,
      portfolioKey,
    };
  });
}
