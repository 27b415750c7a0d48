import { saveText } from '../../http/save.ts';
import { Halt } from '../../release/outcome.ts';
import {
  type Deployment,
  type Draft,
  type Platform,
  type PlatformRun,
  withLaunch,
} from '../../release/platform.ts';
import { findRelease } from './attach.ts';
import { deploymentOf, describeLeft, emptyChain, partsOf } from './chain.ts';
import { createConfiguration } from './configure.ts';
import { findFateTwice } from './deploy.ts';
import { examineOdc } from './doctor.ts';
import { explaining } from './explain.ts';
import { createFollower } from './follower.ts';
import { parseRequest } from './lost.ts';
import { createMessageLog } from './messages.ts';
import type { OdcPlatformOptions } from './options.ts';
import { prepareRelease } from './prepare.ts';
import { readQuality } from './quality.ts';
import { type ChainRunner, createChainRunner, readAlone } from './runner.ts';

/** Creates the platform for OutSystems Developer Cloud. */
export function createOdcPlatform(options: OdcPlatformOptions): Platform {
  const { odc } = options;
  const messages = createMessageLog(odc);
  const follower = createFollower(odc, messages);
  const { configuration: file, inspectOnly, onBusy } = options;
  const configuration = createConfiguration({ odc, file, inspectOnly });
  /** The operations of this process; undefined if it only watches those of another one. */
  let runner: ChainRunner | undefined;
  const chain = () => runner?.chain() ?? emptyChain;

  return {
    name: 'ODC',

    async prepare(run) {
      const { verdict, prepared } = await prepareRelease(options, configuration, run);
      if (prepared === undefined) return verdict;
      const own = createChainRunner({ odc, onBusy, messages, follower, configuration }, prepared);
      runner = own;
      return verdict.kind === 'go' ? withLaunch(verdict, own.begin) : verdict;
    },

    readStatus: (deployment, run) => runner?.read(deployment, run) ?? readAlone(follower, deployment, run),

    parts: () => partsOf(chain()),

    configuration: configuration.items,

    codeQuality: (run) => readQuality(odc, chain().steps, run),

    attach: (id, run, saved) => attach(options, id, run, saved),

    log: async ({ id }, file, signal) => saveText(await messages.text(id, signal), file, options.redact),

    examinable: () => [
      {
        title: `ODC at ${odc.base.host}`,
        examine: (run) => examineOdc(odc, options.choice, run),
      },
    ],

    describeLeftRunning: (deployment) => describeLeft(chain(), deployment),

    discard: ({ request }, run) => findLost(options, request, runner, run),
  };
}

async function attach(
  { odc, choice }: OdcPlatformOptions,
  id: string,
  run: PlatformRun,
  saved: Deployment | undefined,
): Promise<Deployment> {
  const operation = await explaining('attach', () => odc.operation(id, run.signal));
  const { operation: kind } = operation;
  if (kind && kind !== 'Deploy') throw new Halt(noDeployment(id, kind));
  if (saved !== undefined) return deploymentOf(operation, saved.remaining ?? [], odc.base, run.clock.now());
  const { details, remaining } = await explaining('attach', () =>
    findRelease(odc, choice, operation, run.signal),
  );
  run.complete(details);
  return deploymentOf(operation, remaining, odc.base, run.clock.now());
}

/**
 * Finds out what became of a request whose answer was lost.
 * @param runner takes over the operation; undefined if another process sent the request
 * @throws Error if more than one operation may be the one
 */
async function findLost(
  { odc }: OdcPlatformOptions,
  request: Draft['request'],
  runner: ChainRunner | undefined,
  run: PlatformRun,
): Promise<Deployment | 'absent' | undefined> {
  if (request === undefined) return undefined;
  const lost = parseRequest(request);
  const fate = await findFateTwice(odc, lost, run);
  switch (fate.kind) {
    case 'none':
      return 'absent';
    case 'unclear':
      throw new Error(
        `operations began at that time, and which one belongs to the run is not known: ${fate.others.map(({ key }) => key).join(', ')}.`,
      );
    case 'ours':
      return (
        runner?.adopt(fate.operation, lost.remaining, run) ??
        deploymentOf(fate.operation, lost.remaining, odc.base, run.clock.now())
      );
  }
}

function noDeployment(id: string, kind: string) {
  return {
    status: 'invalid-input',
    reason: `${id} is an operation of the kind ${kind}, and not a deployment.`,
    advice: 'Give as `deployment-id` the output of this name of the step that deployed.',
  } as const;
}
