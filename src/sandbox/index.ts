import { appian } from './appian/appian.ts';
import type { AppianState } from './appian/state.ts';
import { type BigPandaState, bigpanda } from './bigpanda/bigpanda.ts';
import { type BigPandaChangesState, bigpandaChanges } from './bigpanda/changes-api.ts';
import { type CdEventsState, cdevents } from './cdevents/cdevents.ts';
import { type DatadogState, datadog } from './datadog/datadog.ts';
import { deploymentsApi } from './deployments-api/deployments-api.ts';
import type { DeploymentsApiState } from './deployments-api/state.ts';
import type { Exchange } from './exchange.ts';
import { type Fault, planFaults } from './faults.ts';
import { frontPage } from './front-page.ts';
import { github } from './github/github.ts';
import type { GitHubDeploymentsState } from './github/state.ts';
import { lifetime } from './lifetime/lifetime.ts';
import type { LifetimeState } from './lifetime/state.ts';
import { odc } from './odc/odc.ts';
import type { OdcState } from './odc/state.ts';
import { type PagerDutyState, pagerduty } from './pagerduty/pagerduty.ts';
import { defaultForeignOrigin, type ServerOptions, serve } from './server.ts';
import type { ScenarioLine } from './simulated-api.ts';

export { answerFaultKinds } from './answer-faults.ts';
export type { AppianDeployment, AppianInspection, AppianState } from './appian/state.ts';
export type { BigPandaChange, BigPandaState } from './bigpanda/bigpanda.ts';
export type { BigPandaChangeRecord, BigPandaChangeStatus } from './bigpanda/change-record.ts';
export type { BigPandaChangesState } from './bigpanda/changes-api.ts';
export type { BigPandaEvent } from './bigpanda/events.ts';
export type { CdEventsRun, CdEventsState } from './cdevents/cdevents.ts';
export type { CdEvent } from './cdevents/event.ts';
export type { DatadogState } from './datadog/datadog.ts';
export type { DatadogDeployment } from './datadog/deployment.ts';
export type {
  DeploymentRecord,
  DeploymentStatus,
  DeploymentsApiState,
  DeploymentWrite,
} from './deployments-api/state.ts';
export type { Exchange, UploadedFile } from './exchange.ts';
export { allFaultKinds, type Fault, type FaultKind, faultKinds } from './faults.ts';
export type {
  GitHubDeployment,
  GitHubDeploymentsState,
  GitHubState,
  GitHubStatus,
} from './github/state.ts';
export type {
  LifetimeCommand,
  LifetimePlan,
  LifetimeSetting,
  LifetimeState,
  LifetimeTag,
  LifetimeUpload,
} from './lifetime/state.ts';
export type { OdcAnalysis, OdcBuild, OdcOperation, OdcState, OdcTag } from './odc/state.ts';
export type { PagerDutyChange } from './pagerduty/event.ts';
export type { PagerDutyState } from './pagerduty/pagerduty.ts';
export type { ServerOptions as SandboxOptions } from './server.ts';

/** Every simulated API. To add one: write its module, add it here, and add its state to {@link SandboxState}. */
const apis = {
  appian,
  bigpanda,
  bigpandaChanges,
  lifetime,
  odc,
  deploymentsApi,
  github,
  cdevents,
  pagerduty,
  datadog,
};

/** The objects that clients have created in each simulated system. */
export interface SandboxState {
  readonly appian: AppianState;
  readonly bigpanda: BigPandaState & BigPandaChangesState;
  readonly lifetime: LifetimeState;
  readonly odc: OdcState;
  readonly deploymentsApi: DeploymentsApiState;
  readonly github: GitHubDeploymentsState;
  readonly cdevents: CdEventsState;
  readonly pagerduty: PagerDutyState;
  readonly datadog: DatadogState;
}

/** A running sandbox: the simulated APIs over real HTTP on one loopback port, and the received requests. */
export interface Sandbox extends SandboxState {
  /** `http://127.0.0.1:<port>`, or `https` if the sandbox serves TLS. */
  readonly url: string;
  /** In order of arrival. {@link Exchange} states when each field is set. */
  readonly exchanges: readonly Exchange[];
  /** Resolves once the n-th request (1-based) is processed, before its answer is sent. */
  exchange(n: number): Promise<Exchange>;
  /** Resolves with the first exchange, past or future, that matches. */
  until(match: (exchange: Exchange) => boolean): Promise<Exchange>;
  /** Injects a fault that counts from now on: a numeric `request` counts future requests only. */
  inject(fault: Fault): void;
  /** Destroys every connection and rejects pending waits. */
  close(): Promise<void>;
}

/** A scenario and the API it belongs to. The token `sandbox-<name>` selects it. */
export interface Scenario extends ScenarioLine {
  readonly api: keyof typeof apis;
}

const apiNames = Object.keys(apis) as readonly Scenario['api'][];

/** All scenarios. */
export const scenarios: readonly Scenario[] = apiNames.flatMap((api) =>
  apis[api].scenarios.map((line) => ({ ...line, api })),
);

/** Title of each API: name, paths, and the place of the token. */
const titles = Object.fromEntries(apiNames.map((api) => [api, apis[api].title])) as Readonly<
  Record<Scenario['api'], string>
>;

function openAll({ redirectTo, identityUrl, now = Date.now }: ServerOptions) {
  const foreignOrigin = redirectTo ?? defaultForeignOrigin;
  return {
    appian: apis.appian.open(foreignOrigin),
    bigpanda: apis.bigpanda.open(foreignOrigin),
    bigpandaChanges: apis.bigpandaChanges.open(foreignOrigin),
    lifetime: apis.lifetime.open(foreignOrigin),
    odc: apis.odc.open({ foreignOrigin, identityUrl, now }),
    deploymentsApi: apis.deploymentsApi.open(foreignOrigin),
    github: apis.github.open(foreignOrigin),
    cdevents: apis.cdevents.open(foreignOrigin),
    pagerduty: apis.pagerduty.open(foreignOrigin),
    datadog: apis.datadog.open(foreignOrigin),
  };
}

/** Collects the states of all APIs. The two BigPanda APIs share one state. */
function statesOf(opened: ReturnType<typeof openAll>): SandboxState {
  return {
    appian: opened.appian.state,
    bigpanda: { ...opened.bigpanda.state, ...opened.bigpandaChanges.state },
    lifetime: opened.lifetime.state,
    odc: opened.odc.state,
    deploymentsApi: opened.deploymentsApi.state,
    github: opened.github.state,
    cdevents: opened.cdevents.state,
    pagerduty: opened.pagerduty.state,
    datadog: opened.datadog.state,
  };
}

/**
 * Starts a sandbox on 127.0.0.1. Runs are deterministic: progress is counted in requests, not in time.
 *
 * @throws Error if the port cannot be opened
 */
export async function startSandbox(options: ServerOptions = {}): Promise<Sandbox> {
  const open = () => openAll(options);
  const plan = () => planFaults(options.faults ?? []);
  let [opened, faults] = [open(), plan()];
  const reset = (): void => {
    [opened, faults] = [open(), plan()];
  };
  const state = () => statesOf(opened);
  const control = options.page
    ? (await import('./page/control.ts')).openControl({ ...options.page, scenarios, titles, state, reset })
    : undefined;
  const simulation = {
    apis: () => Object.values(opened),
    faults: () => faults,
    front: frontPage(Object.values(apis)),
  };
  const server = await serve(simulation, options, control);
  return {
    url: server.url,
    exchanges: server.journal.exchanges,
    get appian() {
      return opened.appian.state;
    },
    get bigpanda() {
      return state().bigpanda;
    },
    get lifetime() {
      return opened.lifetime.state;
    },
    get odc() {
      return opened.odc.state;
    },
    get deploymentsApi() {
      return opened.deploymentsApi.state;
    },
    get github() {
      return opened.github.state;
    },
    get cdevents() {
      return opened.cdevents.state;
    },
    get pagerduty() {
      return opened.pagerduty.state;
    },
    get datadog() {
      return opened.datadog.state;
    },
    exchange: (n) => server.journal.until(({ index }) => index === n),
    until: (match) => server.journal.until(match),
    inject: (fault) => server.inject(fault),
    close: () => server.close(),
  };
}
