import { formatNumber, messageOf } from '../shared/format.ts';
import { CODE_QUALITY_MS } from './budgets.ts';
import type { ReleaseContext } from './phases.ts';
import type { CodeFindings, CodeQuality } from './platform.ts';
import type { ReleaseResult } from './result.ts';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/**
 * Reads and logs the code quality of what was deployed. It changes no verdict: what is missing or late is left out.
 * Never throws.
 */
export async function readCodeQuality({
  platform,
  clock,
  log,
  cancel,
}: Pick<ReleaseContext, 'platform' | 'clock' | 'log' | 'cancel'>): Promise<
  Pick<ReleaseResult, 'codeQuality'>
> {
  if (platform.codeQuality === undefined) return {};
  const late = () => new Error(`${platform.name} did not answer within ${CODE_QUALITY_MS / 1000} s.`);
  const alarm = clock.alarm(CODE_QUALITY_MS, late);
  try {
    const codeQuality = await platform.codeQuality({
      log,
      signal: AbortSignal.any([alarm.signal, cancel]),
    });
    for (const each of codeQuality)
      log.info(`  ${each.application}: code quality ${formatCodeQuality(each)}`);
    return codeQuality.length > 0 ? { codeQuality } : {};
  } catch (error) {
    log.info(`  The code quality could not be read: ${messageOf(error)}`);
    return {};
  } finally {
    alarm.cancel();
  }
}

/** Formats the numbers as `87; performance: 1 high, 4 low; security: 2 critical`. */
export function formatCodeQuality({ score, findings }: Omit<CodeQuality, 'application'>): string {
  const found = findings.map(formatFindings).filter((text) => text !== '');
  const none = findings.length > 0 && found.length === 0 ? ['no findings'] : [];
  return [
    score === undefined ? 'without a score' : String(Math.round(score * 10) / 10),
    ...found,
    ...none,
  ].join('; ');
}

/** Empty if there are none. */
function formatFindings(findings: CodeFindings): string {
  const counts = SEVERITIES.flatMap((severity) =>
    findings[severity] > 0 ? [`${formatNumber(findings[severity])} ${severity}`] : [],
  );
  return counts.length > 0 ? `${findings.category}: ${counts.join(', ')}` : '';
}
