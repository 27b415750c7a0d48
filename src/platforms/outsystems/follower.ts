import type { Readable } from 'node:stream';
import { HttpFailure } from '../../http/failure.ts';
import type { Deployment, DeploymentEnd, PlatformRun, StatusReading } from '../../release/platform.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { createLogTail } from './log.ts';
import { formatMappings, interpret, type OnIntervention } from './status.ts';

/** How long a 404 is retried: some nodes of LifeTime may not know a new deployment yet. */
const NOT_FOUND_GRACE_MS = 60_000;
/** How long to wait after a continue request before it is sent again. */
const CONTINUE_GRACE_MS = 60_000;

/** Polls a deployment and keeps its log. */
interface Follower {
  /**
   * Reads the status once, logs new lines, and continues a prepared deployment if `on-intervention` says so.
   * @param names the applications of the deployment
   */
  look(
    deployment: Deployment,
    names: readonly string[],
    run: PlatformRun,
  ): Promise<StatusReading<DeploymentEnd>>;
  /**
   * Returns the whole log as text.
   * @throws HttpFailure or the signal's reason
   */
  wholeLog(plan: string, signal: AbortSignal): Promise<Readable>;
}

/** Creates a follower for one deployment. */
export function createFollower(lifetime: LifeTime, onIntervention: OnIntervention): Follower {
  const tail = createLogTail();
  let whole = false;
  let continuedAt: number | undefined;
  let mappings: string | undefined;

  /** LifeTime continues only a waiting deployment, so after a failed request the next status shows the result. */
  async function proceed(plan: string, run: PlatformRun): Promise<void> {
    const now = run.clock.now();
    if (continuedAt !== undefined && now - continuedAt < CONTINUE_GRACE_MS) return;
    continuedAt = now;
    run.log.info('  The first step is done; continuing with the second.');
    try {
      await lifetime.resume(plan, run.signal);
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      run.log.info(`  ${error.message}`);
    }
  }

  /** Returns the missing database connections as text; empty if they are unknown. They are requested only once. */
  async function missing(plan: string, run: PlatformRun): Promise<string> {
    try {
      mappings ??= formatMappings(await lifetime.missingMappings(plan, run.signal));
    } catch (error) {
      if (!(error instanceof HttpFailure)) throw error;
      mappings = '';
    }
    return mappings;
  }

  return {
    async look({ id, acceptedAt }, names, run) {
      const progress = await explaining('look', () =>
        lifetime.status(id, run.signal, {
          graceUntilMs: acceptedAt + NOT_FOUND_GRACE_MS,
          line: (json, index) => tail.add(json, index, run.log),
        }),
      );
      const { status: word, info } = progress;
      const status = info && word === 'needs_user_intervention' ? `${word} (${info})` : word;
      const meaning = interpret(word, info, onIntervention);
      if (meaning.phase === 'prepared') {
        await proceed(id, run);
        return { phase: 'underway', status };
      }
      const needs = info === 'needs_configuration_or_confirmation' ? await missing(id, run) : '';
      if (meaning.phase === 'underway') {
        const note = [meaning.note, needs].filter(Boolean).join('; ');
        return { phase: 'underway', status, ...(note && { note }) };
      }
      whole = true;
      const { outcome } = meaning;
      const errors = outcome.status === 'failed' ? tail.sayErrors() : '';
      const more = needs ? `Missing: ${needs}` : errors;
      const reason = more ? `${outcome.reason} ${more.replace(/\.?$/, '.')}` : outcome.reason;
      return {
        phase: 'over',
        status,
        result: { outcome: { ...outcome, reason }, counts: countsOf(outcome.status, names) },
      };
    },

    async wholeLog(plan, signal) {
      if (!whole) await lifetime.status(plan, signal, { line: (json, index) => tail.add(json, index) });
      return tail.text();
    },
  };
}

/** LifeTime returns no counts. After a success, all applications are deployed. */
function countsOf(status: string, names: readonly string[]): DeploymentEnd['counts'] {
  if (names.length === 0 || !status.startsWith('succeeded')) return [];
  const total = names.length;
  return [{ what: 'applications', total, imported: total, failed: 0, skipped: 0 }];
}
