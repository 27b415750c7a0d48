import { type Answer, json } from '../simulated-api.ts';
import { refuseAppian } from './errors.ts';
import { packageList } from './export.ts';
import { beginDeployment, beginInspection, readDeployment, readInspection } from './jobs.ts';
import { readResource } from './resources.ts';
import type { AppianCall } from './state.ts';
import { packages as stock } from './stock.ts';

const exportResource =
  /^(?:package-zip|plugins-zip|customization-file|customization-file-template|db-scripts\/\d+)$/;

/**
 * Answers a request to an endpoint of the deployment API.
 * @param path - below the version, without a slash at its end
 */
export function answerCall(call: AppianCall, path: string): Answer {
  const [area = '', id, ...more] = path.split('/');
  const kind = `${call.request.method} ${area}`;
  const answer =
    id === undefined ? answerArea(call, kind) : answerResource(call, kind, { id, name: more.join('/') });
  const refusal = area === 'inspections' || area === 'deployments' ? 405 : 404;
  return answer ?? refuseAppian(refusal, call.request.path);
}

function answerArea(call: AppianCall, kind: string): Answer | undefined {
  switch (kind) {
    case 'POST inspections':
      return beginInspection(call);
    case 'POST deployments':
      return beginDeployment(call);
    default:
      return undefined;
  }
}

/** @param resource - the id of an inspection, deployment or application, and the path below it; empty for itself */
function answerResource(
  call: AppianCall,
  kind: string,
  { id, name }: { readonly id: string; readonly name: string },
): Answer | undefined {
  switch (kind) {
    case 'GET inspections':
      return name === '' ? readInspection(call, id) : undefined;
    case 'GET deployments':
      if (name === '') return readDeployment(call, id);
      return name === 'log' || (!call.isV1 && exportResource.test(name))
        ? readResource(call, id, name)
        : undefined;
    case 'GET applications':
      return name === 'packages' && !call.isV1
        ? json(200, packageList(call.scenario.packages ?? stock))
        : undefined;
    default:
      return undefined;
  }
}
