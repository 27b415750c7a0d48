import { HttpFailure, isStatus } from '../../http/failure.ts';
import { Halt } from '../../release/outcome.ts';
import type { Artifact } from '../../release/plan.ts';
import type { Deployment, Draft, PlatformRun } from '../../release/platform.ts';
import { isMarker, markersIn } from '../../release/run-marker.ts';
import { messageOf } from '../../shared/format.ts';
import { isNever } from './busy.ts';
import { present } from './choose.ts';
import type { LifeTime } from './client.ts';
import { explaining, isNotYetPublished, isRefusal } from './explain.ts';
import { planUrl } from './site.ts';
import { isKey, type LifeTimeEnvironment, type LifeTimePlan, type LifeTimePlanDetails } from './wire.ts';

/** How far back to search for a plan of this attempt: it was created today or, after midnight, yesterday. */
const OWN_WINDOW_MS = 24 * 3_600_000;
/** How long LifeTime may take to publish a new tag, in milliseconds. */
const PUBLISHING_MS = 300_000;
const PUBLISHING_PAUSE_MS = 5_000;

/** A plan that was created. */
export interface Created {
  readonly key: string;
  /** Whether the request was sent again after a missing answer: then a second plan may exist. */
  readonly doubtful: boolean;
  /** Identifies a plan that was made from a file and has no marker. */
  readonly upload?: NonNullable<Draft['upload']>;
}

/** The target's key and the marker of this run, which identify its plans. */
interface OwnPlan {
  readonly target: string;
  readonly marker: string;
}

/** How a plan is requested. */
interface PlanRequest {
  /** Sends the request and returns the plan's key. */
  readonly send: () => Promise<string>;
  /**
   * Waits for another deployment of the target and returns whether there was one: older versions of LifeTime accept no
   * second plan for a target.
   */
  readonly collided: () => Promise<boolean>;
}

/**
 * Creates a plan once. If a request may have succeeded without an answer, the plans are searched for the marker, and
 * the request is sent again only if no plan has it. The marker is saved before the first request.
 * @throws Halt
 */
export async function createPlan(
  lifetime: LifeTime,
  { target, marker }: OwnPlan,
  { send, collided }: PlanRequest,
  run: PlatformRun,
): Promise<Created> {
  const began = run.clock.now();
  run.keep({ marker });
  for (let attempt = 1; ; ) {
    try {
      return { key: await send(), doubtful: attempt > 1 };
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      if (isNotYetPublished(error) && run.clock.now() - began < PUBLISHING_MS) {
        run.log.info('  LifeTime is still preparing the version; asking again.');
        await run.clock.sleep(PUBLISHING_PAUSE_MS, run.signal);
        continue;
      }
      if (!error.mayHaveActed) {
        if (isRefusal(error) && (await collided())) continue;
        if (attempt === 1) run.keep(undefined);
        return explaining('create', () => Promise.reject(error));
      }
      run.log.info(`  ${error.message} Checking whether the plan was created.`);
      const own = await look(lifetime, { target, marker }, error, run);
      if (own !== undefined) {
        if (!isKey(own.Key)) throw ambiguous(error, marker);
        return { key: own.Key, doubtful: attempt > 1 };
      }
      // Any HTTP status in answer to the second request, with no plan found, counts as a refusal.
      if (attempt > 1 && error.facts.kind === 'status')
        return explaining('create', () => Promise.reject(error));
      if (attempt > 1) throw ambiguous(error, marker);
      await run.clock.sleep(error.facts.retryAfterMs ?? 0, run.signal);
      attempt++;
    }
  }
}

/**
 * Creates a plan from a file. Such a plan has no marker, so the keys of the existing plans are saved first to
 * identify the new plan.
 * @throws Halt, or the signal's reason
 */
export async function uploadPlan(
  lifetime: LifeTime,
  target: LifeTimeEnvironment,
  file: Artifact,
  run: PlatformRun,
): Promise<Created> {
  const before = await explaining('check', () => plansOf(lifetime, target.Key, run));
  const seek = `Look in LifeTime for a plan for ${target.Name} that was never started, and delete it before you run this again.`;
  const upload = { name: file.name, known: before.map(({ Key }) => Key) };
  run.keep({ marker: '', upload, seek });
  try {
    return { key: await lifetime.upload(target.Key, file, run.signal), doubtful: false, upload };
  } catch (error) {
    // LifeTime may still process an interrupted request.
    if (run.signal.aborted) throw error;
    if (error instanceof HttpFailure && error.mayHaveActed) {
      const reason = `${error.message} A plan may or may not have been created from the package; it was not started.`;
      throw new Halt({ status: 'unknown', reason }, error);
    }
    run.keep(undefined);
    return explaining('create', () => Promise.reject(error));
  }
}

/**
 * Finds the plan that an upload created. It must be the only new plan of the target that was made from a file and
 * never started, and it must hold an application that the file is named after.
 */
async function findUpload(
  lifetime: LifeTime,
  { name, known }: NonNullable<Draft['upload']>,
  target: string,
  run: PlatformRun,
): Promise<string | undefined> {
  const fresh = (await plansOf(lifetime, target, run)).filter(
    ({ Key, SourceEnvironmentKey, StartedOn }) =>
      isKey(Key) && !known.includes(Key) && isNever(StartedOn) && present(SourceEnvironmentKey) === undefined,
  );
  const [only] = fresh;
  if (only === undefined || fresh.length > 1) return undefined;
  return holdsNamesake(await lifetime.details(only.Key, run.signal), name) ? only.Key : undefined;
}

function holdsNamesake({ ApplicationsToDeploy }: LifeTimePlanDetails, file: string): boolean {
  return (ApplicationsToDeploy ?? []).some(({ ApplicationName }) =>
    isNamedAfter(file, ApplicationName ?? ''),
  );
}

/**
 * Whether this program made a plan that another process saved. Its notes must hold the saved marker, or any marker if
 * the draft has none; an uploaded plan must be new and made from a file. Returns true if the plan no longer exists.
 */
async function isOurs(lifetime: LifeTime, id: string, draft: Draft, run: PlatformRun): Promise<boolean> {
  if (!isKey(id)) return false;
  try {
    const details = await lifetime.details(id, run.signal);
    const { Notes, SourceEnvironmentKey } = details.Deployment;
    const markers = markersIn(Notes ?? '');
    if (draft.marker) return markers.includes(draft.marker);
    if (draft.upload === undefined) return markers.length > 0;
    // The upload returned this key, so a plan that existed before is not the uploaded one.
    return !draft.upload.known.includes(id) && present(SourceEnvironmentKey) === undefined;
  } catch (error) {
    if (isStatus(error, 404)) return true;
    throw error;
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Whether a file is named after an application: `Customer_Portal-1.2.oap` is named after `Customer Portal`, and
 * `CustomerPortalAdmin.oap` is not.
 */
export function isNamedAfter(file: string, application: string): boolean {
  const base = plain(file.replace(/\.\w+$/, ''));
  const name = plain(application);
  return name !== '' && base.startsWith(name) && /^(?:v?\d|and|$)/.test(base.slice(name.length));
}

async function look(
  lifetime: LifeTime,
  { target, marker }: OwnPlan,
  failure: HttpFailure,
  run: PlatformRun,
): Promise<LifeTimePlan | undefined> {
  try {
    return (await ownPlans(lifetime, target, marker, run))[0];
  } catch (error) {
    throw error instanceof HttpFailure ? ambiguous(failure, marker, error) : error;
  }
}

function ambiguous(failure: HttpFailure, marker: string, look?: HttpFailure): Halt {
  return new Halt(
    {
      status: 'unknown',
      reason:
        `${failure.message} The plan may or may not have been created; it was not started. ${look?.message ?? ''}`.trim(),
      advice: `Look in LifeTime for a plan whose notes hold ${marker}, and delete it.`,
    },
    failure,
  );
}

function plansOf(lifetime: LifeTime, target: string, run: PlatformRun): Promise<readonly LifeTimePlan[]> {
  return lifetime.plans(target, run.clock.now() - OWN_WINDOW_MS, run.signal);
}

/** Returns the plans of a target that have this run's marker, newest first. */
async function ownPlans(
  lifetime: LifeTime,
  target: string,
  marker: string,
  run: PlatformRun,
): Promise<readonly LifeTimePlan[]> {
  const plans = await plansOf(lifetime, target, run);
  return plans.filter(({ Notes }) => markersIn(Notes ?? '').includes(marker));
}

/**
 * Deletes a plan. LifeTime refuses to delete a started plan, and a 404 may come from a gateway, so after either the
 * status decides.
 * @returns false if the plan was started
 * @throws HttpFailure, Error for an invalid key, or the signal's reason
 */
export async function deletePlan(lifetime: LifeTime, key: string, run: PlatformRun): Promise<boolean> {
  if (!isKey(key)) throw new Error('its key is not valid.');
  for (let attempt = 1; ; attempt++) {
    try {
      await lifetime.delete(key, run.signal);
      run.log.info(`  The plan ${key} was not started and was deleted.`);
      return true;
    } catch (error) {
      if (!isStatus(error, 400, 404, 409)) throw error;
      const status = await statusOf(lifetime, key, run);
      if (status === undefined) return true;
      if (status !== 'saved') return false;
      if (attempt > 1) throw error;
    }
  }
}

/** Returns the status, or undefined if the plan does not exist. */
async function statusOf(lifetime: LifeTime, key: string, run: PlatformRun): Promise<string | undefined> {
  try {
    return (await lifetime.status(key, run.signal)).status;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** How to find the plans of a draft. */
interface DraftSearch {
  /** Returns the key of the environment whose plans are searched. */
  readonly target: () => Promise<string>;
  /** Whether plans may exist whose key is unknown. */
  readonly searched: boolean;
  /** Whether another process saved the draft: then a plan must prove by its own data that this program made it. */
  readonly noted: boolean;
}

/**
 * Deletes every plan of a draft.
 * @returns the plan that was started, if any; `absent` if an uploaded plan is not found
 * @throws Error if this program did not make the plan
 */
export async function discardDraft(
  lifetime: LifeTime,
  draft: Draft,
  search: DraftSearch,
  run: PlatformRun,
): Promise<Deployment | 'absent' | undefined> {
  const found = await plansOfDraft(lifetime, draft, search, run);
  if (found === 'absent') return found;
  let begun: Deployment | undefined;
  for (const key of found) {
    if (await deletePlan(lifetime, key, run)) continue;
    begun = { id: key, url: draft.url || planUrl(lifetime.base, key), acceptedAt: run.clock.now() };
  }
  return begun;
}

async function plansOfDraft(
  lifetime: LifeTime,
  draft: Draft,
  { target, searched, noted }: DraftSearch,
  run: PlatformRun,
): Promise<ReadonlySet<string> | 'absent'> {
  const { id, marker, upload } = draft;
  if (noted && marker && !isMarker(marker)) throw new Error('its marker is not from this program.');
  if (marker === '' && id === undefined && upload === undefined)
    throw new Error('there were too many similar plans to identify it.');
  const keys = new Set<string>();
  if (upload && id === undefined) {
    const key = await findUpload(lifetime, upload, await target(), run);
    if (key === undefined) return 'absent';
    keys.add(key);
  }
  if (marker && (searched || id === undefined)) {
    for (const { Key } of await ownPlans(lifetime, await target(), marker, run)) keys.add(Key);
  }
  if (id !== undefined && !keys.has(id)) {
    if (noted && !(await isOurs(lifetime, id, draft, run)))
      throw new Error('it has no marker of this run, so it may be another one.');
    keys.add(id);
  }
  return keys;
}

/**
 * Deletes duplicates of a plan whose request was sent twice. A failure is only logged, because a saved duplicate has
 * no effect.
 */
export async function deleteTwins(
  lifetime: LifeTime,
  { target, marker }: OwnPlan,
  key: string,
  run: PlatformRun,
): Promise<void> {
  try {
    for (const twin of await ownPlans(lifetime, target, marker, run)) {
      if (twin.Key !== key) await deletePlan(lifetime, twin.Key, run);
    }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    run.log.warning(`The search for a second plan of this run failed: ${messageOf(error)}`);
  }
}
