import { createServer, type Server } from './http/client.ts';
import type { Redactor } from './http/redact.ts';
import type { Transport } from './http/transport.ts';
import type { Inputs } from './inputs/definition.ts';
import type { InputProblem } from './inputs/read.ts';
import { createAppian } from './platforms/appian/appian.ts';
import { type Payload, preflight } from './platforms/appian/payload.ts';
import { apiBase } from './platforms/appian/site.ts';
import type { Plan } from './release/account.ts';
import type { Clock } from './release/clock.ts';
import type { Log } from './release/log.ts';
import type { Platform } from './release/platform.ts';
import { HEARTBEAT_MS } from './release/poll.ts';
import type { Tracker } from './release/tracker.ts';
import { sayDuration } from './release/words.ts';
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
  const found = await preflight(values);
  const problems = [...found.problems];
  if (values.url && values['api-version']) {
    const site = apiBase(values.url, values['api-version']);
    if ('problem' in site) problems.push({ input: 'url', message: site.problem });
  }
  return { platform: 'Appian', payload: found.payload, problems, warnings: found.warnings };
}

/** The only place that knows which adapters there are. */
export function connectPlatform(inputs: Inputs, plan: Plan, payload: Payload, tools: Tools): Platform {
  const site = apiBase(inputs.url, inputs['api-version']);
  if ('problem' in site) throw new Error(site.problem);
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
