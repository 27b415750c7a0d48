import type { Received } from '../vendor.ts';
import { Refused, refuseGitHub } from './errors.ts';
import type { GitHubScenario } from './scenarios.ts';
import type { GitHubDeployment, GitHubStatus } from './state.ts';

/** A deployment in the sandbox, writable. */
export type OpenDeployment = { -readonly [K in keyof GitHubDeployment]: GitHubDeployment[K] } & {
  readonly statuses: GitHubStatus[];
};

/** What all scenarios of a sandbox share. */
export interface Desk {
  readonly deployments: OpenDeployment[];
  /** How many calls of each kind there have been, by credential. */
  readonly calls: Map<string, number>;
  /** Kinds of writes whose answer has been lost. */
  readonly lost: Set<string>;
}

/** A request on its way through the API. */
export interface Visit {
  readonly request: Received;
  readonly scenario: GitHubScenario;
  readonly desk: Desk;
  /** `owner/name` */
  readonly repository: string;
  /** Identifier of a deployment, where the path has one. */
  readonly id: string | undefined;
}

/** The deployment that the path names; 404 where this repository has none such. */
export function deploymentOf({ desk, repository, id }: Visit): OpenDeployment {
  const found = desk.deployments.find((one) => one.repository === repository && String(one.id) === id);
  if (!found) throw new Refused(refuseGitHub(404));
  return found;
}

/** The time as GitHub writes it. */
export const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');
