import { invalidInputs } from '../../inputs/problems.ts';
import { checkDowngrades } from '../../release/downgrade.ts';
import { jointIdentity } from '../../release/joint-identity.ts';
import { Halt } from '../../release/outcome.ts';
import type { PlatformRun, Preparation, Stop, Verdict } from '../../release/platform.ts';
import { analyse, judge } from './analysis.ts';
import { buildAll, findBuild, interpretBuild } from './build.ts';
import { clearPlace } from './busy.ts';
import type { ReleaseConfiguration } from './configure.ts';
import type { Step } from './deploy.ts';
import { downgradesIn } from './downgrade.ts';
import { explaining } from './explain.ts';
import type { OdcPlatformOptions } from './options.ts';
import { inProducerOrder } from './order.ts';
import {
  currentOf,
  detailsOf,
  formatRevision,
  formatStep,
  identityOf,
  isThere,
  type Part,
  versionOf,
} from './parts.ts';
import { notePending } from './pending.ts';
import { findRevisions, type Resolved, resolve } from './resolve.ts';
import { earlierRevisions } from './rollback.ts';
import { checkTags, tagAll } from './tag.ts';
import type { Stage } from './wire.ts';

/** A release that is ready to begin. */
export interface Prepared {
  readonly target: Stage;
  /** The applications to deploy, producers first. */
  readonly steps: readonly Step[];
  /** The applications whose revision the target runs already. */
  readonly there: readonly Part[];
}

/** The verdict about the steps, or an end without steps: a refusal, or an inspection. */
type StepsCheck =
  | { readonly verdict: Verdict; readonly prepared: Prepared }
  | { readonly verdict: Exclude<Preparation, { readonly kind: 'go' }>; readonly prepared?: undefined };

/**
 * Does everything before the first operation: resolves names, waits for a free target, finds the configuration values,
 * analyses the impact, tags and builds.
 * @throws Halt
 */
export async function prepareRelease(
  options: OdcPlatformOptions,
  configuration: ReleaseConfiguration,
  run: PlatformRun,
): Promise<StepsCheck> {
  const { odc, choice } = options;
  run.log.info(`Asking ODC at ${odc.base.host}`);
  const resolved = await explaining('resolve', () => resolve(odc, choice, run.signal));
  const { target } = resolved;
  for (const { asset } of resolved.chosen)
    await clearPlace(odc, { key: asset.assetKey, name: asset.name, target }, options.onBusy, run);
  const parts = await explaining('resolve', () => partsOf(options, resolved, run));
  completeFrom(parts, target, options, run);

  await configuration.plan(parts, target, run);
  const isLeftOut = (part: Part): boolean => isThere(part) && !configuration.needsDeployment(part);
  const there = parts.filter(isLeftOut);
  const missing = parts.filter((part) => !isLeftOut(part));
  if (missing.length === 0)
    return { verdict: alreadyThere(parts, target, run), prepared: { target, steps: [], there } };
  for (const part of there)
    run.log.info(`  ${part.name} ${formatRevision(part)} is already in ${target.name}: left out.`);
  for (const part of missing) run.log.info(`  ${formatStep(part)}`);
  if (options.back === undefined)
    checkDowngrades(target.name, downgradesIn(missing), options.onDowngrade, run.log);
  if (options.back === undefined)
    checkTags(
      missing,
      options.inspectOnly && options.untaggedChanges === 'tag' ? 'warn' : options.untaggedChanges,
      run,
    );

  await run.admit?.();
  await notePending({ odc, target, known: configuration.known }, missing, run);
  const sorted = await inProducerOrder(odc, missing, target, run);
  const verdict = await inspect(options, sorted, target, run);
  if (verdict.kind === 'stop') return { verdict };
  if (options.inspectOnly) {
    await noteMissingBuilds(options, sorted, run);
    return { verdict: { ...verdict, kind: 'inspected' } };
  }
  const tags = options.untaggedChanges === 'tag' && options.back === undefined;
  const tagged = tags ? await tagAll(odc, sorted, run) : sorted;
  if (tags) completeFrom([...there, ...tagged], target, options, run);
  const steps = await buildAll(odc, tagged, run);
  return { verdict, prepared: { target, steps, there } };
}

async function partsOf(
  { odc, back }: OdcPlatformOptions,
  resolved: Resolved,
  run: PlatformRun,
): Promise<readonly Part[]> {
  if (back === undefined) return findRevisions(odc, resolved, undefined, run.signal);
  const { revisions, problems } = await earlierRevisions({ odc, history: back.earlier }, resolved, run);
  if (problems.length > 0) throw new Halt(invalidInputs(problems, 'nothing was deployed'));
  return findRevisions(odc, resolved, revisions, run.signal);
}

/** Completes the release with names and versions; for a rollback also with the versions that it replaces. */
function completeFrom(
  parts: readonly Part[],
  target: Stage,
  { back }: OdcPlatformOptions,
  run: PlatformRun,
): void {
  const now = parts.flatMap((part) => {
    const current = currentOf(part);
    if (current === undefined) return [];
    const { revision, tag } = current;
    return [{ name: part.name, version: versionOf({ revision, ...(tag && { tag }) }) }];
  });
  const { version: replaces } = jointIdentity(now);
  const downgrades = back ? [] : downgradesIn(parts);
  run.complete({
    ...detailsOf(target),
    ...identityOf(parts),
    ...(back && replaces !== undefined && { replaces }),
    ...(downgrades.length > 0 && { downgrades }),
  });
}

function alreadyThere(parts: readonly Part[], target: Stage, run: PlatformRun): Stop {
  const what = parts.map((part) => `${part.name} ${formatRevision(part)}`).join(', ');
  const reason = `${target.name} already runs exactly this: ${what}. No operation was created.`;
  run.log.notice(reason);
  return { kind: 'stop', outcome: { status: 'succeeded', reason } };
}

async function inspect(
  options: OdcPlatformOptions,
  parts: readonly Part[],
  target: Stage,
  run: PlatformRun,
): Promise<Verdict> {
  if (!options.inspect)
    return { kind: 'go', warned: false, reason: 'Not analysed, because `inspect` is false.' };
  const inspection = await analyse(options.odc, parts, target, run);
  run.noteInspection(inspection);
  return judge(inspection, options);
}

/** Says which revisions a deployment would have to build first. */
async function noteMissingBuilds(
  { odc }: OdcPlatformOptions,
  parts: readonly Part[],
  run: PlatformRun,
): Promise<void> {
  for (const part of parts) {
    const found = await findBuild(odc, part, run);
    if (found !== undefined && interpretBuild(found.status) === 'finished') continue;
    run.log.notice(
      `${part.name} ${formatRevision(part)} has no finished Release build: a deployment builds it first.`,
    );
  }
}
