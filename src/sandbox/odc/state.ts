/** An operation on a stage, in the form that a test reads. */
export interface OdcOperation {
  readonly key: string;
  readonly operation: 'Deploy' | 'Undeploy' | 'ApplyConfigs' | 'Publish';
  /** Asset key. */
  readonly asset: string;
  readonly assetName: string;
  readonly revision: number;
  /** Build key; null for an operation without a build. */
  readonly build: string | null;
  /** Stage key. */
  readonly environment: string;
  readonly stage: string;
  /** Status after the latest poll. */
  readonly status: string;
  /** True once the status does not change any more. */
  readonly isOver: boolean;
  /** True for `Finished` alone: the stage runs the revision. */
  readonly isGood: boolean;
  /** Number of polls, alone or in a list. */
  readonly looks: number;
  /** Number of reads of its messages. */
  readonly reads: number;
}

/** A build that was started through the API. */
export interface OdcBuild {
  readonly key: string;
  /** Asset key. */
  readonly asset: string;
  readonly assetName: string;
  readonly revision: number;
  readonly type: 'Debug' | 'Release';
  /** Status after the latest poll; `NotStarted` if the answer was `isSuccessful: false`. */
  readonly status: string;
  /** Number of polls, alone or in a list. */
  readonly looks: number;
}

/** An impact analysis that was started through the API. */
export interface OdcAnalysis {
  readonly key: string;
  /** Asset key. */
  readonly asset: string;
  readonly revision: number;
  /** Stage key. */
  readonly environment: string;
  readonly looks: number;
}

/** A tag that was set or removed through the API. */
export interface OdcTag {
  /** Asset key. */
  readonly asset: string;
  readonly assetName: string;
  readonly revision: number;
  /** The whole body as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A configuration value that was set in a stage. */
export interface OdcSetting {
  /** Asset key. */
  readonly asset: string;
  readonly assetName: string;
  /** Stage key. */
  readonly environment: string;
  readonly stage: string;
  readonly kind: 'setting' | 'timer' | 'integration' | 'library' | 'system';
  /** Name of the timer, integration or library; empty for a setting. */
  readonly element: string;
  readonly name: string;
  /** The value as sent; null restores the default. */
  readonly value: string | null;
  /** True until a deployment applies it or another value replaces it. */
  readonly isPending: boolean;
}

/** The objects that clients have created in the simulated organization, oldest first. */
export interface OdcState {
  readonly operations: readonly OdcOperation[];
  /** Operations of other users; a scenario adds its own at its first request. */
  readonly others: readonly OdcOperation[];
  /** Publications to Development. */
  readonly publications: readonly OdcOperation[];
  readonly builds: readonly OdcBuild[];
  readonly analyses: readonly OdcAnalysis[];
  readonly tags: readonly OdcTag[];
  /** Configuration values, oldest first. */
  readonly settings: readonly OdcSetting[];
  /** Ids of the clients that fetched an access token, one for each token. */
  readonly logins: readonly string[];
}
