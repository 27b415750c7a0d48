import type { Received } from '../simulated-api.ts';
import { Refused, refuseGitHub } from './errors.ts';
import type { GitHubScenario } from './scenarios.ts';
import type { GitHubDeployment, GitHubStatus } from './state.ts';

/** A deployment in the sandbox, writable. */
export type OpenDeployment = { -readonly [K in keyof GitHubDeployment]: GitHubDeployment[K] } & {
  readonly statuses: GitHubStatus[];
};

/** An environment of a repository. */
export interface OpenEnvironment {
  readonly repository: string;
  readonly name: string;
  readonly id: number;
  readonly createdAt: string;
}

/** State that all scenarios of a sandbox share. */
export interface SharedState {
  readonly deployments: OpenDeployment[];
  /** Deployments created so far, deleted ones included. */
  created: number;
  createdStatuses: number;
  /** Made by deployments, and there until they are deleted. */
  readonly environments: OpenEnvironment[];
  /** How many calls of each kind there have been, by credential. */
  readonly calls: Map<string, number>;
  /** Kinds of writes whose answer has been lost. */
  readonly lost: Set<string>;
}

/** A request with everything that its handler needs. */
export interface RequestContext {
  readonly request: Received;
  readonly scenario: GitHubScenario;
  readonly shared: SharedState;
  /** `owner/name` */
  readonly repository: string;
  /** Identifier of a deployment, where the path has one. */
  readonly id: string | undefined;
}

/** The deployment that the path names; 404 where this repository has none such. */
export function deploymentOf({ shared, repository, id }: RequestContext): OpenDeployment {
  const found = shared.deployments.find((one) => one.repository === repository && String(one.id) === id);
  if (!found) throw new Refused(refuseGitHub(404));
  return found;
}

/** The time as GitHub writes it. */
export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
