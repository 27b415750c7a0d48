import { type Answer, json } from '../simulated-api.ts';
import { refuseAppian } from './errors.ts';
import { checkExport, exportResult } from './export.ts';
import { sentBy } from './job.ts';
import { checkPayload, readForm, reject, settle } from './payload.ts';
import { importResult, inspectionResult } from './results.ts';
import { defaults } from './scenarios.ts';
import {
  type AppianCall,
  addDeployment,
  addInspection,
  addressOf,
  firstView,
  poll,
  sequentialUuid,
} from './state.ts';
import { packages as stock } from './stock.ts';

/** `POST inspections`. */
export function beginInspection(call: AppianCall): Answer {
  const { site, request, scenario } = call;
  const payload = checkPayload('inspect', request);
  if ('status' in payload) return payload;
  const uuid = scenario.inspectionUuid ?? sequentialUuid(1, site.inspections.length + 1);
  const phases = scenario.inspection ?? defaults.inspection;
  addInspection(site, { view: firstView(uuid, payload, phases), scenario, phases });
  return json(200, { uuid, url: addressOf(call, scenario, `inspections/${uuid}`) });
}

/** `POST deployments`: an import or, from v2 on, an export. */
export function beginDeployment(call: AppianCall): Answer {
  const { site, request, scenario, isV1 } = call;
  const action = (request.headers['action-type'] ?? 'import').toLowerCase();
  if (action !== 'import' && (action !== 'export' || isV1)) {
    return reject([20, `Unsupported Action-Type: ${action}`], request);
  }
  const { packages = stock } = scenario;
  const payload = action === 'import' ? checkPayload('import', request) : readForm(request);
  if ('status' in payload) return payload;
  const refusal =
    action === 'export' && settle(checkExport(payload.json, payload.files.length, packages), request);
  if (refusal) return refusal;

  const { name, description } = payload.json;
  const uuid = scenario.deploymentUuid ?? sequentialUuid(2, site.deployments.length + 1);
  const phases =
    action === 'import' ? (scenario.deployment ?? defaults.deployment) : (scenario.export ?? defaults.export);
  const view = {
    ...firstView(uuid, payload, phases),
    action,
    name: typeof name === 'string' ? name : 'sandbox - export.zip',
    ...(typeof description === 'string' && { description }),
  } as const;
  addDeployment(site, { view, scenario, phases });
  const url = addressOf(call, scenario, `deployments/${uuid}`);
  return json(200, { uuid, url, status: view.status });
}

/** `GET inspections/{uuid}`. */
export function readInspection({ site, request }: AppianCall, uuid: string): Answer {
  const job = site.inspections.find(({ view }) => view.uuid === uuid);
  if (!job) return refuseAppian(404, request.path);
  const { instead, status } = poll(job);
  if (instead) return instead;
  const { findings = defaults.findings } = job.scenario;
  if (status !== 'COMPLETED' || !findings) return json(200, { status });
  return json(200, inspectionResult(status, sentBy(job.view.payload), findings()));
}

/** `GET deployments/{uuid}`. */
export function readDeployment(call: AppianCall, uuid: string): Answer {
  const { site, request, isV1 } = call;
  const job = site.deployments.find(({ view }) => view.uuid === uuid);
  if (!job || (isV1 && job.view.action === 'export')) return refuseAppian(404, request.path);
  const { instead, status } = poll(job);
  if (instead) return instead;
  const url = addressOf(call, job.scenario, `deployments/${uuid}`);
  const { packages = stock, packageZip = 'whole' } = job.scenario;
  if (job.view.action === 'export') {
    const { packageZip: offered, ...others } = exportResult(status, job.view.payload, url, packages);
    return json(200, { ...(packageZip === 'none' || !offered ? {} : { packageZip: offered }), ...others });
  }
  const { counts = defaults.counts } = job.scenario;
  return json(200, importResult(status, sentBy(job.view.payload), counts, `${url}log/`));
}
