import type { RunStep } from './run-marker.ts';

export type ReleaseOperation = 'deploy' | 'inspect' | 'export' | 'resume' | 'rollback';

/** A file that takes part in a release. */
export interface Artifact {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The files of one deployment, by what they are. */
export interface Payload {
  readonly package?: Artifact;
  readonly customization?: Artifact;
  /** What is sent as the customization file. It may hold secrets, so it is in no plan. */
  readonly customizationContent?: Buffer;
  readonly adminSettings?: Artifact;
  readonly plugins?: Artifact;
  /** In the order in which they run. */
  readonly scripts?: readonly Artifact[];
  /** Where the scripts run. */
  readonly dataSource?: string;
  /** What the package calls itself. */
  readonly component?: string;
}

/** The files of a payload as people are told of them. */
export function filesOf(payload: Payload): readonly Artifact[] {
  const { package: packageFile, customization, adminSettings, plugins, scripts = [] } = payload;
  return [packageFile, customization, adminSettings, plugins, ...scripts].filter(
    (file) => file !== undefined,
  );
}

/** What is going to be done, as people read it. Holds no secret. */
export interface ReleasePlan {
  readonly platform: string;
  readonly operation: ReleaseOperation;
  /** The environment's host name, with its port where it is not the usual one. */
  readonly host: string;
  readonly environment: string;
  readonly component: string;
  readonly version: string;
  readonly hosts: readonly string[];
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  /** Of a rollback: the version that it takes back, where that is known. */
  readonly replaces?: string;
  readonly package?: Artifact;
  readonly files: readonly Artifact[];
  /** The folder of everything that was exported, with its manifest. */
  readonly folder?: string;
  /** The page of the pipeline run. */
  readonly runUrl?: string;
  readonly commit?: string;
  readonly origin: RunStep;
  /** 16 hexadecimal digits: the same inputs make the same. */
  readonly fingerprint: string;
}
