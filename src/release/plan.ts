import type { Downgrade } from './downgrade.ts';
import type { RunStep } from './run-marker.ts';

/** The operations that users can choose. */
export type ReleaseOperation = 'deploy' | 'inspect' | 'export' | 'resume' | 'rollback';

/** A file of a release. */
export interface Artifact {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The files of one deployment, by their role. */
export interface Payload {
  readonly package?: Artifact;
  readonly customization?: Artifact;
  /** The content that is sent as the customization file. It may hold secrets, so no plan contains it. */
  readonly customizationContent?: Buffer;
  readonly adminSettings?: Artifact;
  readonly plugins?: Artifact;
  /** In the order in which they run. */
  readonly scripts?: readonly Artifact[];
  /** The data source that the scripts run on. */
  readonly dataSource?: string;
  /** The component's name according to the package. */
  readonly component?: string;
}

/** Lists the files of a payload, for logs and reports. */
export function filesOf(payload: Payload): readonly Artifact[] {
  const { package: packageFile, customization, adminSettings, plugins, scripts = [] } = payload;
  return [packageFile, customization, adminSettings, plugins, ...scripts].filter(
    (file) => file !== undefined,
  );
}

/** The planned release, as logs, reports and trackers show it. Holds no secret. */
export interface ReleasePlan {
  readonly platform: string;
  readonly operation: ReleaseOperation;
  /** The environment's host name, with its port if that is not the default. */
  readonly host: string;
  readonly environment: string;
  readonly component: string;
  readonly version: string;
  readonly hosts: readonly string[];
  /** The person in the records; empty if it is unknown. */
  readonly owner: string;
  readonly name: string;
  readonly description: string;
  /** The version that the environment has before the deployment; absent if it is unknown. */
  readonly replaces?: string;
  /** The applications of which the environment has a newer version; absent if there are none. */
  readonly downgrades?: readonly Downgrade[];
  readonly package?: Artifact;
  readonly files: readonly Artifact[];
  /** The path of the folder with all exported files and their manifest. */
  readonly folder?: string;
  /** The URL of the pipeline run. */
  readonly runUrl?: string;
  readonly commit?: string;
  /** The step of the run that makes the release. */
  readonly origin: RunStep;
  /** 16 hexadecimal digits, equal for equal inputs. */
  readonly fingerprint: string;
}
