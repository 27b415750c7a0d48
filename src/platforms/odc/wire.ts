import * as z from 'zod/mini';
import { arrayOf } from '../../http/collections.ts';
import { decode } from '../../http/decode.ts';

/**
 * The schemas of the public APIs of OutSystems Developer Cloud
 * (https://success.outsystems.com/documentation/outsystems_developer_cloud/odc_rest_apis/). They require only the
 * members that this program needs. Unknown members are accepted, and a status is any text until `status.ts` or
 * `build.ts` interprets it.
 */

/** Keys are used in URL paths, so only safe characters are accepted. */
const KEY = /^(?!\.+$)[\w.-]{1,128}$/;
const key = z.string().check(z.regex(KEY));
const text = z.nullish(z.string());
const revision = z.int().check(z.gte(0));

/** Whether a text is a key that is safe in a URL path. */
export function isKey(found: string): boolean {
  return KEY.test(found);
}

const stage = z.looseObject({
  key,
  name: z.string(),
  defaultDomain: text,
  builtinDomain: text,
  purpose: text,
});
/** A stage, which the API calls environment. The domains have no scheme. */
export type Stage = z.infer<typeof stage>;

const asset = z.looseObject({
  assetKey: key,
  name: z.string(),
  revision,
  assetType: text,
  tag: text,
});
/** A revision of an asset. `tag` is missing or null while the revision has none. */
export type AssetRevision = z.infer<typeof asset>;

const deployedRevision = z.looseObject({
  environmentKey: text,
  revision,
  buildKey: text,
  tag: text,
});
const deployedAsset = z.looseObject({ key: text, deployments: z.nullish(arrayOf(deployedRevision)) });
/** A revision of an asset that runs in a stage. */
export type DeployedRevision = z.infer<typeof deployedRevision>;
/** An asset with the revisions that run in the stages. */
export type DeployedAsset = z.infer<typeof deployedAsset>;

const build = z.looseObject({
  buildKey: key,
  assetRevision: z.nullish(revision),
  buildType: text,
  status: z.string(),
  startedDateTime: text,
  finishedDateTime: text,
});
/** A build of a revision. */
export type Build = z.infer<typeof build>;

const begunBuild = z.looseObject({ buildKey: key, isSuccessful: z.boolean() });
/** The answer to a request for a build. `isSuccessful` is false if it did not start. */
export type BegunBuild = z.infer<typeof begunBuild>;

const operation = z.looseObject({
  key,
  status: z.string(),
  startedDateTime: text,
  finishedDateTime: text,
  deployedBy: text,
  assetKey: text,
  assetName: text,
  buildKey: text,
  environmentKey: text,
  revisions: z.nullish(arrayOf(z.number())),
  operation: text,
});
/** A deployment operation. Times are ISO 8601; some servers leave out the zone, which is UTC. */
export type Operation = z.infer<typeof operation>;

const message = z.looseObject({ timestamp: text, severity: text, message: text });
/** A message of an operation or a build. */
export type Message = z.infer<typeof message>;

const element = z.looseObject({
  name: text,
  type: text,
  conflictType: text,
  incompatibilityType: text,
  conflictSeverity: text,
  hint: text,
});
const impactedAsset = z.looseObject({
  assetKey: text,
  name: text,
  referenceType: text,
  applicationLevelIssues: z.nullish(arrayOf(element)),
  elementLevelIssues: z.nullish(arrayOf(element)),
});
/** An issue of an asset or of one of its elements. */
export type ImpactIssue = z.infer<typeof element>;
/** An asset with its issues. */
export type ImpactedAsset = z.infer<typeof impactedAsset>;

const analysis = z.looseObject({
  processStatus: z.string(),
  error: z.nullish(z.unknown()),
  report: z.nullish(z.looseObject({ status: text, impactedAssets: z.nullish(arrayOf(impactedAsset)) })),
});
/** An impact analysis. */
export type Analysis = z.infer<typeof analysis>;

const configurationValue = z.looseObject({
  key: text,
  name: text,
  dataType: text,
  value: text,
  deployedValue: text,
  isSecret: z.nullish(z.boolean()),
  valueSetAfterDeploy: z.nullish(z.boolean()),
});
const values = z.nullish(arrayOf(configurationValue));
const configurationGroup = z.looseObject({ key: text, name: text, configs: values });
const configurationLibrary = z.looseObject({ key: text, name: text, settings: values });
const configuration = z.looseObject({
  settings: values,
  timers: z.nullish(arrayOf(configurationGroup)),
  integrations: z.nullish(arrayOf(configurationGroup)),
  libraries: z.nullish(arrayOf(configurationLibrary)),
  systemConfigurations: values,
});
/** A value of a configuration. A secret one has no values, only whether it was set after the last deployment. */
export type ConfigurationValue = z.infer<typeof configurationValue>;
/** The configuration of an application in a stage. */
export type Configuration = z.infer<typeof configuration>;

const findings = z.nullish(z.int().check(z.gte(0)));
const severities = z.nullish(
  z.looseObject({
    lowSeverity: findings,
    mediumSeverity: findings,
    highSeverity: findings,
    criticalSeverity: findings,
  }),
);
const categories = z.looseObject({
  security: severities,
  performance: severities,
  architecture: severities,
  maintainability: severities,
});
const codeQuality = z.looseObject({
  qualityScore: z.nullish(z.number().check(z.gte(0), z.lte(100))),
  summary: z.nullish(z.looseObject({ categories: z.nullish(categories) })),
});
/** The result of a code analysis: a score from 0 to 100, and the number of findings by category and severity. */
export type CodeQuality = z.infer<typeof codeQuality>;

/** One page of a list. `next` is undefined on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

const page = z.nullish(z.looseObject({ nextPageOffset: z.nullish(z.union([z.string(), z.number()])) }));

/** Some servers write an empty list as null. A list that is missing is no list. */
function listOf<T extends z.ZodMiniType>(item: T) {
  return z.nullable(arrayOf(item));
}

function readPage<T extends z.ZodMiniType>(item: T, value: unknown): Page<z.output<T>> {
  const found = decode(z.looseObject({ results: listOf(item), page }), value);
  const next = found.page?.nextPageOffset ?? undefined;
  return { items: found.results ?? [], ...(next !== undefined && next !== '' && { next: String(next) }) };
}

/** @throws UnreadableAnswer */
export const readStages = (value: unknown): Page<Stage> => readPage(stage, value);
/** @throws UnreadableAnswer */
export const readAssets = (value: unknown): Page<AssetRevision> => readPage(asset, value);
/** @throws UnreadableAnswer */
export const readDeployedAssets = (value: unknown): Page<DeployedAsset> => readPage(deployedAsset, value);
/** @throws UnreadableAnswer */
export const readOperations = (value: unknown): Page<Operation> => readPage(operation, value);
/** @throws UnreadableAnswer */
export const readMessages = (value: unknown): Page<Message> => readPage(message, value);
/** @throws UnreadableAnswer */
export const readOperation = (value: unknown): Operation => decode(operation, value);
/** @throws UnreadableAnswer */
export const readConfiguration = (value: unknown): Configuration => decode(configuration, value);
/** @throws UnreadableAnswer */
export const readAnalysis = (value: unknown): Analysis => decode(analysis, value);
/** @throws UnreadableAnswer */
export const readCodeQuality = (value: unknown): CodeQuality => decode(codeQuality, value);
/** @throws UnreadableAnswer */
export const readBegunBuild = (value: unknown): BegunBuild => decode(begunBuild, value);

/** @throws UnreadableAnswer */
export function readAsset(value: unknown): AssetRevision {
  return decode(asset, value);
}

/** Reads the list of builds, which has no pages. @throws UnreadableAnswer */
export function readBuilds(value: unknown): readonly Build[] {
  return decode(z.looseObject({ builds: listOf(build) }), value).builds ?? [];
}

/** @throws UnreadableAnswer */
export const readBuild = (value: unknown): Build => decode(build, value);

/** Reads the key of an analysis that was started. @throws UnreadableAnswer */
export function readAnalysisKey(value: unknown): string {
  return decode(z.looseObject({ analysisKey: key }), value).analysisKey;
}

/** An asset in the graph of producers. */
export interface ProducerNode {
  readonly key: string;
  readonly producers: readonly ProducerNode[];
}

const producerNode: z.ZodMiniType<ProducerNode> = z.looseObject({
  key: z.string(),
  producers: z.pipe(
    z.nullish(z.lazy(() => arrayOf(producerNode))),
    z.transform((found) => found ?? []),
  ),
});

/** Reads the graph of producers of a revision. @throws UnreadableAnswer */
export function readProducers(value: unknown): readonly ProducerNode[] {
  return decode(z.looseObject({ results: listOf(producerNode) }), value).results ?? [];
}

/** An access token. */
export interface AccessToken {
  readonly token: string;
  /** Its life in seconds. */
  readonly expiresIn: number;
}

/** Life of a token whose answer names none, in seconds. The documentation names 12 hours; this is on the safe side. */
const DEFAULT_LIFE = 3_600;

/** Reads the answer of the token endpoint. @throws UnreadableAnswer */
export function readToken(value: unknown): AccessToken {
  const schema = z.looseObject({
    access_token: z.string().check(z.regex(/^[\x21-\x7e]{8,}$/)),
    expires_in: z.nullish(z.number().check(z.positive())),
  });
  const found = decode(schema, value);
  return { token: found.access_token, expiresIn: found.expires_in ?? DEFAULT_LIFE };
}

/** Reads the address of the token endpoint from the discovery document. @throws UnreadableAnswer */
export function readDiscovery(value: unknown): string {
  return decode(z.looseObject({ token_endpoint: z.string() }), value).token_endpoint;
}

/**
 * Returns the time of an answer in milliseconds since the Unix epoch. A time without a zone is UTC, and a time before
 * the year 2000 means "not yet".
 */
export function timeOf(moment: string | null | undefined): number | undefined {
  if (!moment) return undefined;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(moment) ? moment : `${moment}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) || ms < YEAR_2000 ? undefined : ms;
}

const YEAR_2000 = Date.UTC(2000, 0, 1);
