import * as z from 'zod/mini';
import { UnreadableAnswer } from '../../http/client.ts';
import { arrayOf } from '../../http/collections.ts';
import { decode } from '../../http/decode.ts';

/**
 * The schemas of the LifeTime API v2. They require only the fields that this program needs. Unknown fields are
 * accepted, fields of newer versions can be missing, and a status is any text until `status.ts` interprets it.
 */

/** Keys are used in URL paths, so only safe characters are accepted. */
const KEY = /^(?!\.+$)[\w.-]{1,128}$/;
const key = z.string().check(z.regex(KEY));
const text = z.nullish(z.string());

/** Whether a text is a key that is safe in a URL path. */
export function isKey(text: string): boolean {
  return KEY.test(text);
}

const environment = z.looseObject({ Key: key, Name: z.string(), HostName: text });
/** An environment. `HostName` may include a port. */
export type LifeTimeEnvironment = z.infer<typeof environment>;

const statusInEnvironment = z.looseObject({
  EnvironmentKey: z.string(),
  BaseApplicationVersionKey: text,
  BaseApplicationVersionLabel: text,
  IsModified: z.nullish(z.boolean()),
  IsModifiedMessage: text,
  MobileAppsStatus: z.nullish(arrayOf(z.looseObject({ NativePlatform: text, VersionNumber: text }))),
});
/** The state of an application in one environment. */
export type StatusInEnvironment = z.infer<typeof statusInEnvironment>;

const application = z.looseObject({
  Key: key,
  Name: z.string(),
  AppStatusInEnvs: z.nullish(arrayOf(statusInEnvironment)),
});
/** An application with its state in each environment. */
export type LifeTimeApplication = z.infer<typeof application>;

const version = z.looseObject({ Key: key, Version: z.string() });
/** A tagged version of an application: `Version` is its label. */
export type ApplicationVersion = z.infer<typeof version>;

const named = z.looseObject({ Key: key, Name: z.string() });
/** An item with a key and a name. */
export type KeyAndName = z.infer<typeof named>;

const operation = z.looseObject({ ApplicationKey: text, ApplicationVersionKey: text });
/** The deployment of one application version in a plan. */
export type PlanOperation = z.infer<typeof operation>;

const plan = z.looseObject({
  // Not validated here, so that an unusual key of another plan does not fail the list. Callers check it with `isKey`.
  Key: z.string(),
  DetailsURL: text,
  Notes: text,
  SourceEnvironmentKey: text,
  TargetEnvironmentKey: text,
  ApplicationOperations: z.nullish(arrayOf(operation)),
  CreatedOn: text,
  CreatedBy: text,
  StartedOn: text,
  StartedBy: text,
});
/** A plan in a list. Its `Key` is not validated. */
export type LifeTimePlan = z.infer<typeof plan>;

const conflict = z.looseObject({
  Message: text,
  ProducerApplicationOperation: z.nullish(operation),
  ConsumerApplicationOperation: z.nullish(operation),
  ModuleConflict: z.nullish(
    z.looseObject({
      ProducerModuleKey: text,
      ConsumerModuleKey: text,
      TotalRequiredElements: z.nullish(z.number()),
      ConflictType: text,
    }),
  ),
});
/** A conflict that LifeTime found in a plan. */
export type PlanConflict = z.infer<typeof conflict>;

const details = z.looseObject({
  Deployment: plan,
  ApplicationsToDeploy: z.nullish(arrayOf(z.looseObject({ ApplicationKey: text, ApplicationName: text }))),
  // Documented as keys; other content is shown if possible.
  ApplicationsToRedeploy: z.nullish(arrayOf(z.unknown())),
  ApplicationConflicts: z.nullish(arrayOf(conflict)),
});
/** The details of a plan, with its conflicts. */
export type LifeTimePlanDetails = z.infer<typeof details>;

const progress = z.looseObject({
  DeploymentStatus: z.string(),
  Info: text,
});

const line = z.looseObject({ Instant: text, Message: text, Type: text });
/** A line of a deployment log. */
export type LogLine = z.infer<typeof line>;

const mapping = z.looseObject({ ExtensionName: text, ExtensionKey: text, LogicalDatabase: text });
/** A logical database of an extension that has no connection. */
export type MissingMapping = z.infer<typeof mapping>;

const link = z.looseObject({ url: text, Url: text });
const solution = z.looseObject({ Status: z.string(), StatusReason: text });

/** Creates a reader for a list. A 204 answer means an empty list. */
const listOf =
  <T extends z.ZodMiniType>(item: T) =>
  (value: unknown): readonly z.output<T>[] =>
    value === undefined ? [] : decode(arrayOf(item), value);

/**
 * Reads a list of environments.
 * @throws UnreadableAnswer
 */
export const readEnvironments = listOf(environment);
/**
 * Reads a list of applications.
 * @throws UnreadableAnswer
 */
export const readApplications = listOf(application);
/**
 * Reads a list of versions.
 * @throws UnreadableAnswer
 */
export const readVersions = listOf(version);
/**
 * Reads one version.
 * @throws UnreadableAnswer
 */
export const readVersion = (value: unknown): ApplicationVersion => decode(version, value);
/**
 * Reads a list of deployment zones.
 * @throws UnreadableAnswer
 */
export const readZones = listOf(named);
/**
 * Reads a list of modules.
 * @throws UnreadableAnswer
 */
export const readModules = listOf(named);
/**
 * Reads a list of plans.
 * @throws UnreadableAnswer
 */
export const readPlans = listOf(plan);
/**
 * Reads a list of missing database connections.
 * @throws UnreadableAnswer
 */
export const readMissingMappings = listOf(mapping);
/**
 * Reads the details of a plan.
 * @throws UnreadableAnswer
 */
export const readDetails = (value: unknown): LifeTimePlanDetails => decode(details, value);

/** The answer to `GET /deployments/<key>/status/`, without its log. */
export interface Progress {
  readonly status: string;
  /** Why a deployment waits; empty if it does not. */
  readonly info: string;
}

/** Name of the field with the log in the same answer. Each answer holds the whole log, of any length. */
export const LOG_FIELD = 'DeploymentLog';

/**
 * Reads the answer to `GET /deployments/<key>/status/`.
 * @throws UnreadableAnswer
 */
export function readProgress(value: unknown): Progress {
  const { DeploymentStatus: status, Info: info } = decode(progress, value);
  return { status, info: info ?? '' };
}

/** Reads a line of a deployment log from its JSON text. Any other text becomes the message. */
export function readLine(json: string): LogLine {
  let value: unknown;
  try {
    value = JSON.parse(json) as unknown;
  } catch {
    return { Message: json };
  }
  const result = line.safeParse(value);
  return result.success ? result.data : { Message: JSON.stringify(value) };
}

/**
 * Reads the key in the answer to a command: plain text, JSON text, or in an object, because documentation and servers
 * differ.
 * @throws UnreadableAnswer
 */
export function readKey(body: string): string {
  const bare = body.replace(/^\uFEFF/, '').trim();
  const found = KEY.test(bare) ? bare : keyIn(bare);
  // A key contains a digit, unlike a word such as `OK`.
  if (found === undefined || !KEY.test(found) || !/\d/.test(found))
    throw new UnreadableAnswer('it contains no key');
  return found;
}

function keyIn(body: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
  if (typeof value === 'string') return value.trim();
  if (typeof value !== 'object' || value === null) return undefined;
  const [, found] = Object.entries(value).find(([name, each]) => /key$/i.test(name) && each) ?? [];
  return typeof found === 'string' ? found.trim() : undefined;
}

/**
 * Reads the key of a download from its address. The host of the address is ignored, and the file is requested from
 * the configured host. Undefined if there is no file.
 * @throws UnreadableAnswer
 */
export function readDownload(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const { url, Url } = decode(link, value);
  const found = /\/downloads\/([^/?#]+)\/?(?:[?#]|$)/.exec(url ?? Url ?? '')?.[1] ?? '';
  if (!KEY.test(found)) throw new UnreadableAnswer('its download address is not on LifeTime');
  return found;
}

/** The status of a solution. `reason` is empty if there is none. */
export interface SolutionProgress {
  readonly status: string;
  readonly reason: string;
}

/**
 * Reads the status of a solution: an object or a list with one object, because the documentation shows both.
 * @throws UnreadableAnswer
 */
export function readSolution(value: unknown): SolutionProgress {
  const found = decode(solution, Array.isArray(value) ? (value as unknown[])[0] : value);
  return { status: found.Status, reason: found.StatusReason ?? '' };
}
