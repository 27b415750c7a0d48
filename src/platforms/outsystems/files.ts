import type { ConfigurationFile } from '../../inputs/configuration-file.ts';
import type { Artifact } from '../../release/plan.ts';

/** What a release sends: a binary in place of tagged versions, and the configuration values that are set after it. */
export interface Payload {
  readonly package?: Artifact;
  /** They may hold secrets, so no plan contains them. */
  readonly configuration?: ConfigurationFile;
}
