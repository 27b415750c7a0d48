import type { RunFacts } from '../ci/ci.ts';
import type { Inputs } from '../definition.ts';
import { type ApiClient, type ApiClientOptions, createApiClient } from '../http/client.ts';
import { RECORD_LIMIT } from '../http/json-answer.ts';
import { readClientCertificate } from '../inputs/client-certificate.ts';
import type { CheckedRelease, Connection } from '../platforms/adapter.ts';
import { trackers } from '../registry.ts';
import type { ReleasePlan } from '../release/plan.ts';
import type { Platform, ReleaseDetails } from '../release/platform.ts';
import { HEARTBEAT_MS } from '../release/poll.ts';
import type { Tracker } from '../release/tracker.ts';
import type { VersionHistory } from '../release/version-history.ts';
import { formatDuration } from '../shared/format.ts';
import type { TrackerConnection } from '../trackers/adapter.ts';
import type { RunTools } from './context.ts';
import { addReported } from './derive-plan.ts';
import { platformOf } from './examine.ts';

/** A release that is planned and can be connected to its platform. */
export interface PlannedRelease {
  readonly inputs: Inputs;
  readonly plan: ReleasePlan;
  readonly release: CheckedRelease<Inputs>;
}

/**
 * Connects the platform that the inputs name.
 * @throws Error if `url` is not an address of that platform
 */
export async function connectPlatform(
  { inputs, plan, release }: PlannedRelease,
  tools: RunTools,
  history?: VersionHistory,
): Promise<Platform> {
  const site = platformOf(inputs).base(inputs.url, inputs);
  if ('problem' in site) throw new Error(site.problem);
  const { base } = site;
  const { certificate } = readClientCertificate(inputs, tools.clock.now());
  const server: Connection<Inputs>['server'] = (name, headers, at = base) =>
    connectServer({ name, base: at, headers, ...(certificate && { certificate }) }, tools);
  const complete = (details: ReleaseDetails): ReleasePlan => addReported(plan, { ...tools, inputs }, details);
  return release.connect({ ...tools, inputs, plan, complete, base, history, server });
}

/**
 * Connects the trackers that the inputs switch on.
 * @param names limits them to trackers with these names
 */
export async function connectTrackers(
  inputs: Inputs,
  facts: RunFacts,
  tools: RunTools,
  names: readonly string[] = trackers.map(({ name }) => name),
): Promise<readonly Tracker[]> {
  const { clock, redact } = tools;
  const hide = (secret: string): void => redact.hideCredential(secret);
  const server: TrackerConnection<Inputs>['server'] = (name, base, headers) =>
    connectServer({ name, base, headers, limit: RECORD_LIMIT }, tools);
  const wanted = trackers.filter(
    (adapter) => names.includes(adapter.name) && adapter.place(inputs, facts) !== undefined,
  );
  return Promise.all(
    wanted.map(async (adapter) =>
      keepSecrets(await adapter.connect({ inputs, facts, clock, hide, redact, server }), redact),
    ),
  );
}

/** Removes secrets from the end of a record, because its reason may quote the platform and the tracker shows it. */
function keepSecrets(tracker: Tracker, redact: (text: string) => string): Tracker {
  return {
    ...tracker,
    end(announcement, conclusion, record, signal) {
      const { reason, advice } = conclusion.outcome;
      const outcome = {
        ...conclusion.outcome,
        reason: redact(reason),
        ...(advice !== undefined && { advice: redact(advice) }),
      };
      return tracker.end(announcement, { ...conclusion, outcome }, record, signal);
    },
  };
}

function connectServer(
  served: Pick<ApiClientOptions, 'name' | 'base' | 'headers' | 'certificate' | 'limit'>,
  tools: RunTools,
): ApiClient {
  const reportedAt = new Map<string, number>();
  const client = createApiClient({
    ...tools,
    ...served,
    debug: (line) => tools.log.debug(line),
    onRepeat(failure, pauseMs) {
      const now = tools.clock.now();
      // Requests at the same time fail in turn, so the last message alone would not show a repetition.
      for (const [message, at] of reportedAt) if (now - at >= HEARTBEAT_MS) reportedAt.delete(message);
      if (reportedAt.has(failure.message)) return;
      reportedAt.set(failure.message, now);
      tools.log.info(`  ${failure.message} Trying again in ${formatDuration(pauseMs)}.`);
    },
  });
  return tools.restrict?.(client) ?? client;
}
