import type { IncomingHttpHeaders } from 'node:http';
import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { type HttpFailure, isStatus } from '../../http/failure.ts';
import { json } from '../../http/multipart.ts';
import type { RateBudget } from './budget.ts';
import type { Session } from './session.ts';
import * as wire from './wire.ts';

/** The body of `POST deployment-operations`. */
export interface DeployBody {
  readonly operation: 'Deploy';
  readonly assetKey: string;
  readonly buildKey: string;
  readonly revision: number;
  readonly environmentKey: string;
}

/** Whose configuration. Agents have a path of their own. */
export interface ConfigurationPlace {
  readonly stage: string;
  readonly kind: 'applications' | 'agents';
  readonly asset: string;
}

/** A value to set, by its key. */
export interface ValueChange {
  readonly key: string;
  readonly value: string;
}

/** The body of `PATCH configurations`. What it does not name stays as it is. */
export interface ConfigurationChanges {
  readonly revisionBaseline: number;
  readonly settings?: readonly ValueChange[];
  readonly systemConfigurations?: readonly ValueChange[];
  readonly timers?: readonly { readonly key: string; readonly configs: readonly ValueChange[] }[];
  readonly integrations?: readonly { readonly key: string; readonly configs: readonly ValueChange[] }[];
  readonly libraries?: readonly { readonly key: string; readonly settings: readonly ValueChange[] }[];
}

/** Which operations to list. */
export interface OperationQuery {
  readonly assetKey: string;
  readonly environmentKey: string;
  /** Milliseconds since the Unix epoch of the server's clock; undefined for all. */
  readonly since?: number | undefined;
}

/** Options of a status request. */
export interface StatusOptions {
  /** Until this time, a 404 is retried. Milliseconds since the Unix epoch. */
  readonly graceUntilMs: number;
}

/**
 * The public APIs of OutSystems Developer Cloud, with one method for each endpoint
 * (https://success.outsystems.com/documentation/outsystems_developer_cloud/odc_rest_apis/). `stage`, `asset`, `build`
 * and `operation` are keys. All methods throw HttpFailure, SignInFailed, or the signal's reason.
 */
export interface Odc {
  readonly base: URL;
  /** The server's time in milliseconds since the Unix epoch, by the last answer; undefined before the first. */
  serverTime(): number | undefined;
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
  /** Returns the Release builds of a revision. */
  builds(asset: string, revision: number, signal: AbortSignal): Promise<readonly wire.Build[]>;
  startBuild(asset: string, revision: number, signal: AbortSignal): Promise<wire.BegunBuild>;
  buildLog(build: string, signal: AbortSignal): Promise<readonly wire.Message[]>;
  /** Starts an impact analysis and returns its key. */
  startAnalysis(asset: string, revision: number, stage: string, signal: AbortSignal): Promise<string>;
  analysis(analysis: string, signal: AbortSignal): Promise<wire.Analysis>;
  /** Returns the graph of the deployable producers of a revision. */
  producers(
    asset: string,
    revision: number,
    stage: string,
    signal: AbortSignal,
  ): Promise<readonly wire.ProducerNode[]>;
  /**
   * Returns the configuration of an application in a stage.
   * @param revision `deployed`: the one that runs there; a failure to read that one must not delay anything
   */
  configuration(
    place: ConfigurationPlace,
    revision: number | 'deployed',
    signal: AbortSignal,
  ): Promise<wire.Configuration>;
  /** Sets values that the next deployment applies. */
  configure(place: ConfigurationPlace, changes: ConfigurationChanges, signal: AbortSignal): Promise<void>;
  /** Lists the Deploy operations of an asset in a stage. */
  operations(query: OperationQuery, signal: AbortSignal): Promise<readonly wire.Operation[]>;
  deploy(body: DeployBody, signal: AbortSignal): Promise<wire.Operation>;
  /** @param options set for an operation under way: the request is retried until the signal aborts */
  operation(operation: string, signal: AbortSignal, options?: StatusOptions): Promise<wire.Operation>;
  /** @param offset as the page before named it; undefined for the first page */
  messages(
    operation: string,
    offset: string | undefined,
    signal: AbortSignal,
  ): Promise<wire.Page<wire.Message>>;
}

/** The dependencies of the client. */
export interface OdcOptions {
  readonly base: URL;
  readonly session: Session;
  readonly budget: RateBudget;
  /** Returns milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** How long one request may be repeated after its first failure, in milliseconds. */
const PATIENCE_MS = { ask: 180_000, aside: 10_000, effect: 180_000, underway: Infinity } as const;
/** The pause after a 429 without `Retry-After`, in milliseconds: the limits count by the minute. */
const RATE_LIMIT_PAUSE_MS = 60_000;
/** The most items of a page that every list accepts. */
const PAGE = 100;
/** The most pages of a list. More would be a server that repeats itself. */
const MOST_PAGES = 200;

type Decode<T> = (value: unknown, headers: IncomingHttpHeaders) => T;

/** Creates a client for the public APIs. It sends nothing yet. */
export function createOdc({ base, session, budget, now }: OdcOptions): Odc {
  const clock = createServerClock(now);

  async function call<T>(query: RequestOptions, decode: Decode<T>): Promise<T> {
    const send = async (client: ApiClient): Promise<T> => {
      await budget.take(query.method, query.path, query.signal);
      return client.json({ ...query, rateLimitPauseMs: RATE_LIMIT_PAUSE_MS }, (value, headers) => {
        clock.note(headers.date);
        return decode(value, headers);
      });
    };
    return session.use(send, query.signal);
  }

  /** Reads every page of a list with numeric or opaque offsets. */
  async function list<T>(
    path: string,
    read: (value: unknown) => wire.Page<T>,
    signal: AbortSignal,
  ): Promise<T[]> {
    const all: T[] = [];
    const seen = new Set<string>();
    let offset: string | undefined;
    do {
      const page: wire.Page<T> = await call(get(paged(path, offset), signal), read);
      all.push(...page.items);
      offset = page.next;
      if (offset !== undefined && seen.has(offset)) break;
      seen.add(offset ?? '');
    } while (offset !== undefined && seen.size < MOST_PAGES);
    return all;
  }

  const odc: Odc = {
    base,
    serverTime: clock.time,
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
    async revision(key, wanted, signal) {
      // The list has no filter for the number, so it is read from the newest revision down.
      let offset: string | undefined;
      for (let pages = 0; pages < MOST_PAGES; pages++) {
        const page: wire.Page<wire.AssetRevision> = await call(
          get(paged(`${revisions(key)}?sort=-revision`, offset), signal),
          wire.readAssets,
        );
        const found = page.items.find(({ revision }) => revision === wanted);
        if (found !== undefined || page.next === undefined || page.next === offset) return found;
        offset = page.next;
      }
      return undefined;
    },
    async highestTag(key, signal) {
      try {
        const path = `${REPOSITORY}/assets/${segment(key)}/highest-tag-revision`;
        return (await call(get(path, signal), wire.readAsset)).tag ?? undefined;
      } catch (error) {
        if (isStatus(error, 404)) return undefined;
        throw error;
      }
    },
    // Setting the same tag twice has the effect of setting it once.
    tag: (key, revision, tag, signal) =>
      call(
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

    builds: (key, revision, signal) => {
      const query = `assetKey=${encodeURIComponent(key)}&assetRevision=${revision}&byBuildType=Release`;
      return call(get(`${BUILDS}?${query}`, signal), wire.readBuilds);
    },
    startBuild: (assetKey, assetRevision, signal) =>
      call(act(BUILDS, { assetKey, assetRevision, buildType: 'Release' }, signal), wire.readBegunBuild),
    buildLog: async (build, signal) =>
      (await call(aside(`${BUILDS}/${segment(build)}/log-messages`, signal), wire.readMessages)).items,

    // An analysis changes nothing, so the request can be repeated.
    startAnalysis: (assetKey, revision, environmentKey, signal) =>
      call(
        { ...act(ANALYSES, { assetKey, revision, environmentKey }, signal), retry: 'read' },
        wire.readAnalysisKey,
      ),
    analysis: (key, signal) => call(get(`${ANALYSES}/${segment(key)}`, signal), wire.readAnalysis),
    producers: (key, revision, stage, signal) => {
      const query = `environmentKey=${encodeURIComponent(stage)}&producerTypeFilter=Deployable`;
      const path = `dependency-management/v1/assets/${segment(key)}/revisions/${revision}/producer-graph?${query}`;
      return call(get(path, signal), wire.readProducers);
    },

    configuration: (place, revision, signal) => {
      const path = `${configured(place)}/revisions/${revision}/configurations`;
      return call(revision === 'deployed' ? aside(path, signal) : get(path, signal), wire.readConfiguration);
    },
    // Setting the same values twice has the effect of setting them once.
    configure: (place, changes, signal) =>
      call(
        { ...get(`${configured(place)}/configurations`, signal), method: 'PATCH', body: json(changes) },
        () => undefined,
      ),

    operations: ({ assetKey, environmentKey, since }, signal) => {
      const asked = { assetKey, environmentKey, operations: 'Deploy' };
      const query = new URLSearchParams({
        ...asked,
        ...(since !== undefined && { createdDateSince: new Date(since).toISOString() }),
      });
      return list(`${OPERATIONS}?${query.toString()}`, wire.readOperations, signal);
    },
    deploy: (body, signal) => call(act(OPERATIONS, body, signal), wire.readOperation),
    operation: (key, signal, options) =>
      call(
        {
          ...get(`${OPERATIONS}/${segment(key)}`, signal),
          ...(options && {
            patienceMs: PATIENCE_MS.underway,
            alsoPassing: ({ facts }: HttpFailure) => facts.status === 404 && now() < options.graceUntilMs,
          }),
        },
        wire.readOperation,
      ),
    messages: (key, offset, signal) =>
      call(aside(paged(`${OPERATIONS}/${segment(key)}/messages`, offset), signal), wire.readMessages),
  };
  return odc;
}

const REPOSITORY = 'asset-repository/v1';
const BUILDS = 'builds/v1/build-operations';
const ANALYSES = 'dependency-management/v1/deployment-analyses';
const OPERATIONS = 'deployments/v1/deployment-operations';

/** Follows the server's clock by the `Date` headers of its answers. */
function createServerClock(now: () => number) {
  let last: { readonly server: number; readonly here: number } | undefined;
  return {
    note(date: string | undefined): void {
      const server = Date.parse(date ?? '');
      if (!Number.isNaN(server)) last = { server, here: now() };
    },
    time: (): number | undefined => (last === undefined ? undefined : last.server + now() - last.here),
  };
}

function segment(key: string): string {
  return encodeURIComponent(key);
}

function revisions(asset: string): string {
  return `${REPOSITORY}/assets/${segment(asset)}/revisions`;
}

function configured({ stage, kind, asset }: ConfigurationPlace): string {
  return `asset-configurations/v1/environments/${segment(stage)}/${kind}/${segment(asset)}`;
}

function paged(path: string, offset: string | undefined): string {
  const from = offset === undefined ? '' : `&offset=${encodeURIComponent(offset)}`;
  return `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}${from}`;
}

function get(path: string, signal: AbortSignal): RequestOptions {
  return { method: 'GET', path, retry: 'read', patienceMs: PATIENCE_MS.ask, signal };
}

/** A request whose failure changes nothing, so that it must not delay the others. */
function aside(path: string, signal: AbortSignal): RequestOptions {
  return { ...get(path, signal), patienceMs: PATIENCE_MS.aside };
}

function act(path: string, body: unknown, signal: AbortSignal): RequestOptions {
  const patienceMs = PATIENCE_MS.effect;
  return { method: 'POST', path, retry: 'effect', patienceMs, signal, thinks: true, body: json(body) };
}
