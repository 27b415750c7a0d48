import { randomUUID } from 'node:crypto';
import type { RunFacts } from './ci/ci.ts';
import { createServer, type Server } from './http/client.ts';
import type { Redactor } from './http/redact.ts';
import type { Transport } from './http/transport.ts';
import type { Inputs } from './inputs/definition.ts';
import type { InputProblem } from './inputs/read.ts';
import { createAppian } from './platforms/appian/appian.ts';
import { type Payload, preflight } from './platforms/appian/payload.ts';
import { appianSettings } from './platforms/appian/settings.ts';
import { apiBase } from './platforms/appian/site.ts';
import { createLifeTime } from './platforms/outsystems/api.ts';
import { createOutSystems } from './platforms/outsystems/outsystems.ts';
import { preflightOutSystems } from './platforms/outsystems/payload.ts';
import { outSystemsSettings } from './platforms/outsystems/settings.ts';
import { lifetimeBase } from './platforms/outsystems/site.ts';
import type { Plan } from './release/account.ts';
import type { Clock } from './release/clock.ts';
import type { Log } from './release/log.ts';
import type { Platform } from './release/platform.ts';
import { HEARTBEAT_MS } from './release/poll.ts';
import type { Tracker } from './release/tracker.ts';
import { sayDuration } from './release/words.ts';
import type { Special } from './report/plan.ts';
import { createBigPanda } from './trackers/bigpanda.ts';

/** What the adapters need of the world. */
export interface Tools {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  readonly redact: Redactor;
}

/** What can be known of the platform's inputs before anything is sent. */
export interface Examined {
  readonly platform: string;
  readonly payload: Payload;
  readonly problems: readonly InputProblem[];
  readonly warnings: readonly string[];
}

/** Checks the inputs that only the platform understands. */
export async function examine(values: Partial<Inputs>): Promise<Examined> {
  const outsystems = values.platform === 'outsystems';
  const found = outsystems ? await preflightOutSystems(values) : await preflight(values);
  const problems = [...found.problems];
  const site = values.url && siteOf(values.url, values);
  if (site && 'problem' in site) problems.push({ input: 'url', message: site.problem });
  return {
    platform: outsystems ? 'OutSystems' : 'Appian',
    payload: found.payload,
    problems,
    warnings: found.warnings,
  };
}

function siteOf(url: URL, { platform, 'api-version': version }: Partial<Inputs>) {
  return platform === 'outsystems' ? lifetimeBase(url) : apiBase(url, version ?? 'v2');
}

/** What the plan shows of the platform's own. */
export function specialOf(inputs: Inputs): Special {
  return inputs.platform === 'outsystems'
    ? { edition: 'v2', asked: ['component', 'version', 'hosts'], settings: outSystemsSettings(inputs) }
    : { edition: inputs['api-version'], asked: [], settings: appianSettings(inputs) };
}

/** The only place that knows which adapters there are. */
export function connectPlatform(
  inputs: Inputs,
  plan: Plan,
  payload: Payload,
  facts: RunFacts,
  tools: Tools,
): Platform {
  const site = siteOf(inputs.url, inputs);
  if ('problem' in site) throw new Error(site.problem);
  if (inputs.platform === 'outsystems')
    return connectOutSystems(inputs, plan, payload, facts, tools, site.base);
  return createAppian({
    server: connectServer('Appian', site.base, { 'appian-api-key': inputs.token }, tools),
    payload,
    name: plan.name,
    description: plan.description,
    inspect: inputs.inspect,
    onWarnings: inputs['on-warnings'],
    onReview: inputs['on-review'],
    redact: tools.redact,
  });
}

function connectOutSystems(
  inputs: Inputs,
  plan: Plan,
  payload: Payload,
  facts: RunFacts,
  tools: Tools,
  base: URL,
): Platform {
  const { token } = inputs;
  const source = inputs['source-environment'];
  const zone = inputs['deployment-zone'];
  const exports = inputs.operation === 'export';
  const inspects = inputs.operation === 'inspect';
  return createOutSystems({
    lifetime: createLifeTime(
      connectServer('LifeTime', base, { authorization: `Bearer ${token}` }, tools),
      connectServer('LifeTime', base, { authorization: token }, tools),
      tools.clock.now,
    ),
    choice: {
      applications: inputs.application ?? [],
      // What is exported comes from the source; no other environment takes part.
      ...(inputs.environment && !exports && { environment: inputs.environment }),
      ...(source && { sourceEnvironment: source }),
      ...(zone && { zone }),
    },
    ...(payload.package && { package: payload.package }),
    notes: [inputs.name, plan.description].filter(Boolean).join('\n'),
    marker: ['lowcode-deploy', facts.runKey ?? 'local', randomUUID()].join('/'),
    onConflict: inputs['on-conflict'],
    redeployOutdated: inputs['redeploy-outdated'],
    onIntervention: inputs['on-intervention'],
    onBusy: inputs['on-busy'],
    // A tag lasts, and an inspection leaves nothing that lasts.
    untaggedChanges: inspects && inputs['untagged-changes'] === 'tag' ? 'warn' : inputs['untagged-changes'],
    redact: tools.redact,
  });
}

export function connectTrackers(inputs: Inputs, tools: Tools): readonly Tracker[] {
  const token = inputs['bigpanda-token'];
  if (token === undefined) return [];
  const base = new URL(`${inputs['bigpanda-url'].href.replace(/\/+$/, '')}/`);
  return [createBigPanda(connectServer('BigPanda', base, { authorization: `Bearer ${token}` }, tools))];
}

function connectServer(
  name: string,
  base: URL,
  headers: Readonly<Record<string, string>>,
  tools: Tools,
): Server {
  let last = '';
  let told = 0;
  return createServer({
    ...tools,
    name,
    base,
    headers,
    debug: (line) => tools.log.debug(line),
    onRepeat(failure, pauseMs) {
      const now = tools.clock.now();
      if (failure.message === last && now - told < HEARTBEAT_MS) return;
      last = failure.message;
      told = now;
      tools.log.info(`  ${failure.message} Trying again in ${sayDuration(pauseMs)}.`);
    },
  });
}
