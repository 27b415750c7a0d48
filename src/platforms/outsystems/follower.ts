import type { Readable } from 'node:stream';
import { HttpFailure } from '../../http/failure.ts';
import type { Outcome } from '../../release/outcome.ts';
import type { Deployment, DeploymentEnd, PlatformRun, StatusReading } from '../../release/platform.ts';
import type { LifeTime } from './client.ts';
import { explaining } from './explain.ts';
import { createLogTail } from './log.ts';
import { formatMappings, interpret, type OnIntervention } from './status.ts';

/** How long a 404 is retried: some nodes of LifeTime may not know a new deployment yet. */
const NOT_FOUND_GRACE_MS = 60_000;
/** How long to wait after a continue request before it is sent again. */
const CONTINUE_GRACE_MS = 60_000;
/** What a deployment waits for if database connections are missing. */
const NEEDS = 'needs_configuration_or_confirmation';

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
  /** The missing database connections, which are requested only once. */
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
      if (info === NEEDS) mappings ??= await askForMappings(lifetime, id, run);
      const needs = info === NEEDS ? (mappings ?? '') : '';
      if (meaning.phase === 'underway') {
        const note = [meaning.note, needs].filter(Boolean).join('; ');
        return { phase: 'underway', status, ...(note && { note }) };
      }
      whole = true;
      const errors = meaning.outcome.status === 'failed' ? tail.sayErrors() : '';
      const outcome = withDetails(meaning.outcome, needs ? `Missing: ${needs}` : errors);
      return { phase: 'over', status, result: { outcome, counts: countsOf(outcome.status, names) } };
    },

    async wholeLog(plan, signal) {
      if (!whole) await lifetime.status(plan, signal, { line: (json, index) => tail.add(json, index) });
      return tail.text();
    },
  };
}

function withDetails(outcome: Outcome, details: string): Outcome {
  if (details === '') return outcome;
  return { ...outcome, reason: `${outcome.reason} ${details.replace(/\.?$/, '.')}` };
}

/** Asks which database connections are missing, and formats them; empty if they are unknown. */
async function askForMappings(lifetime: LifeTime, plan: string, run: PlatformRun): Promise<string> {
  try {
    return formatMappings(await lifetime.missingMappings(plan, run.signal));
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    return '';
  }
}

/** LifeTime returns no counts. After a success, all applications are deployed. */
function countsOf(status: string, names: readonly string[]): DeploymentEnd['counts'] {
  if (names.length === 0 || !status.startsWith('succeeded')) return [];
  const total = names.length;
  return [{ what: 'applications', total, imported: total, failed: 0, skipped: 0 }];
}
