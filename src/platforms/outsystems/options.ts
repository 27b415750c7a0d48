import type { Redactor } from '../../http/redact.ts';
import type { Artifact } from '../../release/plan.ts';
import type { Choice } from './choose.ts';
import type { LifeTime } from './client.ts';
import type { EarlierVersions } from './rollback.ts';
import type { OnIntervention } from './status.ts';

export interface OutSystemsOptions {
  readonly lifetime: LifeTime;
  readonly choice: Choice;
  /** A binary to deploy in place of tagged versions. */
  readonly package?: Artifact;
  /** What people read in the notes of the plan. */
  readonly notes: string;
  /** Unlike any other text in LifeTime: by it a plan of this run is known. */
  readonly marker: string;
  readonly onConflict: 'fail' | 'continue';
  readonly redeployOutdated: boolean;
  readonly onIntervention: OnIntervention;
  readonly onBusy: 'wait' | 'fail' | 'ignore';
  readonly untaggedChanges: 'warn' | 'fail' | 'tag';
  /** To go back to what was there before, with a book that may tell what that was. */
  readonly back?: { readonly book?: EarlierVersions };
  readonly redact: Redactor;
}
