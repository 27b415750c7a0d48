import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ApiClient } from '../../http/client.ts';
import { plainName, plainTitle } from '../../http/file-name.ts';
import { multipart } from '../../http/multipart.ts';
import type { Redactor } from '../../http/redact.ts';
import { readBytes, saveBytes, saveText, TooLarge } from '../../http/save.ts';
import type { TextFile } from '../../inputs/file.ts';
import { textFileProblem } from '../../inputs/file.ts';
import { invalidInputs } from '../../inputs/problems.ts';
import { textProblem } from '../../inputs/text.ts';
import { Halt, Interrupted, type Outcome, outcomeOf } from '../../release/outcome.ts';
import type { Artifact } from '../../release/plan.ts';
import type { PlatformRun, StatusReading } from '../../release/platform.ts';
import { pollUntilEnd } from '../../release/poll.ts';
import { formatBytes, messageOf } from '../../shared/format.ts';
import type { Release } from './assemble.ts';
import { explaining, type SiteInputs } from './explain.ts';
import { flawOf } from './export-flaw.ts';
import { checkPackage } from './package-check.ts';
import { choosePackage, packagesOf } from './packages.ts';
import { textFile } from './release-folder.ts';
import { scriptName } from './script-name.ts';
import { APPIAN_BUDGETS_MS, statusRequest } from './status-request.ts';
import { type ExportAnswer, readBegun, readExport } from './wire.ts';
import { checkOtherZip, readPackageFacts } from './zip.ts';

/** What to export, and from which site. */
export interface ExportSource {
  readonly server: ApiClient;
  /** The inputs that name the site, for advice. */
  readonly site: SiteInputs;
  readonly applications: readonly string[];
  /** UUID, exact name or ticket link of a package in flight; absent for the whole application. */
  readonly wanted?: string;
  readonly description: string;
  readonly redact: Redactor;
}

/** Size limits that protect the disk: real packages, scripts and customization files are smaller. */
const LARGEST_BYTES = { zip: 8 * 1024 ** 3, script: 1024 ** 3, text: 8 * 1024 ** 2 } as const;

/** Maximum number of log lines to print. */
const LOG_LINES = 100;

/** Whether the package is the result, or is deployed to another site. */
type Purpose = 'export' | 'promotion';

/** The content of an export request. */
interface Choice {
  readonly type: 'package' | 'application';
  readonly uuids: readonly string[];
  /** Empty for an application: its package holds the name. */
  readonly name: string;
}

/**
 * Exports and downloads all files of the export. Large files are written into `folder` while they arrive. Small
 * files, which may hold secrets, are returned in memory and not written.
 * @throws Halt if the export fails, is incomplete or is interrupted
 */
export async function exportRelease(
  origin: ExportSource,
  folder: string,
  purpose: Purpose,
  run: PlatformRun,
): Promise<Release & { readonly logFile?: string }> {
  const { host } = origin.server.base;
  try {
    const choice = await choose(origin, run);
    run.log.info(`Exporting ${choice.name ? `"${choice.name}"` : choice.uuids.join(', ')} from ${host}`);
    const id = await begin(origin, choice, run);
    run.log.info(`  export ${id}`);
    const began = run.clock.now();
    const look = () => lookAt(origin, id, began, run);
    const answer = await pollUntilEnd('export', look, run);
    const logFile = join(folder, 'export.log');
    const bad = judge(answer, purpose);
    if (bad) throw await withLog(bad, () => fetchLog(origin, id, logFile, run));
    const release = await download(origin, { id, choice, answer }, folder, run);
    const log = purpose === 'export' ? await fetchLog(origin, id, logFile, run) : undefined;
    return { ...release, ...(log && { logFile: log.file }) };
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    const { status, reason } = outcomeOf(error, 'Appian', 'no');
    throw new Halt({ status, reason: `${reason} The export from ${host} changes nothing there.` }, error);
  }
}

const exporting = ({ site }: ExportSource) => ({ what: 'export', site }) as const;

async function choose(origin: ExportSource, { signal }: PlatformRun): Promise<Choice> {
  const { wanted, applications } = origin;
  const [application = ''] = applications;
  if (wanted === undefined) return { type: 'application', uuids: applications, name: '' };
  const packages = await packagesOf(origin, application, signal);
  const found = choosePackage(wanted, packages);
  if ('problem' in found)
    throw new Halt(
      invalidInputs([{ input: 'source-package', message: found.problem }], 'nothing was created'),
    );
  return { type: 'package', uuids: [found.value.uuid], name: found.value.name };
}

/** An export changes no objects. It leaves a record and files for some days, so repeating the request is safe. */
async function begin(
  origin: ExportSource,
  { uuids, type }: Choice,
  { signal }: PlatformRun,
): Promise<string> {
  const wish = { uuids, exportType: type, description: origin.description };
  return explaining(exporting(origin), () =>
    origin.server.json(
      {
        method: 'POST',
        path: 'deployments',
        retry: 'read',
        patienceMs: APPIAN_BUDGETS_MS.begin,
        headers: { 'action-type': 'export' },
        body: multipart([{ name: 'json', json: wish }]),
        signal,
        thinks: true,
      },
      readBegun,
    ),
  );
}

async function lookAt(
  origin: ExportSource,
  id: string,
  began: number,
  run: PlatformRun,
): Promise<StatusReading<ExportAnswer>> {
  const path = `deployments/${encodeURIComponent(id)}`;
  const answer = await explaining(exporting(origin), () =>
    origin.server.json(statusRequest(path, began, run), readExport),
  );
  const { status } = answer;
  return status === 'IN_PROGRESS' ? { phase: 'underway', status } : { phase: 'over', status, result: answer };
}

/**
 * Rejects an incomplete export, because the target would lack the missing parts.
 * @returns undefined if the export is complete
 */
function judge(answer: ExportAnswer, purpose: Purpose): Outcome | undefined {
  const found = flawOf(answer);
  if (found === undefined) return undefined;
  const { end, word } = found;
  return {
    // In a promotion, no deployment exists yet that could have failed.
    status: purpose === 'export' ? word : 'error',
    reason: `The export ${end}. ${purpose === 'export' ? 'No package was fetched.' : 'Nothing was deployed.'}`,
    advice: 'Fix on the site what could not be exported, then run this again.',
  };
}

/** The outcome with the path of the log, which is also printed, if the log is available. */
async function withLog(outcome: Outcome, fetch: () => Promise<ExportLog | undefined>): Promise<Halt> {
  const log = await fetch();
  if (log === undefined) return new Halt(outcome);
  log.show();
  return new Halt(
    { ...outcome, reason: `${outcome.reason} Its log is in ${log.file}.` },
    undefined,
    log.file,
  );
}

interface ExportLog {
  readonly file: string;
  readonly show: () => void;
}

/** Downloads the log of an export. If that fails, logs a warning and returns undefined. */
async function fetchLog(
  origin: ExportSource,
  id: string,
  file: string,
  run: PlatformRun,
): Promise<ExportLog | undefined> {
  const path = `deployments/${encodeURIComponent(id)}/log`;
  const headers = { accept: 'text/plain, */*' };
  const alarm = run.clock.alarm(
    APPIAN_BUDGETS_MS.exportLog,
    () => new Error(`it did not arrive within ${APPIAN_BUDGETS_MS.exportLog / 1000} s.`),
  );
  const signal = AbortSignal.any([run.signal, alarm.signal]);
  try {
    const excerpt = await origin.server.stream(
      { method: 'GET', path, retry: 'read', patienceMs: APPIAN_BUDGETS_MS.log, headers, signal },
      (body) => saveText(body, file, origin.redact),
    );
    return { file, show: () => run.log.group('Export log', excerpt.split('\n').slice(0, LOG_LINES)) };
  } catch (error) {
    if (run.signal.aborted) throw error;
    run.log.warning(`The log of the export could not be fetched: ${messageOf(error)}`);
    return undefined;
  } finally {
    alarm.cancel();
  }
}

interface Finished {
  readonly id: string;
  readonly choice: Choice;
  readonly answer: ExportAnswer;
}

async function download(
  origin: ExportSource,
  finished: Finished,
  folder: string,
  run: PlatformRun,
): Promise<Release> {
  const { choice, answer } = finished;
  const stem = plainName(choice.name || choice.uuids.join('-'), 'package');
  const fetch = fetcher(origin, finished.id, folder, run);
  const packageFile = await fetch.package('package-zip', `${stem}.zip`);
  const facts = await readPackageFacts(packageFile.path);
  const plugins = answer.pluginsZip ? await fetch.plugins('plugins-zip', `${stem}-plugins.zip`) : undefined;
  const scripts: Artifact[] = [];
  for (const [at, { name, order }] of answer.scripts.entries()) {
    const own = scriptName(
      name,
      at + 1,
      scripts.map((each) => each.name),
    );
    const extension = own.slice(own.lastIndexOf('.')).toLowerCase();
    const local = `${at + 1}-${plainName(own.slice(0, own.lastIndexOf('.')), 'script')}${extension}`;
    scripts.push({ ...(await fetch.script(order, join('database-scripts', local))), name: own });
  }
  const customization = answer.customizationFile
    ? await fetch.text('customization-file', 'customization.properties')
    : undefined;
  const template = answer.template
    ? await fetch.text('customization-file-template', 'customization-template.properties')
    : undefined;
  return {
    name: plainTitle(choice.name || facts.application || '') || choice.uuids.join(', '),
    type: choice.type,
    uuids: choice.uuids,
    source: origin.server.base.host,
    exported: new Date(run.clock.now()).toISOString(),
    ...(facts.appianVersion && { appianVersion: facts.appianVersion }),
    package: packageFile,
    ...(plugins && { plugins }),
    scripts,
    ...(answer.dataSource && { dataSource: answer.dataSource }),
    ...(customization && { customization }),
    ...(template && { template }),
  };
}

function fetcher(origin: ExportSource, id: string, folder: string, run: PlatformRun) {
  const since = run.clock.now();
  async function stream<T>(resource: string, take: (body: Readable) => Promise<T>): Promise<T> {
    const path = `deployments/${encodeURIComponent(id)}/${resource}`;
    const query = { ...statusRequest(path, since, run), headers: { accept: '*/*' } };
    try {
      return await explaining(exporting(origin), () => origin.server.stream(query, take));
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      throw unusable(`${resource} is larger than any export of Appian: ${error.message}`);
    }
  }
  async function save(resource: string, name: string, limit: number): Promise<Artifact> {
    const path = join(folder, name);
    const saved = await stream(resource, (body) => saveBytes(body, path, limit));
    if (saved.bytes === 0) throw unusable(`${resource} is empty`);
    run.log.info(`  ${path} (${formatBytes(saved.bytes)}, sha256 ${saved.sha256})`);
    return { path, name, ...saved };
  }
  async function zip(
    resource: string,
    name: string,
    check: (path: string) => Promise<string | undefined>,
  ): Promise<Artifact> {
    const file = await save(resource, name, LARGEST_BYTES.zip);
    const problem = await check(file.path);
    if (problem) throw unusable(`${resource} ${problem}`);
    return file;
  }
  return {
    package: (resource: string, name: string) => zip(resource, name, checkPackage),
    plugins: (resource: string, name: string) => zip(resource, name, checkOtherZip),
    async script(order: number, name: string): Promise<Artifact> {
      const resource = `db-scripts/${order}`;
      const file = await save(resource, name, LARGEST_BYTES.script);
      const problem = await textFileProblem(file.path);
      if (problem) throw unusable(`${resource} ${problem}`);
      return file;
    },
    async text(resource: string, name: string): Promise<TextFile> {
      const content = await stream(resource, (body) => readBytes(body, LARGEST_BYTES.text));
      const problem = textProblem(content);
      if (problem) throw unusable(`${resource} ${problem}`);
      const read = textFile(name, content);
      run.log.info(`  ${name} (${formatBytes(read.file.bytes)}, sha256 ${read.file.sha256})`);
      return read;
    },
  };
}

function unusable(what: string): Halt {
  return new Halt({
    status: 'error',
    reason: `The export cannot be used: ${what}. Nothing was deployed.`,
    advice: 'Run this again. If it fails again, export by hand and check the files from the site.',
  });
}
