import type { SimulatedBuild } from './build.ts';
import { applyPending } from './configuration.ts';
import { begin, isOver, type Job, openJob, poll } from './job.ts';
import { plainMessages } from './messages.ts';
import { finished, type Phase, running } from './phases.ts';
import type { OdcScenario } from './scenario.ts';
import type { OdcOperation } from './state.ts';
import { putInPlace, type SimulatedAsset, type Stage } from './world.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An operation on a stage: its public view and its execution. */
export interface SimulatedOperation extends Job {
  readonly view: Mutable<OdcOperation>;
  readonly asset: SimulatedAsset;
  readonly stage: Stage;
  /** Undefined for an operation without a build. */
  readonly build?: SimulatedBuild;
  /** Key of the user. */
  readonly by: string;
  /** Number of lists since the start. */
  lists: number;
}

/** Initial data of an operation. */
interface OperationSeed {
  readonly key: string;
  readonly operation: OdcOperation['operation'];
  readonly asset: SimulatedAsset;
  readonly revision: number;
  readonly stage: Stage;
  readonly build?: SimulatedBuild;
  readonly by: string;
  readonly scenario: Pick<OdcScenario, 'run' | 'runOf' | 'messages' | 'messagesPerLook'>;
  /** Phases instead of those of the scenario. */
  readonly phases?: readonly Phase[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** Default number of messages per poll. */
const defaultMessagesPerLook = 2;

/** Creates an operation and begins its first phase. */
export function openOperation(seed: OperationSeed): SimulatedOperation {
  const { key, asset, stage, revision, build, startedAt, scenario, by } = seed;
  const view = {
    key,
    operation: seed.operation,
    asset: asset.key,
    assetName: asset.name,
    revision,
    build: build?.view.key ?? null,
    environment: stage.key,
    stage: stage.name,
    status: '',
    isOver: false,
    isGood: false,
    looks: 0,
    reads: 0,
  };
  const job = openJob({
    phases: seed.phases ?? scenario.runOf?.[asset.name] ?? scenario.run ?? [running(), finished],
    source: (scenario.messages ?? plainMessages)(asset.name, stage.name),
    messagesPerLook: scenario.messagesPerLook ?? defaultMessagesPerLook,
    startedAt,
  });
  const operation: SimulatedOperation = { asset, stage, by, lists: 0, ...job, view, ...(build && { build }) };
  begin(operation, startedAt);
  settle(operation, startedAt);
  return operation;
}

/** Counts a poll of an operation; at its success the stage changes. @param now - milliseconds since the epoch */
export function lookAtOperation(operation: SimulatedOperation, now: number): void {
  poll(operation, now);
  settle(operation, now);
}

/** Carries out the effect of an operation when it ends. */
function settle(operation: SimulatedOperation, now: number): void {
  const { view, asset, stage, build, by } = operation;
  if (view.isOver || !isOver(operation)) return;
  view.isOver = true;
  view.isGood = view.status === 'Finished';
  if (!view.isGood) return;
  if (view.operation === 'Undeploy') {
    asset.places.delete(stage.key);
    return;
  }
  const configuration = asset.configurations.get(stage.key);
  if (configuration) applyPending(configuration);
  if (view.operation !== 'ApplyConfigs') {
    const place = { revision: view.revision, operationKey: view.key, at: now, by };
    putInPlace(asset, stage.key, { ...place, buildKey: build?.view.key ?? '' });
  }
}
