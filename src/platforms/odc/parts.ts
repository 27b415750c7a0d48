import { type JointIdentity, jointIdentity } from '../../release/joint-identity.ts';
import type { ReleaseDetails } from '../../release/platform.ts';
import type { DeployedRevision, Stage } from './wire.ts';

/** One application of a release. */
export interface Part {
  readonly key: string;
  readonly name: string;
  /** ODC's own word, such as `WebApplication`; empty if it gives none. */
  readonly type: string;
  readonly revision: number;
  /** Undefined if the revision has none. */
  readonly tag?: string;
  /** The revisions that the target runs now: none, one, or several of a workflow. */
  readonly inTarget: readonly DeployedRevision[];
}

/** The version in records and messages: the tag, else the number of the revision. */
export function versionOf({ tag, revision }: Pick<Part, 'tag' | 'revision'>): string {
  return tag ?? String(revision);
}

/** The component and version of the release. */
export function identityOf(parts: readonly Pick<Part, 'name' | 'tag' | 'revision'>[]): JointIdentity {
  return jointIdentity(parts.map((part) => ({ name: part.name, version: versionOf(part) })));
}

/** Whether the target runs exactly this revision. */
export function isThere({ revision, inTarget }: Part): boolean {
  return inTarget.some((each) => each.revision === revision);
}

/** The newest revision that the target runs; undefined if it runs none. */
export function currentOf({ inTarget }: Pick<Part, 'inTarget'>): DeployedRevision | undefined {
  return inTarget.toSorted((a, b) => b.revision - a.revision)[0];
}

/** The name of the part's kind in the paths of configurations. */
export function configurationKind({ type }: Pick<Part, 'type'>): 'agents' | 'applications' {
  return type === 'Agent' ? 'agents' : 'applications';
}

/** Describes the change of revision as a line for the log. */
export function formatStep(part: Part): string {
  const to = formatRevision(part);
  const current = currentOf(part);
  if (current === undefined) return `${part.name} ${to}, new in the target`;
  if (isThere(part)) return `${part.name} ${to}, again with its configuration`;
  const from = formatRevision({ revision: current.revision, ...(current.tag && { tag: current.tag }) });
  return `${part.name} ${from} → ${to}${part.revision < current.revision ? ', which is older' : ''}`;
}

/** Formats a revision as `1.2.3 (revision 17)` or `revision 17`. */
export function formatRevision({ tag, revision }: Pick<Part, 'tag' | 'revision'>): string {
  return tag === undefined ? `revision ${revision}` : `${tag} (revision ${revision})`;
}

/** Returns the stage and its host for the records. */
export function detailsOf({ name, defaultDomain, builtinDomain }: Stage): ReleaseDetails {
  const host = hostIn(defaultDomain) ?? hostIn(builtinDomain);
  return { environment: name, ...(host && { hosts: [host] }) };
}

function hostIn(domain: string | null | undefined): string | undefined {
  return /^(?:https?:\/\/)?([\w.-]+)/i.exec(domain ?? '')?.[1];
}
