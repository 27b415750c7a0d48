import { join } from 'node:path';
import type { ApiClient } from '../../http/client.ts';
import { multipart } from '../../http/multipart.ts';
import type { Redactor } from '../../http/redact.ts';
import { saveText } from '../../http/save.ts';
import { invalidInputs } from '../../inputs/problems.ts';
import { Halt, type Outcome } from '../../release/outcome.ts';
import { filesOf, type Payload } from '../../release/plan.ts';
import type {
  Deployment,
  Inspection,
  Platform,
  PlatformRun,
  ReleaseDetails,
  StatusReading,
  Verdict,
} from '../../release/platform.ts';
import { pollUntilEnd } from '../../release/poll.ts';
import { assemble, type Customizing } from './assemble.ts';
import { valuesOf } from './customization.ts';
import { explaining } from './explain.ts';
import { type ExportSource, exportRelease } from './export.ts';
import { importForm, inspectionForm, isInspectable } from './form.ts';
import { MANIFEST, saveRelease } from './release-folder.ts';
import { interpret, judge } from './status.ts';
import { APPIAN_BUDGETS_MS, statusRequest } from './status-request.ts';
import { type RuleTests, ruleTestsStep } from './tests/rule-tests-step.ts';
import { type InspectionAnswer, readBegun, readDeployment, readInspection } from './wire.ts';

/** The dependencies and settings of the Appian platform. */
export interface AppianOptions {
  readonly server: ApiClient;
  /** The files and settings that the inputs name. */
  readonly payload: Payload;
  /** The site to export the package from; absent if the inputs give the package. */
  readonly origin?: ExportSource;
  readonly customizing: Customizing;
  /** Returns the name of the deployment from the details known so far. */
  readonly naming: (details: ReleaseDetails) => string;
  readonly description: string;
  readonly inspect: boolean;
  readonly inspectOnly: boolean;
  readonly onWarnings: 'allow' | 'fail';
  readonly onReview: 'wait' | 'stop';
  /** Path of the folder that this run may write to. */
  readonly folder: string;
  readonly redact: Redactor;
  /** The rule tests to run after the deployment; absent if none are wanted. */
  readonly tests?: RuleTests;
}

/** Subfolder for exported files, which separates them from the other files of a run. */
const RELEASE_FOLDER = 'release';

/** Creates the platform for Appian's deployment REST API. */
export function createAppian(options: AppianOptions): Platform {
  const { server, origin } = options;
  let { payload } = options;
  let name = options.naming({});
  const tests = options.tests && ruleTestsStep(options.tests);

  /** Exports the package. The run then inspects and deploys exactly these bytes. */
  async function promote(from: ExportSource, run: PlatformRun): Promise<void> {
    const release = await exportRelease(from, join(options.folder, RELEASE_FOLDER), 'promotion', run);
    const found = assemble(payload, release, options.customizing, 'source-url');
    options.redact.hide(found.secrets);
    for (const note of found.notes) run.log.info(note);
    for (const warning of found.warnings) run.log.warning(warning);
    if (found.problems.length > 0) throw new Halt(invalidInputs(found.problems, 'nothing was deployed'));
    payload = found.payload;
    const details = { component: release.name, package: release.package, files: filesOf(payload) };
    name = options.naming(details);
    run.complete(details);
  }

  const urlOf = (id: string): string => new URL(`deployments/${encodeURIComponent(id)}/`, server.base).href;

  async function inspect(run: PlatformRun): Promise<Inspection> {
    const id = await explaining({ what: 'inspect' }, () =>
      server.json(
        {
          method: 'POST',
          path: 'inspections',
          retry: 'read',
          patienceMs: APPIAN_BUDGETS_MS.begin,
          body: multipart(inspectionForm(payload)),
          signal: run.signal,
          thinks: true,
        },
        readBegun,
      ),
    );
    const began = run.clock.now();
    const unfinished = { id, status: 'IN_PROGRESS', errors: 0, warnings: 0, problems: [], counts: [] };
    run.noteInspection(unfinished);
    run.log.info(`  inspection ${id}`);
    const answer = await pollUntilEnd('inspection', () => lookAtInspection(id, began, run), run);
    const inspection = { id, status: answer.status, ...conclusive(answer) };
    run.noteInspection(inspection);
    return inspection;
  }

  async function lookAtInspection(
    id: string,
    began: number,
    run: PlatformRun,
  ): Promise<StatusReading<InspectionAnswer>> {
    const answer = await explaining({ what: 'inspect' }, () =>
      server.json(statusRequest(`inspections/${encodeURIComponent(id)}`, began, run), readInspection),
    );
    return answer.status === 'IN_PROGRESS'
      ? { phase: 'underway', status: answer.status }
      : { phase: 'over', status: answer.status, result: answer };
  }

  return {
    name: 'Appian',

    async prepare(run): Promise<Verdict> {
      if (origin) await promote(origin, run);
      if (!options.inspect)
        return { kind: 'go', warned: false, reason: 'Not inspected, because of `inspect: false`.' };
      if (!isInspectable(payload)) return uninspectable(options.inspectOnly);
      run.log.info(`Inspecting on ${server.base.host}`);
      if (payload.plugins || payload.scripts)
        run.log.info(
          '  Appian does not inspect database scripts and plug-ins: their effects are seen only when they run.',
        );
      return judge(await inspect(run), options.onWarnings);
    },

    async launch(run): Promise<Deployment> {
      run.log.info(`Deploying "${name}" to ${server.base.host}`);
      const id = await explaining({ what: 'launch', name }, () =>
        server.json(
          {
            method: 'POST',
            path: 'deployments',
            retry: 'effect',
            patienceMs: APPIAN_BUDGETS_MS.begin,
            headers: { 'action-type': 'import' },
            body: multipart(importForm(payload, { name, description: options.description })),
            signal: run.signal,
            thinks: true,
          },
          readBegun,
        ),
      );
      run.log.info(`  deployment ${id}`);
      return { id, url: urlOf(id), acceptedAt: run.clock.now() };
    },

    async attach(id, run) {
      const path = `deployments/${encodeURIComponent(id)}`;
      const { isExport } = await explaining({ what: 'attach' }, () =>
        server.json(statusRequest(path, 0, run), readDeployment),
      );
      if (isExport) throw new Halt(noDeployment(id));
      return { id, url: urlOf(id), acceptedAt: run.clock.now() };
    },

    async readStatus({ id, acceptedAt }, run) {
      const path = `deployments/${encodeURIComponent(id)}`;
      const { status, counts, isExport } = await explaining({ what: 'look' }, () =>
        server.json(
          { ...statusRequest(path, acceptedAt, run), patienceMs: APPIAN_BUDGETS_MS.underway },
          readDeployment,
        ),
      );
      if (isExport) return { phase: 'over', status, result: { outcome: noDeployment(id), counts } };
      const meaning = interpret(status, counts, options);
      if (meaning.phase === 'underway') return { ...meaning, status };
      return { phase: 'over', status, result: { outcome: meaning.outcome, counts } };
    },

    log: ({ id }, file, signal) =>
      server.stream(
        {
          method: 'GET',
          path: `deployments/${encodeURIComponent(id)}/log`,
          retry: 'read',
          patienceMs: APPIAN_BUDGETS_MS.log,
          headers: { accept: 'text/plain, */*' },
          signal,
        },
        (body) => saveText(body, file, options.redact),
      ),

    async export(parent, run) {
      if (origin === undefined) throw new Error('An export that nobody asked for.');
      const folder = join(parent, RELEASE_FOLDER);
      const { logFile, ...release } = await exportRelease(origin, folder, 'export', run);
      const { customization, appianVersion } = release;
      if (typeof customization === 'object') {
        options.redact.hide(valuesOf(customization.content.toString('utf8')));
        run.log.notice(
          `The package has a customization file, which may hold secrets: whoever can read the folder or an artifact made of it can read ${customization.file.name}.`,
        );
      }
      run.complete({ component: release.name, package: release.package });
      const files = await saveRelease(folder, release);
      run.log.info(`  ${join(folder, MANIFEST)}${appianVersion ? `, of Appian ${appianVersion}` : ''}`);
      return { package: release.package, files, folder, ...(logFile && { logFile }) };
    },

    afterwards: () => (tests ? [tests] : []),

    describeLeftRunning: ({ id }) => `Deployment ${id} goes on: Appian offers no way to stop it.`,
  };
}

/** Appian lists exports as deployments, and a finished export also has the status COMPLETED. */
function noDeployment(id: string): Outcome {
  return {
    status: 'invalid-input',
    reason: `${id} is an export, which deploys nothing.`,
    advice: 'Set `deployment-id` to the value of the output with that name.',
  };
}

/** Appian inspects only objects, configuration and settings. */
function uninspectable(inspectOnly: boolean): Verdict {
  const reason =
    'Not inspected: Appian does not inspect database scripts and plug-ins, and there is nothing else.';
  if (!inspectOnly) return { kind: 'go', warned: false, reason };
  return { kind: 'stop', outcome: { status: 'invalid-input', reason } };
}

/**
 * Returns the findings of a completed inspection.
 * @throws Halt for every other end: nothing is deployed without findings
 */
function conclusive({ status, findings }: InspectionAnswer): NonNullable<InspectionAnswer['findings']> {
  if (status === 'COMPLETED' && findings) return findings;
  const what =
    status === 'COMPLETED'
      ? 'completed without a result'
      : status === 'FAILED'
        ? 'failed on the site itself, so nothing is known about the package'
        : `ended with a status that is not documented: ${status}`;
  throw new Halt({
    status: 'error',
    reason: `The inspection ${what}. Nothing was deployed.`,
    advice: 'Run this again. If it fails again, check the site and inspect the package by hand.',
  });
}
