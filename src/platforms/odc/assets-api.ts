import { json } from '../../http/multipart.ts';
import { get, MOST_PAGES, type OdcCalls, orAbsent, paged, segment } from './requests.ts';
import * as wire from './wire.ts';

const REPOSITORY = 'asset-repository/v1';

/** The stages, the assets and what runs where. `stage` and `asset` are keys. */
export interface AssetsApi {
  stages(signal: AbortSignal): Promise<readonly wire.Stage[]>;
  /** Returns the latest revision of each asset whose name contains the text; of all assets without a text. */
  assets(nameContains: string | undefined, signal: AbortSignal): Promise<readonly wire.AssetRevision[]>;
  /** Returns the latest revision of the asset with this key; undefined if there is none. */
  asset(asset: string, signal: AbortSignal): Promise<wire.AssetRevision | undefined>;
  /** Returns the revisions with this tag. */
  tagged(asset: string, tag: string, signal: AbortSignal): Promise<readonly wire.AssetRevision[]>;
  /** Finds a revision by its number; undefined if it does not exist. */
  revision(asset: string, revision: number, signal: AbortSignal): Promise<wire.AssetRevision | undefined>;
  /** Returns the highest tag of an asset; undefined if it has none. */
  highestTag(asset: string, signal: AbortSignal): Promise<string | undefined>;
  tag(asset: string, revision: number, tag: string, signal: AbortSignal): Promise<void>;
  /** Returns the revisions of an asset that run in a stage. */
  deployed(stage: string, asset: string, signal: AbortSignal): Promise<readonly wire.DeployedRevision[]>;
}

/** Creates the client for stages and assets. */
export function createAssetsApi({ one, list }: OdcCalls): AssetsApi {
  return {
    stages: (signal) => list('portfolios/v2/environments', wire.readStages, signal),

    assets: (nameContains, signal) => {
      const filter = nameContains === undefined ? '' : `?nameContains=${encodeURIComponent(nameContains)}`;
      return list(`${REPOSITORY}/assets${filter}`, wire.readAssets, signal);
    },
    async asset(key, signal) {
      const found = await list(
        `${REPOSITORY}/assets?assetKeys=${encodeURIComponent(key)}`,
        wire.readAssets,
        signal,
      );
      return found.find(({ assetKey }) => assetKey.toLowerCase() === key.toLowerCase());
    },
    async tagged(key, tag, signal) {
      const path = `${revisions(key)}?tag=${encodeURIComponent(tag)}`;
      const found = await list(path, wire.readAssets, signal);
      return found.filter((each) => each.tag === tag);
    },
    revision: (key, wanted, signal) => findRevision({ one }, key, wanted, signal),
    async highestTag(key, signal) {
      const path = `${REPOSITORY}/assets/${segment(key)}/highest-tag-revision`;
      return (await orAbsent(one(get(path, signal), wire.readAsset)))?.tag ?? undefined;
    },
    // Setting the same tag twice has the effect of setting it once.
    tag: (key, revision, tag, signal) =>
      one(
        { ...get(`${revisions(key)}/${revision}`, signal), method: 'PATCH', body: json({ tag }) },
        () => undefined,
      ),

    async deployed(stage, key, signal) {
      const query = `environmentKey=${encodeURIComponent(stage)}&key=${encodeURIComponent(key)}`;
      const found = await list(`portfolios/v2/deployed-assets?${query}`, wire.readDeployedAssets, signal);
      return found
        .filter((each) => each.key?.toLowerCase() === key.toLowerCase())
        .flatMap(({ deployments }) => deployments ?? [])
        .filter(({ environmentKey }) => environmentKey?.toLowerCase() === stage.toLowerCase());
    },
  };
}

function revisions(asset: string): string {
  return `${REPOSITORY}/assets/${segment(asset)}/revisions`;
}

/** Finds a revision by its number. The list has no filter for it, so it is read from the newest revision down. */
async function findRevision(
  { one }: Pick<OdcCalls, 'one'>,
  asset: string,
  wanted: number,
  signal: AbortSignal,
): Promise<wire.AssetRevision | undefined> {
  let offset: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page: wire.Page<wire.AssetRevision> = await one(
      get(paged(`${revisions(asset)}?sort=-revision`, offset), signal),
      wire.readAssets,
    );
    const found = page.items.find(({ revision }) => revision === wanted);
    if (found !== undefined || page.next === undefined || page.next === offset) return found;
    offset = page.next;
  }
  return undefined;
}
