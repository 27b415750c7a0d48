import type { ApiClient } from '../../http/client.ts';
import type { Redactor } from '../../http/redact.ts';
import type { ReleaseDetails } from '../../release/platform.ts';
import type { Customizing } from './assemble.ts';
import type { ExportSource } from './export.ts';
import type { Payload } from './files.ts';
import type { RuleTests } from './tests/rule-tests-step.ts';

/** The dependencies and settings of the Appian platform. */
export interface AppianOptions {
  readonly server: ApiClient;
  /** The files and settings that the inputs name. */
  readonly payload: Payload;
  /** The site to export the package from; absent if the inputs give the package. */
  readonly origin?: ExportSource;
  readonly customizing: Customizing;
  /** Returns the name of the deployment from the details known so far. */
  readonly naming: (details: ReleaseDetails) => string;
  readonly description: string;
  readonly inspect: boolean;
  readonly inspectOnly: boolean;
  readonly onWarnings: 'allow' | 'fail';
  readonly onReview: 'wait' | 'stop';
  /** Path of the folder that this run may write to. */
  readonly folder: string;
  readonly redact: Redactor;
  /** The rule tests to run after the deployment; absent if none are wanted. */
  readonly tests?: RuleTests;
}
