import * as z from 'zod/mini';
import { UnreadableAnswer } from '../../http/client.ts';
import { arrayOf } from '../../http/collections.ts';

/**
 * The shapes of LifeTime API v2. Only what is needed is asked for: fields that nobody knows pass, fields that came
 * with a later LifeTime can be missing, and a status is any text until `status.ts` has interpreted it.
 */

/** A key goes into paths: it must not be able to lead anywhere else. */
const KEY = /^(?!\.+$)[\w.-]{1,128}$/;
const key = z.string().check(z.regex(KEY));
const text = z.nullish(z.string());

export function isKey(text: string): boolean {
  return KEY.test(text);
}

const environment = z.looseObject({ Key: key, Name: z.string(), HostName: text });
export type LifeTimeEnvironment = z.infer<typeof environment>;

const statusInEnvironment = z.looseObject({
  EnvironmentKey: z.string(),
  BaseApplicationVersionKey: text,
  BaseApplicationVersionLabel: text,
  IsModified: z.nullish(z.boolean()),
  IsModifiedMessage: text,
  MobileAppsStatus: z.nullish(arrayOf(z.looseObject({ NativePlatform: text, VersionNumber: text }))),
});
export type StatusInEnvironment = z.infer<typeof statusInEnvironment>;

const application = z.looseObject({
  Key: key,
  Name: z.string(),
  AppStatusInEnvs: z.nullish(arrayOf(statusInEnvironment)),
});
export type LifeTimeApplication = z.infer<typeof application>;

const version = z.looseObject({ Key: key, Version: z.string() });
export type ApplicationVersion = z.infer<typeof version>;

const named = z.looseObject({ Key: key, Name: z.string() });
export type KeyAndName = z.infer<typeof named>;

const operation = z.looseObject({ ApplicationKey: text, ApplicationVersionKey: text });
export type PlanOperation = z.infer<typeof operation>;

const plan = z.looseObject({
  // Another's plan with a strange key must not hide ours: whoever uses the key looks at it first.
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
export type PlanConflict = z.infer<typeof conflict>;

const details = z.looseObject({
  Deployment: plan,
  ApplicationsToDeploy: z.nullish(arrayOf(z.looseObject({ ApplicationKey: text, ApplicationName: text }))),
  // Keys by the book; whatever else comes is shown as it is.
  ApplicationsToRedeploy: z.nullish(arrayOf(z.unknown())),
  ApplicationConflicts: z.nullish(arrayOf(conflict)),
});
export type LifeTimePlanDetails = z.infer<typeof details>;

const progress = z.looseObject({
  DeploymentStatus: z.string(),
  Info: text,
});

const line = z.looseObject({ Instant: text, Message: text, Type: text });
export type LogLine = z.infer<typeof line>;

const mapping = z.looseObject({ ExtensionName: text, ExtensionKey: text, LogicalDatabase: text });
export type MissingMapping = z.infer<typeof mapping>;

const link = z.looseObject({ url: text, Url: text });
const solution = z.looseObject({ Status: z.string(), StatusReason: text });

/** 204 stands for an empty list. */
const listOf =
  <T extends z.ZodMiniType>(item: T) =>
  (value: unknown): readonly z.output<T>[] =>
    value === undefined ? [] : decode(arrayOf(item), value);

export const readEnvironments = listOf(environment);
export const readApplications = listOf(application);
export const readVersions = listOf(version);
export const readVersion = (value: unknown): ApplicationVersion => decode(version, value);
export const readZones = listOf(named);
export const readModules = listOf(named);
export const readPlans = listOf(plan);
export const readMissingMappings = listOf(mapping);
export const readDetails = (value: unknown): LifeTimePlanDetails => decode(details, value);

/** What `GET /deployments/<key>/status/` says, without its log. */
export interface Progress {
  readonly status: string;
  readonly info: string;
}

/** The name of the log in the same answer: cumulative and of any length, the whole of it comes each time. */
export const LOG_FIELD = 'DeploymentLog';

export function readProgress(value: unknown): Progress {
  const { DeploymentStatus: status, Info: info } = decode(progress, value);
  return { status, info: info ?? '' };
}

/** A line of a deployment log from its JSON text; what is none is shown as it came. */
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

/** The key that a command answers with: bare, as a JSON text, or in an object, as documents and servers disagree. */
export function readKey(body: string): string {
  const bare = body.replace(/^\uFEFF/, '').trim();
  const found = KEY.test(bare) ? bare : keyIn(bare);
  // A key holds a number, and a word such as `OK` does not.
  if (found === undefined || !KEY.test(found) || !/\d/.test(found))
    throw new UnreadableAnswer('it holds no key');
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
 * The key of a download, whatever host its address names: it is asked for at the configured one. Undefined where
 * there is no file.
 */
export function readDownload(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const { url, Url } = decode(link, value);
  const found = /\/downloads\/([^/?#]+)\/?(?:[?#]|$)/.exec(url ?? Url ?? '')?.[1] ?? '';
  if (!KEY.test(found)) throw new UnreadableAnswer('its download address is not one of LifeTime');
  return found;
}

export interface SolutionProgress {
  readonly status: string;
  readonly reason: string;
}

/** The documents say both an object and a list of one. */
export function readSolution(value: unknown): SolutionProgress {
  const found = decode(solution, Array.isArray(value) ? (value as unknown[])[0] : value);
  return { status: found.Status, reason: found.StatusReason ?? '' };
}

function decode<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new UnreadableAnswer(`"${issue?.path.join('.') ?? ''}" is missing or not what this API sends`);
}
