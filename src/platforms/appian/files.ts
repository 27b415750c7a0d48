import type { Artifact } from '../../release/plan.ts';

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
