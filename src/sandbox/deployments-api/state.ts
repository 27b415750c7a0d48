/** Statuses of the API, in its order. */
export const deploymentStatuses = ['pending', 'in_progress', 'succeeded', 'failed', 'rolled_back'] as const;

export type DeploymentStatus = (typeof deploymentStatuses)[number];

/** An accepted write to a record. */
export interface DeploymentWrite {
  /** Status of the record after it. */
  readonly status: DeploymentStatus;
  /** The body as the server took it. */
  readonly sent: Readonly<Record<string, unknown>>;
}

/** One deployment on record. Times are ISO 8601 in UTC. */
export interface DeploymentRecord {
  readonly id: string;
  /** Names of what `componentId` and `environmentId` stand for. */
  readonly component: string;
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
  /** Oldest first; the create is the first of a record that was made here. */
  readonly writes: readonly DeploymentWrite[];
}

/** What the Deployments API has on record. */
export interface DeploymentsApiState {
  /** Created by clients, oldest first. */
  readonly deployments: readonly DeploymentRecord[];
  /** On record from the start; a scenario adds its own with its first request. */
  readonly history: readonly DeploymentRecord[];
  /** Names that logged in, in order. */
  readonly logins: readonly string[];
}
