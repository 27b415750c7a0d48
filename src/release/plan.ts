import type { Downgrade } from './downgrade.ts';
import type { RunStep } from './run-marker.ts';

/** The operations that users can choose. */
export type ReleaseOperation = 'deploy' | 'inspect' | 'export' | 'resume' | 'rollback' | 'doctor';

/**
 * Whether an operation must pass the gate. A rollback restores a version that was there before, and `resume` joins a
 * deployment that has already started.
 */
export function isGated(operation: ReleaseOperation): boolean {
  return operation === 'deploy' || operation === 'inspect';
}

/** A file of a release. */
export interface Artifact {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a release deploys, as far as every platform has it. */
export interface ReleaseContents {
  /** Every file. The first one supplies a name and a version if nothing else does. */
  readonly files: readonly Artifact[];
  readonly package?: Artifact;
  /** The component's name according to the files. */
  readonly component?: string;
  /** The part of the environment that the files go to, such as a data source. */
  readonly destination?: string;
  /** The checksums of what is deployed besides the files, such as configuration values. */
  readonly checksums?: readonly string[];
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
