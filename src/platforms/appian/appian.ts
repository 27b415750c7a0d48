import { saveText } from '../../http/save.ts';
import type { Examinable } from '../../release/checkup.ts';
import { Halt, type Outcome } from '../../release/outcome.ts';
import {
  type Deployment,
  type DeploymentEnd,
  type Platform,
  type PlatformRun,
  type StatusReading,
  withLaunch,
} from '../../release/platform.ts';
import { type AppianClient, createAppianClient, deploymentUrl } from './client.ts';
import { examineSource, examineTarget } from './doctor.ts';
import { explaining } from './explain.ts';
import { exportToFolder } from './export-folder.ts';
import { importForm } from './form.ts';
import { inspectPayload } from './inspect.ts';
import type { AppianOptions } from './options.ts';
import { promote, type ReadyImport } from './promote.ts';
import { interpret } from './status.ts';
import { ruleTestsStep } from './tests/rule-tests-step.ts';

/** Creates the platform for Appian's deployment REST API. */
export function createAppian(options: AppianOptions): Platform {
  const { origin } = options;
  const client = createAppianClient(options.server);
  const tests = options.tests && ruleTestsStep(options.tests);
  return {
    name: 'Appian',

    async prepare(run) {
      const ready = origin
        ? await promote(options, origin, run)
        : { payload: options.payload, name: options.naming({}) };
      await run.admit?.();
      const verdict = await inspectPayload(client, ready.payload, options, run);
      return withLaunch(verdict, (launching) => launch(client, ready, options, launching));
    },

    async attach(id, run) {
      const { isExport } = await explaining({ what: 'attach' }, () => client.deployment(id, run));
      if (isExport) throw new Halt(noDeployment(id));
      return { id, url: deploymentUrl(client.base, id), acceptedAt: run.clock.now() };
    },

    readStatus: (deployment, run) => readStatus(client, deployment, options, run),

    log: ({ id }, file, signal) => client.log(id, signal, (body) => saveText(body, file, options.redact)),

    async export(parent, run) {
      if (origin === undefined) throw new Error('An export that nobody asked for.');
      return exportToFolder(origin, parent, options, run);
    },

    afterwards: () => (tests ? [tests] : []),
    examinable: () => examinableSites(options),

    describeLeftRunning: ({ id }) => `Deployment ${id} goes on: Appian offers no way to stop it.`,
  };
}

async function launch(
  client: AppianClient,
  { payload, name }: ReadyImport,
  { description }: Pick<AppianOptions, 'description'>,
  run: PlatformRun,
): Promise<Deployment> {
  run.log.info(`Deploying "${name}" to ${client.base.host}`);
  const id = await explaining({ what: 'launch', name }, () =>
    client.beginImport(importForm(payload, { name, description }), run),
  );
  run.log.info(`  deployment ${id}`);
  return { id, url: deploymentUrl(client.base, id), acceptedAt: run.clock.now() };
}

async function readStatus(
  client: AppianClient,
  { id, acceptedAt }: Deployment,
  options: Pick<AppianOptions, 'onReview'>,
  run: PlatformRun,
): Promise<StatusReading<DeploymentEnd>> {
  const { status, counts, isExport } = await explaining({ what: 'look' }, () =>
    client.deploymentUnderway(id, acceptedAt, run),
  );
  if (isExport) return { phase: 'over', status, result: { outcome: noDeployment(id), counts } };
  const meaning = interpret(status, counts, options);
  if (meaning.phase === 'underway') return { ...meaning, status };
  return { phase: 'over', status, result: { outcome: meaning.outcome, counts } };
}

/** The site to deploy to and the one to export from. */
function examinableSites({ server, origin }: AppianOptions): readonly Examinable[] {
  const target: Examinable = {
    title: `Appian at ${server.base.host}`,
    examine: ({ signal }) => examineTarget(server, signal),
  };
  if (origin === undefined) return [target];
  const source: Examinable = {
    title: `Appian at ${origin.server.base.host} (source)`,
    examine: ({ signal }) => examineSource(origin, signal),
  };
  return origin.site.url === 'url' ? [source] : [target, source];
}

/** Appian lists exports as deployments, and a finished export also has the status COMPLETED. */
function noDeployment(id: string): Outcome {
  return {
    status: 'invalid-input',
    reason: `${id} is an export, which deploys nothing.`,
    advice: 'Set `deployment-id` to the value of the output with that name.',
  };
}
