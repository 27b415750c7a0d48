/** A request to change a deployment, accepted or refused. */
export interface LifetimeCommand {
  readonly command: 'start' | 'continue' | 'abort' | 'configuration' | 'update' | 'delete';
  readonly query: Readonly<Record<string, string>>;
  /** Status of the answer, before any injected fault. */
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
  /** The operations as sent. */
  readonly operations: readonly {
    readonly ApplicationVersionKey: string;
    readonly DeploymentZoneKey: string;
  }[];
  /** Status after the latest poll or command. */
  readonly status: string;
  readonly started: boolean;
  readonly aborted: boolean;
  readonly deleted: boolean;
  /** Parameter of the accepted start; undefined if not sent. */
  readonly redeployOutdated?: boolean;
  /** Parameter of the accepted start; undefined if not sent. */
  readonly includeErrorDetails?: boolean;
  /** Parameter of the accepted start; undefined if not sent. */
  readonly continueWithErrors?: boolean;
  /** Number of polls of the status, including those before the start. */
  readonly looks: number;
  /** Number of reads of the details. */
  readonly reads: number;
  readonly commands: readonly LifetimeCommand[];
}

/** A version that was tagged through the API. */
export interface LifetimeTag {
  readonly key: string;
  /** Application key. */
  readonly application: string;
  /** Environment key. */
  readonly environment: string;
  readonly version: string;
  readonly changeLog: string;
  /** The whole body as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** A received package; its bytes are counted and dropped. */
export interface LifetimeUpload {
  /** Environment key. */
  readonly environment: string;
  readonly bytes: number;
  /** Hex digest; undefined unless the option `hashFiles` is set. */
  readonly sha256?: string;
  /** Key of the plan for this package. */
  readonly plan: string;
}

/** A configuration value that was set in an environment. */
export interface LifetimeSetting {
  readonly kind: 'SiteProperty' | 'REST_Endpoint' | 'SOAP_Endpoint' | 'TimerSchedule';
  /** Module key. */
  readonly module: string;
  /** Environment key. */
  readonly environment: string;
  /** Key of the item. */
  readonly key: string;
  /** The value as sent. */
  readonly value: string;
}

/** The objects that clients have created on the simulated LifeTime, oldest first. */
export interface LifetimeState {
  /** Plans created through the API, including deleted ones. */
  readonly plans: readonly LifetimePlan[];
  /** Plans of other users; a scenario adds its own at its first request. */
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
