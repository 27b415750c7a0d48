import { Halt, type Outcome } from '../../release/outcome.ts';
import type { Deployment, DeploymentEnd, PlatformRun, StatusReading } from '../../release/platform.ts';
import { formatNames } from '../../shared/format.ts';
import {
  type Chain,
  deploymentOf,
  isGood,
  joinEnds,
  remainingOf,
  withProgress,
  withRemaining,
} from './chain.ts';
import type { ReleaseConfiguration } from './configure.ts';
import { beginOperation } from './deploy.ts';
import type { Follower } from './follower.ts';
import type { MessageLog } from './messages.ts';
import type { OdcPlatformOptions } from './options.ts';
import { versionOf } from './parts.ts';
import type { Prepared } from './prepare.ts';
import type { Operation } from './wire.ts';

/** Runs the operations of a prepared release, one after the other. */
export interface ChainRunner {
  /** The progress so far. */
  chain(): Chain;
  /** Begins the operation of the next application. @throws Halt, or the signal's reason */
  begin(run: PlatformRun): Promise<Deployment>;
  /** Takes over an operation that was started although its answer was lost. */
  adopt(operation: Operation, remaining: readonly string[], run: PlatformRun): Deployment;
  /**
   * Reads the operation under way. If it ended well, begins the next one, unless the run must not. Before the first
   * operation, reads `deployment`.
   */
  read(deployment: Deployment, run: PlatformRun): Promise<StatusReading<DeploymentEnd>>;
}

/** What the operations of one release share. */
export interface ChainTools extends Pick<OdcPlatformOptions, 'odc' | 'onBusy'> {
  readonly messages: MessageLog;
  readonly follower: Follower;
  /** Its values are set right before the first operation, which applies them. */
  readonly configuration: Pick<ReleaseConfiguration, 'set' | 'items'>;
}

/** Creates the runner of a prepared release. */
export function createChainRunner(
  { odc, onBusy, messages, follower, configuration }: ChainTools,
  prepared: Prepared,
): ChainRunner {
  const { target, steps, there } = prepared;
  let begun: readonly Operation[] = [];
  let ends: readonly Outcome[] = [];
  let current: Deployment | undefined;
  /** Whether a request was sent and its answer is not known. */
  let asking = false;

  const setting = settingOf(configuration);
  const chain = (): Chain => ({ steps, there, begun, ends, asking });

  async function begin(run: PlatformRun): Promise<Deployment> {
    const step = steps[begun.length];
    if (step === undefined) throw new Error('An operation was started for which there is no application.');
    const by = begun.findLast(({ deployedBy }) => deployedBy)?.deployedBy ?? undefined;
    const remaining = remainingOf(chain()).slice(1);
    asking = true;
    try {
      const first = begun.length === 0 ? { configure: setting.configure } : {};
      const operation = await beginOperation({ odc, target, onBusy, by, remaining, ...first }, step, run);
      run.log.info(`  operation ${operation.key}`);
      if (steps.length > 1) messages.note(`— ${step.name} ${versionOf(step)}, operation ${operation.key}`);
      return adopt(operation, remaining, run);
    } catch (error) {
      if (!(error instanceof Halt)) throw error;
      throw new Halt(setting.explain(withProgress(error.outcome, chain()), begun), error);
    }
  }

  function adopt(operation: Operation, remaining: readonly string[], run: PlatformRun): Deployment {
    asking = false;
    begun = [...begun, operation];
    current = deploymentOf(operation, remaining, odc.base, run.clock.now());
    return current;
  }

  async function read(deployment: Deployment, run: PlatformRun): Promise<StatusReading<DeploymentEnd>> {
    if (current === undefined) return readAlone(follower, deployment, run);
    const note = progressOf(steps, begun.length);
    if (ends.length < begun.length) {
      const reading = await follower.read(current, run);
      if (reading.phase === 'underway') return steps.length === 1 ? reading : { ...reading, note };
      ends = [...ends, reading.result.outcome];
      if (!isGood(reading.result.outcome) || ends.length === steps.length)
        return { ...reading, result: joinEnds(chain()) };
      run.log.info(`  ${note} is deployed`);
    }
    if (run.advance === undefined || asking) return { phase: 'underway', status: 'Finished', note };
    run.advance(await begin(run));
    return { phase: 'underway', status: 'Running', note: progressOf(steps, begun.length) };
  }

  return { chain, begin, adopt, read };
}

/** Sets the configuration values, and explains what happens to them if no operation of this release applies them. */
function settingOf({ set, items }: ChainTools['configuration']) {
  let isSet = false;
  return {
    async configure(run: PlatformRun): Promise<void> {
      await set(run);
      isSet = true;
    },
    explain(outcome: Outcome, begun: readonly Operation[]): Outcome {
      const names = items().flatMap((item) => (item.set ? [item.name] : []));
      if (!isSet || begun.length > 0 || names.length === 0 || outcome.status === 'unknown') return outcome;
      return {
        ...outcome,
        reason: `${outcome.reason} The next deployment applies: ${formatNames(names, 20)}.`,
      };
    },
  };
}

/** Reads an operation of another process. Applications that come after it are not deployed by this one. */
export async function readAlone(
  follower: Follower,
  deployment: Deployment,
  run: PlatformRun,
): Promise<StatusReading<DeploymentEnd>> {
  const reading = await follower.read(deployment, run);
  if (reading.phase === 'underway') return reading;
  return { ...reading, result: withRemaining(reading.result, deployment.remaining) };
}

/** Formats the application under way as `Portal (2 of 3)`. */
function progressOf(steps: Prepared['steps'], number: number): string {
  return `${steps[number - 1]?.name ?? ''} (${number} of ${steps.length})`;
}
