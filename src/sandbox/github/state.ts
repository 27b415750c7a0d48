/** The possible states of a deployment status. */
export const gitHubStates = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] as const;

/** State of a deployment status. */
export type GitHubState = (typeof gitHubStates)[number];

/** One status of a deployment. */
export interface GitHubStatus {
  readonly id: number;
  readonly state: GitHubState;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  /** ISO 8601, whole seconds. */
  readonly createdAt: string;
  /** True when GitHub added the status because a later deployment succeeded. */
  readonly isAutomatic: boolean;
}

/** One deployment on GitHub. */
export interface GitHubDeployment {
  readonly id: number;
  /** `owner/name` */
  readonly repository: string;
  readonly ref: string;
  readonly sha: string;
  readonly task: string;
  /** An object or a string. */
  readonly payload: unknown;
  readonly originalEnvironment: string;
  /** From the latest status that named an environment, else the original one. */
  readonly environment: string;
  readonly description: string;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  /** ISO 8601, whole seconds. */
  readonly createdAt: string;
  /** Oldest first; empty directly after the create. */
  readonly statuses: readonly GitHubStatus[];
}

/** Deployments on GitHub, oldest first. */
export interface GitHubDeploymentsState {
  readonly deployments: readonly GitHubDeployment[];
}
