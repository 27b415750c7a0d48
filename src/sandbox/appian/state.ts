import type { UploadedFile } from '../exchange.ts';
import type { Received } from '../simulated-api.ts';
import { type Phase, phaseAt } from './job.ts';
import type { ReceivedForm } from './payload.ts';
import type { AppianTestRun } from './rule-tests.ts';
import type { AppianScenario } from './scenarios.ts';

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

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A job in the sandbox: its public view and its scenario. */
export interface Job<View extends AppianInspection> {
  readonly view: Mutable<View>;
  readonly scenario: AppianScenario;
  readonly phases: readonly Phase[];
}

/** Everything that the handlers of one simulated site share. */
export interface AppianSite {
  /** An origin outside the sandbox, for answers with foreign URLs. */
  readonly foreignOrigin: string;
  readonly inspections: Job<AppianInspection>[];
  readonly deployments: Job<AppianDeployment>[];
  /** The public views of these lists, and the test runs. */
  readonly state: {
    readonly inspections: AppianInspection[];
    readonly deployments: AppianDeployment[];
    readonly testRuns: Mutable<AppianTestRun>[];
  };
}

/** A request to the deployment API, with everything that its handler needs. */
export interface AppianCall {
  readonly site: AppianSite;
  readonly request: Received;
  readonly scenario: AppianScenario;
  /** Version 1 of the API has no exports. */
  readonly isV1: boolean;
}

/** Creates a site without jobs. */
export function openSite(foreignOrigin: string): AppianSite {
  const state = { inspections: [], deployments: [], testRuns: [] };
  return { foreignOrigin, inspections: [], deployments: [], state };
}

/** Adds an inspection. */
export function addInspection({ inspections, state }: AppianSite, job: Job<AppianInspection>): void {
  inspections.push(job);
  state.inspections.push(job.view);
}

/** Adds an import or export. */
export function addDeployment({ deployments, state }: AppianSite, job: Job<AppianDeployment>): void {
  deployments.push(job);
  state.deployments.push(job.view);
}

/** Returns the view of a new job before the first poll. */
export function firstView(
  uuid: string,
  payload: ReceivedForm,
  phases: readonly Phase[],
): Mutable<AppianInspection> {
  const { status } = phaseAt(phases, 0);
  return { uuid, payload: payload.json, files: payload.files, status, looks: 0 };
}

/** Counts a poll of a job and returns the phase that the job is in now. */
export function poll(job: Job<AppianInspection>): Phase {
  job.view.looks += 1;
  const phase = phaseAt(job.phases, job.view.looks);
  job.view.status = phase.status;
  return phase;
}

/** Returns the URL of a job as answers contain it, with a trailing slash like on real sites. */
export function addressOf(
  { site: { foreignOrigin }, request }: AppianCall,
  scenario: AppianScenario,
  path: string,
): string {
  const base = /^.*?\/v[1-9]\d*\//.exec(request.path)?.[0] ?? '';
  return `${scenario.isForeign ? foreignOrigin : request.origin}${base}${path}/`;
}

/** Returns the n-th UUID of a kind: well-formed, and the same in every run. */
export function sequentialUuid(kind: number, n: number): string {
  return `${kind}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}
