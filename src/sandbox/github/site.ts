import type { Received } from '../simulated-api.ts';
import { Refused, refuseGitHub } from './errors.ts';
import type { GitHubScenario } from './scenarios.ts';
import type { GitHubDeployment, GitHubStatus } from './state.ts';

/** A writable deployment in the sandbox. */
export type OpenDeployment = { -readonly [K in keyof GitHubDeployment]: GitHubDeployment[K] } & {
  readonly statuses: GitHubStatus[];
};

/** An environment of a repository. */
export interface OpenEnvironment {
  readonly repository: string;
  readonly name: string;
  readonly id: number;
  /** ISO 8601, whole seconds. */
  readonly createdAt: string;
}

/** State that all scenarios of a sandbox share. */
export interface SharedState {
  readonly deployments: OpenDeployment[];
  /** Number of created deployments, including deleted ones. */
  created: number;
  /** Number of created statuses. */
  createdStatuses: number;
  /** Created by deployments; they exist until a client deletes them. */
  readonly environments: OpenEnvironment[];
  /** Number of calls by credential, method and route. */
  readonly calls: Map<string, number>;
  /** Kinds of writes whose answer has been lost so far. */
  readonly lost: Set<string>;
}

/** A request with all data that its handler needs. */
export interface RequestContext {
  readonly request: Received;
  readonly scenario: GitHubScenario;
  readonly shared: SharedState;
  /** `owner/name` */
  readonly repository: string;
  /** Identifier in the path; undefined if the path has none. */
  readonly id: string | undefined;
}

/** Returns the deployment that the path names. @throws Refused (404) if this repository does not have it */
export function deploymentOf({ shared, repository, id }: RequestContext): OpenDeployment {
  const found = shared.deployments.find((one) => one.repository === repository && String(one.id) === id);
  if (!found) throw new Refused(refuseGitHub(404));
  return found;
}

/** Returns the current time in GitHub's format: ISO 8601, whole seconds. */
export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
