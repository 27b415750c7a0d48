/** Statuses in the order of the API. */
export const deploymentStatuses = ['pending', 'in_progress', 'succeeded', 'failed', 'rolled_back'] as const;

/** Status of a deployment. */
export type DeploymentStatus = (typeof deploymentStatuses)[number];

/** An accepted write to a record. */
export interface DeploymentWrite {
  /** Status of the record after this write. */
  readonly status: DeploymentStatus;
  /** The body after the server's conversions. */
  readonly sent: Readonly<Record<string, unknown>>;
}

/** One recorded deployment. Times are ISO 8601 in UTC. */
export interface DeploymentRecord {
  readonly id: string;
  /** Name of the component `componentId`. */
  readonly component: string;
  /** Name of the environment `environmentId`. */
  readonly environment: string;
  readonly componentId: string;
  readonly environmentId: string;
  readonly version: string;
  readonly status: DeploymentStatus;
  readonly deployedBy: string | null;
  readonly commitSha: string | null;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Oldest first; the first write of a client's record is its create. */
  readonly writes: readonly DeploymentWrite[];
}

/** The records of the Deployments API. */
export interface DeploymentsApiState {
  /** Created by clients, oldest first. */
  readonly deployments: readonly DeploymentRecord[];
  /** Records that exist from the start; a scenario adds its own at its first request. */
  readonly history: readonly DeploymentRecord[];
  /** User names of the logins, in order. */
  readonly logins: readonly string[];
}
