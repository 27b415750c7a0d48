import { saveText } from '../../http/save.ts';
import { Halt } from '../../release/outcome.ts';
import type {
  Deployment,
  DeploymentEnd,
  Platform,
  PlatformRun,
  StatusReading,
} from '../../release/platform.ts';
import { detailsFor } from './attach.ts';
import {
  type Chain,
  deploymentOf,
  describeLeft,
  isGood,
  joinEnds,
  partsOf,
  remainingOf,
  withProgress,
  withRemaining,
} from './chain.ts';
import { beginOperation, findFateTwice } from './deploy.ts';
import { explaining } from './explain.ts';
import { readOperation } from './follower.ts';
import { parseRequest } from './lost.ts';
import { createMessageLog } from './messages.ts';
import type { OdcPlatformOptions } from './options.ts';
import { versionOf } from './parts.ts';
import { type Prepared, prepareRelease } from './prepare.ts';
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

  const chain = (): Chain => ({
    steps: prepared?.steps ?? [],
    there: prepared?.there ?? [],
    begun,
    ends,
    asking,
  });

  /** Begins the operation of the next application. */
  async function beginNext({ target, steps }: Prepared, run: PlatformRun): Promise<Deployment> {
    const step = steps[begun.length];
    if (step === undefined) throw new Error('An operation was begun for which there is no application.');
    const by = begun.findLast(({ deployedBy }) => deployedBy)?.deployedBy ?? undefined;
    const remaining = remainingOf(chain()).slice(1);
    asking = true;
    try {
      const launch = { odc, target, onBusy: options.onBusy, by, remaining };
      const operation = await beginOperation(launch, step, run);
      run.log.info(`  operation ${operation.key}`);
      if (steps.length > 1) messages.note(`— ${step.name} ${versionOf(step)}, operation ${operation.key}`);
      return noteBegun(operation, remaining, run);
    } catch (error) {
      throw error instanceof Halt ? new Halt(withProgress(error.outcome, chain()), error) : error;
    }
  }

  function noteBegun(operation: Operation, remaining: readonly string[], run: PlatformRun): Deployment {
    asking = false;
    begun = [...begun, operation];
    current = deploymentOf(operation, remaining, odc.base, run.clock.now());
    return current;
  }

  /** Reads the operation under way. If it ended well, begins the next one, unless this run must not. */
  async function readChain(
    ready: Prepared,
    underway: Deployment,
    run: PlatformRun,
  ): Promise<StatusReading<DeploymentEnd>> {
    const { steps } = ready;
    const progress = (): string => progressOf(ready, begun.length);
    if (ends.length < begun.length) {
      const reading = await readOperation(odc, messages, underway, run);
      if (reading.phase === 'underway')
        return steps.length === 1 ? reading : { ...reading, note: progress() };
      ends = [...ends, reading.result.outcome];
      if (!isGood(reading.result.outcome) || ends.length === steps.length)
        return { ...reading, result: joinEnds(chain()) };
      run.log.info(`  ${progress()} is deployed`);
    }
    if (run.advance === undefined || asking)
      return { phase: 'underway', status: 'Finished', note: progress() };
    run.advance(await beginNext(ready, run));
    return { phase: 'underway', status: 'Running', note: progress() };
  }

  return {
    name: 'ODC',

    async prepare(run) {
      const result = await prepareRelease(options, run);
      prepared = result.prepared;
      return result.verdict;
    },

    async launch(run) {
      if (prepared === undefined) throw new Error('A deployment was launched without preparation.');
      return beginNext(prepared, run);
    },

    async readStatus(deployment, run) {
      if (prepared !== undefined && current !== undefined) return readChain(prepared, current, run);
      const reading = await readOperation(odc, messages, deployment, run);
      if (reading.phase === 'underway') return reading;
      return { ...reading, result: withRemaining(reading.result, deployment.remaining) };
    },

    parts: () => partsOf(chain()),

    async attach(id, run, saved) {
      const operation = await explaining('attach', () => odc.operation(id, run.signal));
      const { operation: kind } = operation;
      if (kind && kind !== 'Deploy') throw new Halt(noDeployment(id, kind));
      if (saved === undefined)
        run.complete(
          await explaining('attach', () => detailsFor(odc, options.choice, operation, run.signal)),
        );
      return deploymentOf(operation, saved?.remaining ?? [], odc.base, run.clock.now());
    },

    log: async ({ id }, file, signal) => saveText(await messages.text(id, signal), file, options.redact),

    examinable: () => [
      {
        title: `ODC at ${odc.base.host}`,
        examine: async (run) => (await import('./doctor.ts')).examineOdc(odc, options.choice, run),
      },
    ],

    describeLeftRunning: (deployment) => describeLeft(chain(), deployment),

    async discard({ request }, run) {
      if (request === undefined) return undefined;
      const lost = parseRequest(request);
      const fate = await findFateTwice(odc, lost, run);
      if (fate.kind === 'none') return 'absent';
      if (fate.kind === 'unclear')
        throw new Error(
          `operations began at that time, and which one belongs to the run is not known: ${fate.others.map(({ key }) => key).join(', ')}.`,
        );
      if (prepared !== undefined) return noteBegun(fate.operation, lost.remaining, run);
      return deploymentOf(fate.operation, lost.remaining, odc.base, run.clock.now());
    },
  };
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
