import { HttpFailure } from '../../http/failure.ts';
import { Halt } from '../../release/outcome.ts';
import type { Artifact } from '../../release/plan.ts';
import type { Deployment, Draft, PlatformRun } from '../../release/platform.ts';
import { isMarker, markersIn } from '../../release/run-marker.ts';
import { messageOf } from '../../shared/format.ts';
import { isNever } from './busy.ts';
import { present } from './choose.ts';
import { isStatus, type LifeTime } from './client.ts';
import { explaining, isNotYetPublished, isRefusal } from './explain.ts';
import { isKey, type LifeTimeEnvironment, type LifeTimePlan, type LifeTimePlanDetails } from './wire.ts';

/** How far back a plan of this attempt is looked for: it is from today or, past midnight, from yesterday. */
const OWN_WINDOW_MS = 24 * 3_600_000;
/** How long LifeTime may take to make a new tag ready, in milliseconds. */
const PUBLISHING_MS = 300_000;
const PUBLISHING_PAUSE_MS = 5_000;

/** A plan that exists. */
export interface Created {
  readonly key: string;
  /** A request for it went unanswered and was sent once more: there may be a twin. */
  readonly doubtful: boolean;
  /** Of a plan that carries no marker: what tells it from others. */
  readonly upload?: NonNullable<Draft['upload']>;
}

/**
 * Creates a plan once. A request that may have been accepted is answered by looking for the plan's marker; only when
 * the look finds nothing is it sent once more. The marker is noted before the first request leaves.
 * @param send asks for the plan and returns its key
 * @param collided waits for another deployment of the target, and tells whether there was one: an old LifeTime takes
 * no plan beside it
 */
export async function createPlan(
  lifetime: LifeTime,
  target: string,
  marker: string,
  send: () => Promise<string>,
  collided: () => Promise<boolean>,
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
        run.log.info('  LifeTime is still making the version ready; asking again.');
        await run.clock.sleep(PUBLISHING_PAUSE_MS, run.signal);
        continue;
      }
      if (!error.mayHaveActed) {
        if (isRefusal(error) && (await collided())) continue;
        if (attempt === 1) run.keep(undefined);
        return explaining('create', () => Promise.reject(error));
      }
      run.log.info(`  ${error.message} Looking whether the plan was created.`);
      const own = await look(lifetime, target, marker, error, run);
      if (own !== undefined) {
        if (!isKey(own.Key)) throw ambiguous(error, marker);
        return { key: own.Key, doubtful: attempt > 1 };
      }
      // An answer, however ugly, after which nothing is there twice, is a refusal.
      if (attempt > 1 && error.facts.kind === 'status')
        return explaining('create', () => Promise.reject(error));
      if (attempt > 1) throw ambiguous(error, marker);
      await run.clock.sleep(error.facts.retryAfterMs ?? 0, run.signal);
      attempt++;
    }
  }
}

/**
 * Creates a plan from a file. Such a plan carries no marker: what was there before is noted, so that it can be told
 * from what comes.
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
    // A request that was cut off may be taken up all the same.
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
 * The plan that an upload made: the only one of the target that came since, was made from a file, was never started
 * and holds an application that the file is named after.
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
 * Whether a plan that another process noted is one that this program made, as the plan itself tells: its notes hold
 * the marker, or any marker where the note has none; or it came from a file after the upload began. True where it is gone.
 */
async function isOurs(lifetime: LifeTime, id: string, draft: Draft, run: PlatformRun): Promise<boolean> {
  if (!isKey(id)) return false;
  try {
    const details = await lifetime.details(id, run.signal);
    const { Notes, SourceEnvironmentKey } = details.Deployment;
    const markers = markersIn(Notes ?? '');
    if (draft.marker) return markers.includes(draft.marker);
    if (draft.upload === undefined) return markers.length > 0;
    // LifeTime named the key in its answer to the upload: what was there before is not ours.
    return !draft.upload.known.includes(id) && present(SourceEnvironmentKey) === undefined;
  } catch (error) {
    if (isStatus(error, 404)) return true;
    throw error;
  }
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** `Customer_Portal-1.2.oap` is named after `Customer Portal`, and `CustomerPortalAdmin.oap` is not. */
export function isNamedAfter(file: string, application: string): boolean {
  const base = plain(file.replace(/\.\w+$/, ''));
  const name = plain(application);
  return name !== '' && base.startsWith(name) && /^(?:v?\d|and|$)/.test(base.slice(name.length));
}

async function look(
  lifetime: LifeTime,
  target: string,
  marker: string,
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

/** The plans of a target that carry this run's marker, newest first. */
export async function ownPlans(
  lifetime: LifeTime,
  target: string,
  marker: string,
  run: PlatformRun,
): Promise<readonly LifeTimePlan[]> {
  const plans = await plansOf(lifetime, target, run);
  return plans.filter(({ Notes }) => markersIn(Notes ?? '').includes(marker));
}

/**
 * Deletes a plan. LifeTime deletes only what was not started, so a refusal is answered by its status; so is a 404,
 * which may be a gateway's.
 * @returns false where it has begun
 */
export async function deletePlan(lifetime: LifeTime, key: string, run: PlatformRun): Promise<boolean> {
  if (!isKey(key)) throw new Error('its key is none of LifeTime.');
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

/** Undefined where there is no such plan any more. */
async function statusOf(lifetime: LifeTime, key: string, run: PlatformRun): Promise<string | undefined> {
  try {
    return (await lifetime.status(key, run.signal)).status;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** Where the plans of a draft are. */
export interface DraftSearch {
  /** The environment whose plans are looked through for those whose key is not known. */
  readonly target: () => Promise<string>;
  /** Whether there may be plans whose key is not known. */
  readonly searched: boolean;
  /** Whether another process noted the draft: then a plan counts only for what itself tells. */
  readonly noted: boolean;
}

/**
 * Deletes every plan of a draft.
 * @returns the plan that has begun after all, if one has; `absent` where what was uploaded is not to be found
 * @throws where the plan is none that this program made
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
    begun = { id: key, url: draft.url ?? '', acceptedAt: run.clock.now() };
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
  if (noted && marker && !isMarker(marker)) throw new Error('its marker is none of this program.');
  if (marker === '' && id === undefined && upload === undefined)
    throw new Error('there were too many plans beside it to tell which one it is.');
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
      throw new Error('it carries no marker of this run, so it may be another one.');
    keys.add(id);
  }
  return keys;
}

/** Deletes the twins of a plan whose request was sent twice; a twin that stays is a warning, for it does nothing. */
export async function deleteTwins(
  lifetime: LifeTime,
  target: string,
  marker: string,
  key: string,
  run: PlatformRun,
): Promise<void> {
  try {
    for (const twin of await ownPlans(lifetime, target, marker, run)) {
      if (twin.Key !== key) await deletePlan(lifetime, twin.Key, run);
    }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    run.log.warning(`A second plan of this run could not be looked for: ${messageOf(error)}`);
  }
}
