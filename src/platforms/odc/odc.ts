import { saveText } from '../../http/save.ts';
import { Halt } from '../../release/outcome.ts';
import type {
  Deployment,
  DeploymentEnd,
  Platform,
  PlatformRun,
  StatusReading,
} from '../../release/platform.ts';
import { type Chain, deploymentOf, isGood, joinEnds, partsOf, withRemaining } from './chain.ts';
import { beginOperation, findFate } from './deploy.ts';
import { explaining, LOOK } from './explain.ts';
import { readOperation } from './follower.ts';
import { parseRequest } from './lost.ts';
import { createMessageLog } from './messages.ts';
import type { OdcPlatformOptions } from './options.ts';
import { versionOf } from './parts.ts';
import { type Prepared, prepareRelease } from './prepare.ts';
import { operationUrl } from './site.ts';
import type { Operation } from './wire.ts';

/** Creates the platform for OutSystems Developer Cloud. */
export function createOdcPlatform(options: OdcPlatformOptions): Platform {
  const { odc } = options;
  const messages = createMessageLog(odc);
  let prepared: Prepared | undefined;
  let begun: readonly Operation[] = [];
  let ends: readonly DeploymentEnd['outcome'][] = [];
  let current: Deployment | undefined;
  /** Whether a request was sent and its answer is not known. */
  let asking = false;

  const chain = (): Chain => ({ steps: prepared?.steps ?? [], there: prepared?.there ?? [], begun, ends });

  /** Begins the operation of the next application. */
  async function beginNext({ target, steps }: Prepared, run: PlatformRun): Promise<Deployment> {
    const step = steps[begun.length];
    if (step === undefined) throw new Error('An operation was begun for which there is no application.');
    const creator = begun.findLast(({ deployedBy }) => deployedBy)?.deployedBy ?? undefined;
    asking = true;
    const operation = await beginOperation({ odc, target, onBusy: options.onBusy }, step, creator, run);
    asking = false;
    begun = [...begun, operation];
    run.log.info(`  operation ${operation.key}`);
    if (steps.length > 1) messages.note(`— ${step.name} ${versionOf(step)}, operation ${operation.key}`);
    current = deploymentOf({ steps, begun }, operation, odc.base, run.clock.now());
    return current;
  }

  /** Reads the operation under way. If it ended well, begins the next one, unless this run must not. */
  async function readChain(ready: Prepared, run: PlatformRun): Promise<StatusReading<DeploymentEnd>> {
    const { steps } = ready;
    if (current === undefined) throw new Error('A release was read before it began.');
    if (ends.length < begun.length) {
      const reading = await readOperation(odc, messages, current, run);
      if (reading.phase === 'underway')
        return steps.length === 1 ? reading : { ...reading, note: progressOf(ready, begun.length) };
      ends = [...ends, reading.result.outcome];
      if (!isGood(reading.result.outcome) || ends.length === steps.length)
        return { ...reading, result: joinEnds(chain()) };
    }
    if (asking || run.advance === undefined) return { phase: 'over', status: 'Finished', result: stopped() };
    run.log.info(`  ${progressOf(ready, begun.length)} is deployed`);
    run.advance(await beginNext(ready, run));
    return { phase: 'underway', status: 'Running', note: progressOf(ready, begun.length) };
  }

  /** The end of a release that was stopped between two operations. */
  function stopped(): DeploymentEnd {
    const { steps } = chain();
    const last = joinEnds({ ...chain(), steps: steps.slice(0, ends.length) });
    if (!asking)
      return withRemaining(
        last,
        steps.slice(begun.length).map(({ name }) => name),
      );
    const name = steps[begun.length]?.name ?? '';
    return {
      ...last,
      outcome: {
        status: 'unknown',
        reason: `${last.outcome.reason} ODC had been asked to deploy ${name} and had not answered: it may or may not have begun.`,
        advice: LOOK,
      },
    };
  }

  return {
    name: 'ODC',

    async prepare(run) {
      const result = await prepareRelease(options, run);
      prepared = result.prepared;
      return result.verdict;
    },

    async launch(run) {
      if (prepared === undefined) throw new Error('A deployment was launched that nobody prepared.');
      return beginNext(prepared, run);
    },

    async readStatus(deployment, run) {
      if (prepared !== undefined && current !== undefined) return readChain(prepared, run);
      const reading = await readOperation(odc, messages, deployment, run);
      if (reading.phase === 'underway') return reading;
      return { ...reading, result: withRemaining(reading.result, deployment.remaining) };
    },

    parts: () => partsOf(chain()),

    async attach(id, run, saved) {
      const operation = await explaining('attach', () => odc.operation(id, run.signal));
      const { operation: kind, assetName, revisions } = operation;
      if (kind && kind !== 'Deploy') throw new Halt(noDeployment(id, kind));
      // A saved plan may hold several applications, and this operation knows only its own.
      if (saved === undefined && options.choice.applications.length < 2 && assetName)
        run.complete({ component: assetName, ...(await versionIn(operation, revisions?.[0], run)) });
      return {
        id,
        url: operationUrl(odc.base, id),
        acceptedAt: run.clock.now(),
        ...(saved?.remaining && { remaining: saved.remaining }),
      };
    },

    log: async ({ id }, file, signal) => saveText(await messages.text(id, signal), file, options.redact),

    describeLeftRunning: ({ id, remaining }) => {
      const rest = remaining === undefined ? '' : ` Not begun: ${remaining.join(', ')}.`;
      return `Operation ${id} goes on: ODC offers no way to stop it.${rest}`;
    },

    async discard({ request }, run) {
      if (request === undefined) return undefined;
      const fate = await findFate(odc, parseRequest(request), run.signal);
      if (fate.kind !== 'ours') return 'absent';
      const { key } = fate.operation;
      return { id: key, url: operationUrl(odc.base, key), acceptedAt: run.clock.now() };
    },
  };

  /** The version of an operation for the records; empty if it cannot be read. */
  async function versionIn(
    { assetKey }: Operation,
    revision: number | undefined,
    run: PlatformRun,
  ): Promise<{ readonly version?: string }> {
    if (revision === undefined || !assetKey) return {};
    const found = await explaining('attach', () => odc.revision(assetKey, revision, run.signal));
    return { version: versionOf({ revision, ...(found?.tag && { tag: found.tag }) }) };
  }
}

/** Formats the application under way as `Portal (2 of 3)`. */
function progressOf({ steps }: Prepared, number: number): string {
  return `${steps[number - 1]?.name ?? ''} (${number} of ${steps.length})`;
}

function noDeployment(id: string, kind: string) {
  return {
    status: 'invalid-input',
    reason: `${id} is an operation of the kind ${kind}, and not a deployment.`,
    advice: 'Give as `deployment-id` the output of this name of the step that deployed.',
  } as const;
}
