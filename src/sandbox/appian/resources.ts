import { type Answer, content } from '../simulated-api.ts';
import { refuseAppian } from './errors.ts';
import { cut, exportFile, largeZip, packageZip, wrapped } from './export.ts';
import { defaults } from './scenarios.ts';
import type { AppianCall, AppianDeployment, Job } from './state.ts';
import { packages as stock } from './stock.ts';

/** Statuses without a log and without exported files. */
const unfinished = new Set(['IN_PROGRESS', 'PENDING_REVIEW', 'REJECTED']);

/** `GET deployments/{uuid}/{resource}`: the log, or a file of an export. */
export function readResource({ site, request }: AppianCall, uuid: string, resource: string): Answer {
  const job = site.deployments.find(({ view }) => view.uuid === uuid);
  const found =
    job && !unfinished.has(job.view.status) && (resource === 'log' ? log(job) : file(job, resource));
  return found || refuseAppian(404, request.path);
}

function log({ view, scenario }: Job<AppianDeployment>): Answer | undefined {
  const { log: text = defaults.log } = scenario;
  return text ? content(200, 'text/plain;charset=UTF-8', text(view)) : undefined;
}

function file({ view, scenario }: Job<AppianDeployment>, resource: string): Answer | undefined {
  if (view.action !== 'export' || view.status === 'FAILED') return undefined;
  const { packages = stock, pluginsZip = 'plugins', valueLength } = scenario;
  const found = exportFile(view.payload, resource, { packages, valueLength });
  if (!found) return undefined;
  const answer = content(200, found.type, found.bytes);
  if (resource === 'plugins-zip' && pluginsZip === 'package')
    return { ...answer, body: packageZip(view.payload) };
  return resource === 'package-zip' ? packageIn(answer, Buffer.from(found.bytes), scenario) : answer;
}

/** Returns the package in the condition that the scenario asks for. */
function packageIn(
  answer: Answer,
  bytes: Buffer<ArrayBuffer>,
  { packageZip: condition = 'whole', filling }: Job<AppianDeployment>['scenario'],
): Answer {
  switch (condition) {
    case 'cut':
      return { ...answer, body: cut(bytes) };
    case 'wrapped':
      return { ...answer, body: wrapped(bytes) };
    case 'empty':
      return { ...answer, body: '' };
    case 'none':
    case 'whole':
      return filling === undefined ? answer : { ...answer, stream: largeZip(bytes, filling) };
  }
}
