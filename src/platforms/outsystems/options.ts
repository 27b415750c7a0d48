import type { Redactor } from '../../http/redact.ts';
import type { ReleaseFile } from '../../release/account.ts';
import type { LifeTime } from './api.ts';
import type { Choice } from './choose.ts';
import type { OnIntervention } from './status.ts';

export interface OutSystemsOptions {
  readonly lifetime: LifeTime;
  readonly choice: Choice;
  /** A binary to deploy in place of tagged versions. */
  readonly package?: ReleaseFile;
  /** What people read in the notes of the plan. */
  readonly notes: string;
  /** Unlike any other text in LifeTime: by it a plan of this run is known. */
  readonly marker: string;
  readonly onConflict: 'fail' | 'continue';
  readonly redeployOutdated: boolean;
  readonly onIntervention: OnIntervention;
  readonly onBusy: 'wait' | 'fail' | 'ignore';
  readonly untaggedChanges: 'warn' | 'fail' | 'tag';
  readonly redact: Redactor;
}
