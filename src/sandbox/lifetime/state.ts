/** A request that was to change a deployment, whatever became of it. */
export interface LifetimeCommand {
  readonly command: 'start' | 'continue' | 'abort' | 'configuration' | 'update' | 'delete';
  readonly query: Readonly<Record<string, string>>;
  /** What it was answered, before any injected fault. */
  readonly status: number;
}

/** A deployment plan on the simulated LifeTime. */
export interface LifetimePlan {
  readonly key: string;
  readonly kind: 'tagged' | 'binary';
  readonly notes: string;
  /** Environment key; empty for a package. */
  readonly source: string;
  /** Environment key. */
  readonly target: string;
  /** As sent. */
  readonly operations: readonly {
    readonly ApplicationVersionKey: string;
    readonly DeploymentZoneKey: string;
  }[];
  /** As the latest poll or command left it. */
  readonly status: string;
  readonly started: boolean;
  readonly aborted: boolean;
  readonly deleted: boolean;
  /** As sent with the accepted start. */
  readonly redeployOutdated?: boolean;
  readonly includeErrorDetails?: boolean;
  readonly continueWithErrors?: boolean;
  /** How often its status was asked for, before the start too. */
  readonly looks: number;
  /** How often its details were read. */
  readonly reads: number;
  readonly commands: readonly LifetimeCommand[];
}

/** A version that was tagged through the API. */
export interface LifetimeTag {
  readonly key: string;
  /** Application and environment key. */
  readonly application: string;
  readonly environment: string;
  readonly version: string;
  readonly changeLog: string;
  /** The whole body as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A package that was received; its bytes are counted and dropped. */
export interface LifetimeUpload {
  /** Environment key. */
  readonly environment: string;
  readonly bytes: number;
  /** Hex digest; only under the option `hashFiles`. */
  readonly sha256?: string;
  /** Key of the plan it became. */
  readonly plan: string;
}

/** A configuration value that was set in an environment. */
export interface LifetimeSetting {
  readonly kind: 'SiteProperty' | 'REST_Endpoint' | 'SOAP_Endpoint' | 'TimerSchedule';
  /** Module, environment and item key. */
  readonly module: string;
  readonly environment: string;
  readonly key: string;
  /** As sent. */
  readonly value: string;
}

/** What has been created on the simulated LifeTime, oldest first. */
export interface LifetimeState {
  /** Created through the API, deleted ones included. */
  readonly plans: readonly LifetimePlan[];
  /** Plans of other people, once a request with their scenario's token has come. */
  readonly others: readonly LifetimePlan[];
  readonly tags: readonly LifetimeTag[];
  readonly uploads: readonly LifetimeUpload[];
  /** Keys of solutions whose export was started. */
  readonly solutions: readonly string[];
  /** Values set through the Properties API, oldest first. */
  readonly settings: readonly LifetimeSetting[];
  /** `<module>/<screen>` of each BDD test that ran. */
  readonly testRuns: readonly string[];
}
