import type { Redactor } from '../../http/redact.ts';
import type { ConfigurationFile } from '../../inputs/configuration-file.ts';
import type { OnDowngrade } from '../../release/downgrade.ts';
import type { EarlierVersions } from '../../release/previous-versions.ts';
import type { AnalysisPolicy } from './analysis.ts';
import type { OnBusy } from './busy.ts';
import type { OdcChoice } from './choose.ts';
import type { Odc } from './client.ts';
import type { UntaggedPolicy } from './tag.ts';

/** The dependencies and settings of the platform. */
export interface OdcPlatformOptions extends AnalysisPolicy {
  readonly odc: Odc;
  readonly choice: OdcChoice;
  /** Whether only the verdict is wanted: then nothing that lasts is made. */
  readonly inspectOnly: boolean;
  /** Whether to analyse the impact before the deployment. */
  readonly inspect: boolean;
  readonly onBusy: OnBusy;
  readonly onDowngrade: OnDowngrade;
  readonly untaggedChanges: UntaggedPolicy;
  /** Present for a rollback, with the version history that can supply the earlier version, if there is one. */
  readonly back?: { readonly earlier?: EarlierVersions };
  /** The values to set before the deployment; absent if there are none. */
  readonly configuration?: ConfigurationFile;
  readonly redact: Redactor;
}
