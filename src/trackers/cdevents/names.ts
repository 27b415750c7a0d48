import type { Announcement } from '../../release/announcement.ts';
import type { ReleasePlan } from '../../release/plan.ts';

/**
 * Returns the source of all events of a run: the address of the run without its attempt, because a later attempt may
 * end what an earlier one has started. Outside of a CI system it is a URN with the host of the platform.
 */
export function sourceOf(plan: Pick<ReleasePlan, 'runUrl' | 'host'>): string {
  return uriOf(plan).replace(/\/attempts\/\d+$/, '');
}

/** Returns the address of the run; a URN outside of a CI system. */
export function uriOf({ runUrl, host }: Pick<ReleasePlan, 'runUrl' | 'host'>): string {
  return runUrl ?? `urn:lowcode-deploy:${encode(host)}`;
}

/**
 * Returns the package URL of the deployed version. The checksum is that of the package, if there is one.
 * https://github.com/package-url/purl-spec/blob/main/types-doc/generic-definition.md
 */
export function artifactId({
  component,
  version,
  plan,
}: Pick<Announcement, 'component' | 'version'> & {
  readonly plan: Pick<ReleasePlan, 'package'>;
}): string {
  const checksum = plan.package ? `?checksum=sha256:${plan.package.sha256}` : '';
  return `pkg:generic/${encode(component)}@${encode(version)}${checksum}`;
}

/** Percent-encodes everything but letters, digits, `.`, `-`, `_`, `~` and `:`, as package URLs require. */
function encode(text: string): string {
  // A buffer replaces a lone surrogate, which encodeURIComponent would reject.
  return encodeURIComponent(Buffer.from(text).toString())
    .replaceAll('%3A', ':')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
