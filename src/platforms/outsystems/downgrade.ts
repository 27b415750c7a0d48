import { HttpFailure } from '../../http/failure.ts';
import type { Downgrade, OnDowngrade } from '../../release/downgrade.ts';
import type { PlatformRun } from '../../release/platform.ts';
import { canCompare, compareVersions } from '../../shared/versions.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { isThere } from './parts.ts';
import type { Part } from './resolve.ts';

/**
 * Looks up the labels of the versions in the target that LifeTime does not give with the applications, as older
 * versions of LifeTime do not. A part whose label cannot be had stays as it is, unless the policy needs it.
 * @throws Halt with status `error` if a look-up fails under `fail`
 */
export function withLabels(
  lifetime: LifeTime,
  parts: readonly Part[],
  policy: OnDowngrade,
  run: PlatformRun,
): Promise<readonly Part[]> {
  const look = async (part: Part): Promise<Part> => {
    const { key, name, inTarget } = part;
    if (inTarget === undefined || inTarget.version.Version !== '' || isThere(part)) return part;
    try {
      return {
        ...part,
        inTarget: { ...inTarget, version: await lifetime.version(key, inTarget.version.Key, run.signal) },
      };
    } catch (error) {
      if (policy === 'fail' || !(error instanceof HttpFailure)) throw error;
      run.log.info(`  The version of ${name} in the target could not be looked up: ${error.message}`);
      return part;
    }
  };
  return policy === 'allow'
    ? Promise.resolve(parts)
    : explaining('resolve', () => Promise.all(parts.map(look)));
}

/** The parts of which the target has a newer version. */
export function downgradesIn(parts: readonly Part[]): readonly Downgrade[] {
  return parts.flatMap(({ name, version, inTarget }) => {
    const to = version?.Version ?? '';
    const from = inTarget?.version.Version ?? '';
    return compareVersions(to, from) < 0 ? [{ name, from, to }] : [];
  });
}

/**
 * Says under `fail` which parts cannot be checked, because a version is no number or because nobody knows the
 * version in a package.
 */
export function noteUnchecked(parts: readonly Part[], policy: OnDowngrade, run: PlatformRun): void {
  if (policy !== 'fail') return;
  if (parts.length === 0)
    run.log.notice('`on-downgrade` is not checked: which version the package has is only known afterwards.');
  for (const { name, version, inTarget } of parts) {
    const to = version?.Version ?? '';
    const from = inTarget?.version.Version;
    if (from === undefined || canCompare(to, from)) continue;
    run.log.notice(
      `\`on-downgrade\` is not checked for ${name}: the versions "${from}" and "${to}" cannot be compared.`,
    );
  }
}
