import { strToU8, type Zippable, zipSync } from 'fflate';
import { keyOf, sequentialKey } from '../keys.ts';
import { type Answer, content, json } from '../simulated-api.ts';
import { keyAnswer } from './create.ts';
import { lifetimeError, Refusal } from './errors.ts';
import { bodyOf, complain } from './infrastructure.ts';
import { applicationOf, environmentOf, type RequestContext, type Solution, versionOf } from './site.ts';
import { stamp } from './time.ts';

/** Validity of a download URL, in minutes. */
const validity = 60;

const solutionStatuses = [
  'Created',
  'Ready',
  'Gathering Dependencies',
  'Getting Binaries',
  'Generating Meta Model',
  'Generating Solution',
  'Completed',
];

const binaryTypes = new Set(['oap', 'apk', 'aab', 'ipa']);

/** Handles `GET /applications/{key}/versions/{key}/content/`. */
export function versionContent(context: RequestContext): Answer {
  const application = applicationOf(context, context.keys[0]);
  const { label } = versionOf(application, context.keys[1]);
  return link(context, `${application.name}-${label}.oap`);
}

/** Handles `GET /environments/{key}/applications/{key}/content/`. */
export function placedContent(context: RequestContext): Answer {
  const { key } = environmentOf(context, context.keys[0]);
  const application = applicationOf(context, context.keys[1]);
  const place = application.places.get(key);
  if (!place) throw new Refusal(404, `Application '${application.name}' does not exist in this environment.`);
  const type = context.request.query.get('Type') ?? 'oap';
  if (!binaryTypes.has(type)) return lifetimeError(400, 'Type must be oap, apk, aab or ipa.');
  if (type !== 'oap' && (application.kind !== 'Mobile' || type === 'ipa')) {
    return content(204, 'application/json', '');
  }
  return link(context, `${application.name}-${place.version.label}.${type}`);
}

/** Answers with the URL of a generated file and its expiry time. */
export function link({ request, site, shared }: RequestContext, name: string): Answer {
  const guid = keyOf('download', String(shared.downloads.size + 1));
  shared.downloads.set(guid, { name, bytes: site.scenario.downloadBytes });
  const expires = Date.now() + validity * 60_000;
  const origin = site.scenario.isForeign ? shared.foreignOrigin : request.origin;
  return json(
    200,
    { url: `${origin}/lifetimeapi/rest/v2/downloads/${guid}`, expires: stamp(expires) },
    { Expires: new Date(expires).toUTCString() },
  );
}

/** Handles `GET /downloads/{guid}`. */
export function download({ shared, site, keys: [guid = ''] }: RequestContext): Answer {
  const file = shared.downloads.get(guid);
  if (!file) return lifetimeError(404, 'The file does not exist or its address has expired.');
  const archive = archiveOf(file.name, file.bytes);
  const form = site.scenario.downloadForm ?? 'whole';
  switch (form) {
    case 'login page':
      return content(200, 'text/html', '<!doctype html><title>Log in</title><form>Password</form>');
    case 'JSON':
      return json(200, { Errors: ['The file is not ready.'] });
    case 'half':
      return content(200, 'application/octet-stream', archive.subarray(0, archive.length / 2));
    case 'whole':
      return content(200, 'application/octet-stream', archive);
  }
}

/** Creates a package of about this many bytes. */
function archiveOf(name: string, bytes = 0): Uint8Array {
  // Without a fixed date the archive would differ from second to second.
  const options = { mtime: '2024-01-08T00:00:00' };
  const files: Zippable = { 'contents.txt': [strToU8(name), options] };
  if (bytes > 0) files['filling.bin'] = [new Uint8Array(bytes), { ...options, level: 0 }];
  return zipSync(files);
}

/** Handles `POST /environments/{key}/solution`. */
export function exportSolution(context: RequestContext): Answer {
  const { shared, site, request } = context;
  const { key } = environmentOf(context, context.keys[0]);
  const { SolutionName: name, ApplicationKeys: keys, IncludeReferences: withReferences } = bodyOf(context);
  if (typeof name !== 'string' || name === '') complain(context, 'SolutionName: required, a string');
  if (!Array.isArray(keys) || keys.length === 0)
    complain(context, 'ApplicationKeys: required, a list of keys');
  if (typeof withReferences === 'string') request.object('IncludeReferences: a string, not a boolean');
  for (const each of keys as readonly unknown[]) {
    if (!applicationOf(context, String(each)).places.has(key)) {
      throw new Refusal(404, `Application ${String(each)} does not exist in this environment.`);
    }
  }
  const solution: Solution = {
    key: sequentialKey('50', shared.solutions.length + 1),
    name,
    statuses: site.scenario.solution ?? solutionStatuses,
    looks: 0,
  };
  shared.solutions.push(solution);
  shared.state.solutions.push(solution.key);
  return keyAnswer(site, 200, solution.key);
}

/** Handles `GET /environments/{key}/solutionstatus/{key}`. */
export function solutionStatus(context: RequestContext): Answer {
  const solution = solutionOf(context);
  solution.looks += 1;
  const status = statusOf(solution);
  return json(200, {
    Status: status,
    StatusReason: status === 'Aborted' ? 'A module of the solution could not be compiled.' : '',
  });
}

/** Handles `GET /environments/{key}/solution/{key}`. */
export function solutionContent(context: RequestContext): Answer {
  const solution = solutionOf(context);
  if (statusOf(solution) !== 'Completed') return lifetimeError(400, 'The solution is not completed.');
  return link(context, `${solution.name}.osp`);
}

function statusOf({ statuses, looks }: Solution): string {
  return statuses[Math.min(Math.max(looks, 1), statuses.length) - 1] ?? '';
}

function solutionOf(context: RequestContext): Solution {
  environmentOf(context, context.keys[0]);
  const solution = context.shared.solutions.find(({ key }) => key === context.keys[1]);
  if (!solution) throw new Refusal(404, `There is no solution with the key ${context.keys[1]}.`);
  return solution;
}
