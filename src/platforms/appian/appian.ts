import type { Server } from '../../http/client.ts';
import { multipart, type Part } from '../../http/multipart.ts';
import type { Redactor } from '../../http/redact.ts';
import { saveText } from '../../http/save.ts';
import type { Payload, ReleaseFile } from '../../release/account.ts';
import { Halt } from '../../release/outcome.ts';
import type { Deployment, Inspection, Platform, Run, Sighting, Verdict } from '../../release/platform.ts';
import { follow } from '../../release/poll.ts';
import { type InspectionAnswer, readBegun, readDeployment, readInspection } from './api.ts';
import { type Doing, explain } from './explain.ts';
import { interpret, judge } from './status.ts';

export interface AppianOptions {
  readonly server: Server;
  readonly payload: Payload;
  readonly name: string;
  readonly description: string;
  readonly inspect: boolean;
  readonly onWarnings: 'allow' | 'fail';
  readonly onReview: 'wait' | 'stop';
  readonly redact: Redactor;
}

/** How long one request may be repeated after its first failure, in milliseconds. */
const PATIENCE_MS = { begin: 60_000, look: 300_000, log: 30_000 } as const;

/** A new inspection or deployment can be asked for before every node of the site has heard of it. */
const NOT_FOUND_GRACE_MS = 60_000;

/** Appian, over its deployment REST API v1 or v2. */
export function createAppian(options: AppianOptions): Platform {
  const { server, payload, name } = options;

  async function asking<T>(doing: Doing, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw explain(error, doing, name);
    }
  }

  const urlOf = (id: string): string => new URL(`deployments/${encodeURIComponent(id)}/`, server.base).href;

  async function inspect(run: Run): Promise<Inspection> {
    const id = await asking('inspect', () =>
      server.json(
        {
          method: 'POST',
          path: 'inspections',
          retry: 'read',
          patienceMs: PATIENCE_MS.begin,
          body: multipart(form({}, payload)),
          signal: run.signal,
        },
        readBegun,
      ),
    );
    const began = run.clock.now();
    const unfinished = { id, status: 'IN_PROGRESS', errors: 0, warnings: 0, problems: [], counts: [] };
    run.learn(unfinished);
    run.log.info(`  inspection ${id}`);
    const answer = await follow('inspection', () => lookAtInspection(id, began, run), run);
    const inspection = { id, status: answer.status, ...conclusive(answer) };
    run.learn(inspection);
    return inspection;
  }

  async function lookAtInspection(id: string, began: number, run: Run): Promise<Sighting<InspectionAnswer>> {
    const answer = await asking('inspect', () =>
      server.json(lookQuery(`inspections/${encodeURIComponent(id)}`, began, run), readInspection),
    );
    return answer.status === 'IN_PROGRESS'
      ? { phase: 'underway', status: answer.status }
      : { phase: 'over', status: answer.status, result: answer };
  }

  return {
    name: 'Appian',

    async prepare(run): Promise<Verdict> {
      if (!options.inspect)
        return { kind: 'go', warned: false, reason: 'Not inspected, as `inspect: false` asks.' };
      run.log.info(`Inspecting on ${server.base.host}`);
      return judge(await inspect(run), options.onWarnings);
    },

    async launch(run): Promise<Deployment> {
      run.log.info(`Deploying "${name}" to ${server.base.host}`);
      const id = await asking('launch', () =>
        server.json(
          {
            method: 'POST',
            path: 'deployments',
            retry: 'effect',
            patienceMs: PATIENCE_MS.begin,
            headers: { 'action-type': 'import' },
            body: multipart(form({ name, description: options.description }, payload)),
            signal: run.signal,
          },
          readBegun,
        ),
      );
      run.log.info(`  deployment ${id}`);
      return { id, url: urlOf(id), acceptedAt: run.clock.now() };
    },

    async attach(id, run) {
      const path = `deployments/${encodeURIComponent(id)}`;
      await asking('attach', () => server.json(lookQuery(path, 0, run), readDeployment));
      return { id, url: urlOf(id), acceptedAt: run.clock.now() };
    },

    async look({ id, acceptedAt }, run) {
      const path = `deployments/${encodeURIComponent(id)}`;
      const { status, counts } = await asking('look', () =>
        server.json(lookQuery(path, acceptedAt, run), readDeployment),
      );
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
          patienceMs: PATIENCE_MS.log,
          headers: { accept: 'text/plain, */*' },
          signal,
        },
        (body) => saveText(body, file, options.redact),
      ),

    leave: ({ id }) => `Deployment ${id} goes on: Appian offers no way to stop it.`,
  };
}

function lookQuery(path: string, since: number, { clock, signal }: Run) {
  return {
    method: 'GET',
    path,
    retry: 'read',
    patienceMs: PATIENCE_MS.look,
    signal,
    alsoPassing: ({ facts }: { facts: { status?: number } }) =>
      facts.status === 404 && clock.now() - since < NOT_FOUND_GRACE_MS,
  } as const;
}

/** A completed inspection's findings. Anything else is no verdict, and without one nothing is deployed. */
function conclusive({ status, findings }: InspectionAnswer): NonNullable<InspectionAnswer['findings']> {
  if (status === 'COMPLETED' && findings) return findings;
  const what =
    status === 'COMPLETED'
      ? 'completed without saying what it found'
      : status === 'FAILED'
        ? 'failed on the site itself, which says nothing about the package'
        : `ended with a status that is not documented: ${status}`;
  throw new Halt({
    status: 'error',
    reason: `The inspection ${what}. Nothing was deployed.`,
    advice: 'Run this again; if it stays so, look at the site and inspect the package by hand.',
  });
}

/** The parts of a request: Appian finds a file by the name that the JSON part gives. */
function form(
  fields: Readonly<Record<string, string>>,
  { package: packageFile, customization }: Payload,
): Part[] {
  const files: readonly (readonly [string, ReleaseFile | undefined])[] = [
    ['packageFileName', packageFile],
    ['customizationFileName', customization],
  ];
  const given = files.flatMap(([field, file]) => (file ? [[field, file] as const] : []));
  const names = Object.fromEntries(given.map(([field, file]) => [field, file.name]));
  return [
    { name: 'json', json: { ...fields, ...names } },
    ...given.map(([field, { path, name, bytes }]) => ({ name: field, path, fileName: name, bytes })),
  ];
}
