import type { Redactor } from '../../http/redact.ts';
import type { OnDowngrade } from '../../release/downgrade.ts';
import type { Artifact } from '../../release/plan.ts';
import type { EarlierVersions } from '../../release/previous-versions.ts';
import type { Choice } from './choose.ts';
import type { LifeTime } from './client.ts';
import type { Configurator } from './configuration/configure.ts';
import type { OnIntervention } from './status.ts';
import type { BddTests } from './tests/bdd-step.ts';

/** The dependencies and settings of the OutSystems platform. */
export interface OutSystemsOptions {
  readonly lifetime: LifeTime;
  readonly choice: Choice;
  /** A binary to deploy in place of tagged versions. */
  readonly package?: Artifact;
  /** Text for people in the notes of the plan. */
  readonly notes: string;
  /** Unique marker that identifies the plans of this run. */
  readonly marker: string;
  readonly onConflict: 'fail' | 'continue';
  readonly redeployOutdated: boolean;
  readonly onIntervention: OnIntervention;
  readonly onBusy: 'wait' | 'fail' | 'ignore';
  readonly onDowngrade: OnDowngrade;
  readonly untaggedChanges: 'warn' | 'fail' | 'tag';
  /** Present for a rollback, with the version history that can supply the earlier version, if there is one. */
  readonly back?: { readonly earlier?: EarlierVersions };
  /** Sets configuration values after the deployment; absent if there are none to set. */
  readonly configurator?: Configurator;
  readonly redact: Redactor;
  /** The BDD tests to run after the deployment; absent if none are wanted. */
  readonly tests?: BddTests;
}
