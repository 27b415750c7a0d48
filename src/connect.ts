import type { RunFacts } from './ci/ci.ts';
import { createServer, type Server } from './http/client.ts';
import type { Redactor } from './http/redact.ts';
import type { ClientCertificate, Transport } from './http/transport.ts';
import { readClientCertificate } from './inputs/client-certificate.ts';
import type { Inputs } from './inputs/definition.ts';
import type { Adapter, Connection, Preflight, Special, Variable } from './platforms/adapter.ts';
import { appian } from './platforms/appian/adapter.ts';
import { outsystems } from './platforms/outsystems/adapter.ts';
import type { Payload, Plan } from './release/account.ts';
import type { Clock } from './release/clock.ts';
import type { Ledger } from './release/ledger.ts';
import type { Log } from './release/log.ts';
import type { Platform } from './release/platform.ts';
import { HEARTBEAT_MS } from './release/poll.ts';
import type { Tracker } from './release/tracker.ts';
import { sayDuration } from './release/words.ts';
import type { TrackerAdapter, TrackerConnection } from './trackers/adapter.ts';
import { bigpanda } from './trackers/bigpanda.ts';
import { deploymentsApi } from './trackers/deployments-api/adapter.ts';
import { github } from './trackers/github/adapter.ts';

/** The only place that knows which platforms there are. */
const platforms: Readonly<Record<Inputs['platform'], Adapter>> = { appian, outsystems };

/** The only place that knows which trackers there are. */
const trackers: readonly TrackerAdapter[] = [bigpanda, deploymentsApi, github];

/** What the adapters need of the world. */
export interface Tools {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  readonly redact: Redactor;
  readonly variable: Variable;
  /** Where this run may write. */
  readonly folder: string;
}

/** Checks the inputs that only the platform understands. Without a platform, files are checked as Appian's. */
export async function examine(values: Partial<Inputs>, variable: Variable, now: number): Promise<Preflight> {
  const adapter = platforms[values.platform ?? 'appian'];
  // What is resumed was sent before; a package only says what the records call it.
  const nothing = values.operation === 'resume' && values.package === undefined;
  const found = nothing
    ? { payload: {}, problems: [], warnings: [] }
    : await adapter.examine(values, variable);
  const site = values.url && adapter.base(values.url, values);
  const wrong = site && 'problem' in site ? [{ input: 'url', message: site.problem } as const] : [];
  const { certificate, problems } = readClientCertificate(values, now);
  return {
    ...found,
    problems: [...found.problems, ...wrong, ...problems],
    // Where the input is a path, what is in the file is still to be hidden.
    secrets: [...(found.secrets ?? []), ...(certificate ? [certificate.key] : [])],
  };
}

export function titleOf({ platform }: Inputs): string {
  return platforms[platform].title;
}

export function specialOf(inputs: Inputs, payload: Payload): Special {
  return platforms[inputs.platform].special(inputs, payload);
}

export async function connectPlatform(
  inputs: Inputs,
  plan: Plan,
  payload: Payload,
  tools: Tools,
  ledger?: Ledger,
): Promise<Platform> {
  const adapter = platforms[inputs.platform];
  const site = adapter.base(inputs.url, inputs);
  if ('problem' in site) throw new Error(site.problem);
  const { base } = site;
  const { certificate } = readClientCertificate(inputs, tools.clock.now());
  const server: Connection['server'] = (name, headers, at = base) =>
    connectServer(name, at, headers, tools, certificate);
  return adapter.connect({ ...tools, inputs, plan, payload, base, ledger, server });
}

/** The trackers that the inputs switch on, and where they are, for people. */
export function placesOf(inputs: Inputs, facts: RunFacts): readonly string[] {
  return trackers.flatMap((adapter) => adapter.place(inputs, facts) ?? []);
}

export async function connectTrackers(
  inputs: Inputs,
  facts: RunFacts,
  tools: Tools,
): Promise<readonly Tracker[]> {
  const { clock, redact } = tools;
  const hide = (secret: string): void => redact.hide([secret]);
  const server: TrackerConnection['server'] = (name, base, headers) =>
    connectServer(name, base, headers, tools);
  const wanted = trackers.filter((adapter) => adapter.place(inputs, facts) !== undefined);
  return Promise.all(wanted.map((adapter) => adapter.connect({ inputs, facts, clock, hide, server })));
}

function connectServer(
  name: string,
  base: URL,
  headers: Readonly<Record<string, string>>,
  tools: Tools,
  certificate?: ClientCertificate,
): Server {
  let last = '';
  let told = 0;
  return createServer({
    ...tools,
    name,
    base,
    headers,
    ...(certificate && { certificate }),
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
