import type { UploadedFile } from '../exchange.ts';
import {
  type Answer,
  content,
  json,
  type Received,
  type SimulatedApi,
  type SimulatedApiModule,
} from '../simulated-api.ts';
import { bearer } from '../token.ts';
import { refuseAppian } from './errors.ts';
import {
  checkExport,
  cut,
  exportFile,
  exportResult,
  largeZip,
  packageList,
  packageZip,
  wrapped,
} from './export.ts';
import { type Phase, phaseAt, sentBy } from './job.ts';
import { checkPayload, type ReceivedForm, readForm, reject, settle } from './payload.ts';
import { importResult, inspectionResult } from './results.ts';
import { type AppianTestRun, openRuleTests } from './rule-tests.ts';
import { type AppianScenario, appianScenarios, defaults } from './scenarios.ts';
import { packages as stock } from './stock.ts';

/** An inspection on the simulated site. */
export interface AppianInspection {
  readonly uuid: string;
  /** The `json` part as sent. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly files: readonly UploadedFile[];
  /** Status at the latest poll. */
  readonly status: string;
  /** Number of polls so far. */
  readonly looks: number;
}

/** An import or export on the simulated site. */
export interface AppianDeployment extends AppianInspection {
  readonly action: 'import' | 'export';
  readonly name: string;
  readonly description?: string;
}

/** The inspections, deployments and test runs of the simulated site, oldest first. */
export interface AppianState {
  readonly inspections: readonly AppianInspection[];
  readonly deployments: readonly AppianDeployment[];
  /** Runs of rule tests. */
  readonly testRuns: readonly AppianTestRun[];
}

/** Appian's Deployment REST API, v1 and v2, and the Web APIs for rule tests of its documentation. */
export const appian: SimulatedApiModule<AppianState> = {
  title:
    'Appian Deployment REST API, /suite/deployment-management/{v1,v2}, and rule tests, /suite/webapi, appian-api-key: <token>',
  scenarios: appianScenarios.map(({ name, about }) => ({ name, about })),
  open: openAppian,
};

/** A job in the sandbox: its public view and its scenario. */
interface Job<View> {
  readonly view: View;
  readonly scenario: AppianScenario;
  readonly phases: readonly Phase[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function openAppian(foreignOrigin: string): SimulatedApi<AppianState> {
  const inspections: Job<Mutable<AppianInspection>>[] = [];
  const deployments: Job<Mutable<AppianDeployment>>[] = [];
  const state = {
    inspections: [] as AppianInspection[],
    deployments: [] as AppianDeployment[],
    testRuns: [] as Mutable<AppianTestRun>[],
  };
  const testWithRules = openRuleTests(state.testRuns);

  /** Returns the URL of a job as answers contain it, with a trailing slash like on real sites. */
  const address = (request: Received, scenario: AppianScenario, path: string): string => {
    const base = /^.*?\/v[1-9]\d*\//.exec(request.path)?.[0] ?? '';
    return `${scenario.isForeign ? foreignOrigin : request.origin}${base}${path}/`;
  };

  const inspect = (request: Received, scenario: AppianScenario): Answer => {
    const payload = checkPayload('inspect', request);
    if ('status' in payload) return payload;
    const uuid = scenario.inspectionUuid ?? sequentialUuid(1, inspections.length + 1);
    const phases = scenario.inspection ?? defaults.inspection;
    const view = begin(uuid, payload, phases);
    inspections.push({ view, scenario, phases });
    state.inspections.push(view);
    return json(200, { uuid, url: address(request, scenario, `inspections/${uuid}`) });
  };

  const deploy = (request: Received, scenario: AppianScenario, isV1: boolean): Answer => {
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
    const uuid = scenario.deploymentUuid ?? sequentialUuid(2, deployments.length + 1);
    const phases =
      action === 'import'
        ? (scenario.deployment ?? defaults.deployment)
        : (scenario.export ?? defaults.export);
    const view: Mutable<AppianDeployment> = {
      ...begin(uuid, payload, phases),
      action,
      name: typeof name === 'string' ? name : 'sandbox - export.zip',
      ...(typeof description === 'string' && { description }),
    };
    deployments.push({ view, scenario, phases });
    state.deployments.push(view);
    const url = address(request, scenario, `deployments/${uuid}`);
    return json(200, { uuid, url, status: view.status });
  };

  const lookAtInspection = (request: Received, uuid: string): Answer => {
    const job = inspections.find(({ view }) => view.uuid === uuid);
    if (!job) return refuseAppian(404, request.path);
    const { instead, status } = look(job);
    if (instead) return instead;
    const { findings = defaults.findings } = job.scenario;
    if (status !== 'COMPLETED' || !findings) return json(200, { status });
    return json(200, inspectionResult(status, sentBy(job.view.payload), findings()));
  };

  const lookAtDeployment = (request: Received, uuid: string, isV1: boolean): Answer => {
    const job = deployments.find(({ view }) => view.uuid === uuid);
    if (!job || (isV1 && job.view.action === 'export')) return refuseAppian(404, request.path);
    const { instead, status } = look(job);
    if (instead) return instead;
    const url = address(request, job.scenario, `deployments/${uuid}`);
    const { packages = stock, packageZip = 'whole' } = job.scenario;
    if (job.view.action === 'export') {
      const { packageZip: offered, ...others } = exportResult(status, job.view.payload, url, packages);
      return json(200, { ...(packageZip === 'none' || !offered ? {} : { packageZip: offered }), ...others });
    }
    const { counts = defaults.counts } = job.scenario;
    return json(200, importResult(status, sentBy(job.view.payload), counts, `${url}log/`));
  };

  const fetchResource = (request: Received, uuid: string, resource: string): Answer => {
    const job = deployments.find(({ view }) => view.uuid === uuid);
    if (!job || unfinished.has(job.view.status)) return refuseAppian(404, request.path);
    if (resource === 'log') {
      const { log = defaults.log } = job.scenario;
      return log ? content(200, 'text/plain;charset=UTF-8', log(job.view)) : refuseAppian(404, request.path);
    }
    const {
      packages = stock,
      packageZip: condition = 'whole',
      pluginsZip = 'plugins',
      valueLength,
    } = job.scenario;
    const file =
      job.view.action === 'export'
        ? exportFile(job.view.payload, resource, { packages, valueLength })
        : undefined;
    if (!file || job.view.status === 'FAILED') return refuseAppian(404, request.path);
    const answer = content(200, file.type, file.bytes);
    if (resource === 'plugins-zip' && pluginsZip === 'package')
      return { ...answer, body: packageZip(job.view.payload) };
    if (resource !== 'package-zip') return answer;
    const bytes = Buffer.from(file.bytes);
    if (condition === 'cut') return { ...answer, body: cut(bytes) };
    if (condition === 'wrapped') return { ...answer, body: wrapped(bytes) };
    if (condition === 'empty') return { ...answer, body: '' };
    const { filling } = job.scenario;
    return filling === undefined ? answer : { ...answer, stream: largeZip(bytes, filling) };
  };

  const route = (request: Received, scenario: AppianScenario): Answer => {
    if (request.path.startsWith('/suite/webapi/')) return testWithRules(request, scenario.tests ?? {});
    const [, version, rest] =
      /^\/suite\/deployment-management\/(v[1-9]\d*)\/(.*?)\/?$/.exec(request.path) ?? [];
    if (rest === undefined) return refuseAppian(404, request.path);
    const isV1 = version === 'v1';
    const [area = '', uuid, ...more] = rest.split('/');
    const call = `${request.method} ${area}`;
    const resource = more.join('/');
    if (uuid === undefined) {
      if (call === 'POST inspections') return inspect(request, scenario);
      if (call === 'POST deployments') return deploy(request, scenario, isV1);
    } else if (resource === '') {
      if (call === 'GET inspections') return lookAtInspection(request, uuid);
      if (call === 'GET deployments') return lookAtDeployment(request, uuid, isV1);
    } else if (
      call === 'GET deployments' &&
      (resource === 'log' || (!isV1 && exportResource.test(resource)))
    ) {
      return fetchResource(request, uuid, resource);
    } else if (call === 'GET applications' && resource === 'packages' && !isV1) {
      return json(200, packageList(scenario.packages ?? stock));
    }
    return refuseAppian(area === 'inspections' || area === 'deployments' ? 405 : 404, request.path);
  };

  return {
    state,
    prefixes: ['/suite/'],
    refuse: refuseAppian,
    credential: apiKey,
    handle(request) {
      const { headers, token } = request;
      if (headers['appian-api-key'] !== undefined && headers['authorization'] !== undefined) {
        request.object('two credentials in one request');
      }
      const scenario = appianScenarios.find(({ name }) => name === token?.scenario);
      if (!scenario) return refuseAppian(401, request.path);
      return scenario.refuse?.(request) ?? route(request, scenario);
    },
  };
}

/** Statuses without a log and without exported files. */
const unfinished = new Set(['IN_PROGRESS', 'PENDING_REVIEW', 'REJECTED']);

const exportResource =
  /^(?:package-zip|plugins-zip|customization-file|customization-file-template|db-scripts\/\d+)$/;

function begin(uuid: string, payload: ReceivedForm, phases: readonly Phase[]): Mutable<AppianInspection> {
  const { status } = phaseAt(phases, 0);
  return { uuid, payload: payload.json, files: payload.files, status, looks: 0 };
}

function look(job: Job<Mutable<AppianInspection>>): Phase {
  job.view.looks += 1;
  const phase = phaseAt(job.phases, job.view.looks);
  job.view.status = phase.status;
  return phase;
}

/** Returns the n-th UUID of a kind: well-formed, and the same in every run. */
function sequentialUuid(kind: number, n: number): string {
  return `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** Returns the API key from its own header, a bearer token, or Basic with an empty user or an empty password. */
function apiKey(headers: Readonly<Record<string, string>>): string | undefined {
  const own = headers['appian-api-key'] ?? bearer(headers);
  if (own !== undefined) return own;
  const [, encoded] = /^basic +(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  const [user, password] = [pair.slice(0, colon), pair.slice(colon + 1)];
  return colon >= 0 && (user === '' || password === '') ? user || password : undefined;
}
