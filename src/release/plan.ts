import type { Origin } from './trace.ts';

export type Operation = 'deploy' | 'inspect' | 'export' | 'resume' | 'rollback';

/** A file that takes part in a release. */
export interface ReleaseFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The files of one deployment, by what they are. */
export interface Payload {
  readonly package?: ReleaseFile;
  readonly customization?: ReleaseFile;
  /** What is sent as the customization file. It may hold secrets, so it is in no plan. */
  readonly customizationContent?: Buffer;
  readonly adminSettings?: ReleaseFile;
  readonly plugins?: ReleaseFile;
  /** In the order in which they run. */
  readonly scripts?: readonly ReleaseFile[];
  /** Where the scripts run. */
  readonly dataSource?: string;
  /** What the package calls itself. */
  readonly component?: string;
}

/** The files of a payload as people are told of them. */
export function filesOf(payload: Payload): readonly ReleaseFile[] {
  const { package: packageFile, customization, adminSettings, plugins, scripts = [] } = payload;
  return [packageFile, customization, adminSettings, plugins, ...scripts].filter(
    (file) => file !== undefined,
  );
}

/** What is going to be done, as people read it. Holds no secret. */
export interface Plan {
  readonly platform: string;
  readonly operation: Operation;
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
  readonly package?: ReleaseFile;
  readonly files: readonly ReleaseFile[];
  /** The folder of everything that was exported, with its manifest. */
  readonly folder?: string;
  /** The page of the pipeline run. */
  readonly runUrl?: string;
  readonly commit?: string;
  readonly origin: Origin;
  /** 16 hexadecimal digits: the same inputs make the same. */
  readonly fingerprint: string;
}
