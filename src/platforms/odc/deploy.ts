import { HttpFailure } from '../../http/failure.ts';
import { Halt } from '../../release/outcome.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { count } from '../../shared/format.ts';
import { clearPlace, type OnBusy } from './busy.ts';
import type { Odc } from './client.ts';
import { explaining, LOOK } from './explain.ts';
import { type Fate, fateOf, formatRequest, type LostRequest, lostRequest, TOLERANCE_MS } from './lost.ts';
import { formatRevision, type Part } from './parts.ts';
import { SignInFailed } from './session.ts';
import type { Operation, Stage } from './wire.ts';

/** An application with the build to deploy. */
export interface Step extends Part {
  readonly build: string;
}

/** Where and how steps are deployed. */
export interface Launch {
  readonly odc: Odc;
  readonly target: Stage;
  readonly onBusy: OnBusy;
  /** The creator of this run's operations, if an answer has shown it. */
  readonly by: string | undefined;
  /** The names of the applications that come after this one. */
  readonly remaining: readonly string[];
  /** Sets what the deployment applies. Absent if there is nothing to set. */
  readonly configure?: (run: PlatformRun) => Promise<void>;
}

/** The pauses before the two looks for an operation whose answer was lost, in milliseconds. */
const LOOK_PAUSES_MS = [3_000, 10_000] as const;

/**
 * Starts the operation of one application. The request is saved first. If its answer is lost, the operations of the
 * application in the stage show what happened to it: exactly one that fits is ours. If none has started, the request is
 * sent once more, but only if the list is readable: an API client without permission gets an empty list.
 * @throws Halt, or the signal's reason
 */
export async function beginOperation(
  { odc, target, onBusy, by, remaining, configure }: Launch,
  step: Step,
  run: PlatformRun,
): Promise<Operation> {
  const before = await clearPlace(odc, { ...step, target }, onBusy, run);
  const since = odc.serverTime();
  const request = lostRequest(
    {
      asset: step.key,
      stage: target.key,
      revision: step.revision,
      build: step.build,
      remaining,
      ...(since !== undefined && { since }),
      ...(by !== undefined && { by }),
    },
    before,
  );
  // Saved before the values are set, so that another process sees that no operation has started.
  run.keep({ marker: '', request: formatRequest(request) });
  await configure?.(run).catch((error: unknown) => {
    if (error instanceof Halt) run.keep(undefined);
    throw error;
  });
  run.log.info(`Deploying ${step.name} ${formatRevision(step)} to ${target.name}`);
  const body = {
    operation: 'Deploy',
    assetKey: step.key,
    buildKey: step.build,
    revision: step.revision,
    environmentKey: target.key,
  } as const;
  for (let attempt = 1; ; attempt++) {
    try {
      return await odc.deploy(body, run.signal);
    } catch (error) {
      const isFailure = error instanceof HttpFailure;
      // Without a valid sign-in, the request was not sent or was refused.
      if (error instanceof SignInFailed || (isFailure && !error.mayHaveActed)) {
        run.keep(undefined);
        return explaining('deploy', () => Promise.reject(error));
      }
      if (!isFailure) throw error;
      run.log.info(`  ${error.message} Checking whether the operation has started.`);
      const fate = await lookTwice(odc, request, error, run);
      if (fate.kind === 'ours') return fate.operation;
      const isAbsent =
        fate.kind === 'none' && attempt === 1 && (await listsOperations(odc, request, run.signal));
      if (!isAbsent) {
        run.keep(undefined);
        throw ambiguous(error, step, target, fate);
      }
      run.log.info('  No operation has started. Sending the request again.');
    }
  }
}

/** Whether ODC lists any operation of the application in the stage. An empty list shows nothing. */
async function listsOperations(
  odc: Odc,
  { asset, stage }: LostRequest,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return (await odc.operations({ assetKey: asset, environmentKey: stage }, signal)).length > 0;
  } catch (error) {
    if (error instanceof HttpFailure || error instanceof SignInFailed) return false;
    throw error;
  }
}

/** Looks for the operation until it is found, at most twice. */
async function lookTwice(
  odc: Odc,
  request: LostRequest,
  failure: HttpFailure,
  run: PlatformRun,
): Promise<Fate> {
  let fate: Fate = { kind: 'none' };
  for (const pause of LOOK_PAUSES_MS) {
    await run.clock.sleep(Math.max(pause, failure.facts.retryAfterMs ?? 0), run.signal);
    try {
      fate = await findFate(odc, request, run.signal);
    } catch (error) {
      if (!(error instanceof HttpFailure || error instanceof SignInFailed)) throw error;
      run.keep(undefined);
      throw new Halt(
        {
          status: 'unknown',
          reason: `${failure.message} The operation may or may not have started. ${error.message}`,
          advice: LOOK,
        },
        error,
      );
    }
    if (fate.kind === 'ours') return fate;
  }
  return fate;
}

/** Reads what became of a request. @throws HttpFailure, SignInFailed, or the signal's reason */
async function findFate(odc: Odc, request: LostRequest, signal: AbortSignal): Promise<Fate> {
  const { asset, stage, since } = request;
  const query = {
    assetKey: asset,
    environmentKey: stage,
    ...(since !== undefined && { since: since - TOLERANCE_MS }),
  };
  return fateOf(request, await odc.operations(query, signal));
}

/**
 * Reads what became of a request of another process. A request that shows no operation is looked at once more.
 * @throws HttpFailure, SignInFailed, or the signal's reason
 */
export async function findFateTwice(odc: Odc, request: LostRequest, run: PlatformRun): Promise<Fate> {
  const fate = await findFate(odc, request, run.signal);
  if (fate.kind !== 'none') return fate;
  await run.clock.sleep(LOOK_PAUSES_MS[0], run.signal);
  return findFate(odc, request, run.signal);
}

function ambiguous(failure: HttpFailure, step: Step, target: Stage, fate: Fate): Halt {
  const others = fate.kind === 'unclear' ? fate.others : [];
  const found =
    others.length === 0
      ? 'No operation is listed.'
      : `${count(others.length, 'operation')} started at that time, and it is not known which one belongs to this run: ${others.map(({ key }) => key).join(', ')}.`;
  return new Halt(
    {
      status: 'unknown',
      reason: `${failure.message} The operation for ${step.name} may or may not have started. ${found}`,
      advice: `Look in the ODC Portal whether ${step.name} ${formatRevision(step)} is being deployed to ${target.name}. Resume that operation with its \`deployment-id\`, or run this again if there is none.`,
    },
    failure,
  );
}
