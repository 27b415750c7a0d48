import type { CodeFindings, CodeQuality, PlatformRun } from '../../release/platform.ts';
import { formatNames, messageOf } from '../../shared/format.ts';
import type { Part } from './parts.ts';
import type { QualityApi } from './quality-api.ts';
import type * as wire from './wire.ts';

/** The most applications that are asked about: half of the requests that an API of ODC accepts in a minute. */
const MOST_ASKED = 50;

const CATEGORIES = ['security', 'performance', 'architecture', 'maintainability'] as const;

/**
 * Reads the code quality of the deployed revisions, one after the other. A revision that was not analysed is left out.
 * A failure is a line in the log. Never throws.
 */
export async function readQuality(
  odc: QualityApi,
  parts: readonly Part[],
  { log, signal }: Pick<PlatformRun, 'log' | 'signal'>,
): Promise<readonly CodeQuality[]> {
  const found: CodeQuality[] = [];
  const unread: string[] = [];
  let reason = '';
  for (const { key, name, revision } of parts.slice(0, MOST_ASKED)) {
    try {
      signal.throwIfAborted();
      const facts = factsIn(await odc.codeQuality(key, revision, signal));
      if (facts !== undefined) found.push({ application: name, ...facts });
    } catch (error) {
      unread.push(name);
      reason ||= messageOf(error);
    }
  }
  if (unread.length > 0)
    log.info(`  The code quality of ${formatNames(unread)} could not be read: ${reason}`);
  if (parts.length > MOST_ASKED)
    log.info(`  The code quality is read of the first ${MOST_ASKED} applications only.`);
  return found;
}

/** Undefined if the analysis has neither a score nor findings. */
function factsIn(quality: wire.CodeQuality | undefined): Omit<CodeQuality, 'application'> | undefined {
  const score = quality?.qualityScore ?? undefined;
  const categories = quality?.summary?.categories ?? {};
  const findings = CATEGORIES.flatMap((category): readonly CodeFindings[] => {
    const counts = categories[category];
    if (!counts) return [];
    return [
      {
        category,
        critical: counts.criticalSeverity ?? 0,
        high: counts.highSeverity ?? 0,
        medium: counts.mediumSeverity ?? 0,
        low: counts.lowSeverity ?? 0,
      },
    ];
  });
  if (score === undefined && findings.length === 0) return undefined;
  return { ...(score !== undefined && { score }), findings };
}
