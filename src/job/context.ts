import type { Ci } from '../ci/ci.ts';
import type { ExitGuard } from '../ci/exit-guard.ts';
import { guardLog } from '../ci/sanitize.ts';
import { type InputName, inputTable, secretInputs } from '../definition.ts';
import type { ApiClient } from '../http/client.ts';
import { createRedactor, type Redactor, type RedactorOptions } from '../http/redact.ts';
import type { Transport } from '../http/transport.ts';
import { resolveEscapes } from '../inputs/unexpanded.ts';
import type { Variable } from '../platforms/adapter.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { type Reading, readInputs } from './read-inputs.ts';

/** The environment of a job: where it runs, which inputs the user gave, and how it is cancelled. */
export interface RunContext {
  readonly ci: Ci;
  readonly exitGuard: ExitGuard;
  /** The user's text for an input, or an empty text. */
  readonly raw: (name: InputName) => string;
  /** The same without environment variables. */
  readonly given: (name: InputName) => string;
  /** The value of an environment variable, or undefined. */
  readonly variable: Variable;
  /** The inputs that did not reach this process. */
  readonly lost: readonly InputName[];
  /** The variables that are named like that of an input and belong to none; absent if they were refused before. */
  readonly unknownVariables?: readonly string[];
  /** Names inputs in a message as its reader gives them; absent in a workflow, for which messages are written. */
  readonly words?: (message: string) => string;
  readonly clock: Clock;
  readonly transport: Transport;
  /** Removes the secrets of all jobs of this process from texts; absent if there is only one job. */
  readonly redact?: Redactor;
  /** Whether the job goes on with the release in `state-file`, also with one that has ended (see `continues`). */
  readonly isContinued?: boolean;
  /** Aborted with an `Interrupted` when the run is cancelled. */
  readonly cancel: AbortSignal;
}

/** The tools that the adapters use. */
export interface RunTools {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly log: Log;
  /** Removes secrets from a text. */
  readonly redact: Redactor;
  readonly variable: Variable;
  /** The folder that this run may write to. */
  readonly folder: string;
  /** Restricts each client before an adapter gets it. Absent if nothing is restricted. */
  readonly restrict?: (client: ApiClient) => ApiClient;
}

/**
 * Creates the redactor that removes every secret input from texts.
 * @param raw the user's text for an input, or an empty text
 */
export function redactorOf(raw: RunContext['raw'], hiding?: RedactorOptions): Redactor {
  return createRedactor(secretsOf(raw), hiding);
}

/**
 * Every secret input, as it was written and with its escapes resolved.
 * @param raw the user's text for an input, or an empty text
 */
export function secretsOf(raw: RunContext['raw']): readonly string[] {
  const secrets = secretInputs.flatMap((name) => hiddenForms(raw(name).trim()));
  return secrets.filter((secret) => secret !== '');
}

/** The text of all inputs that are not secret. */
export function openTextOf(raw: RunContext['raw']): string {
  return inputTable.flatMap(([name, { secret }]) => (secret ? [] : [raw(name)])).join('\n');
}

/**
 * A secret as it was written and with its escapes resolved. A variable that nobody expanded is not a secret: the
 * message about it contains its name.
 */
function hiddenForms(secret: string): readonly string[] {
  if ('variable' in resolveEscapes(secret, 'whole')) return [];
  const settled = resolveEscapes(secret, 'anywhere');
  return 'text' in settled ? [secret, settled.text] : [secret];
}

/** Reads the inputs. The log that it returns removes every secret. */
export function prepareJob({ ci, exitGuard, raw, given, variable, clock, transport, ...own }: RunContext): {
  readonly reading: Reading;
  readonly tools: RunTools;
} {
  const redact =
    own.redact ??
    redactorOf(raw, {
      open: `${openTextOf(raw)}\n${JSON.stringify(ci.facts)}`,
      mask: (word) => ci.mask(word),
    });
  exitGuard.redactWith(redact);
  return {
    reading: readInputs(raw, given, redact),
    tools: {
      transport,
      clock,
      redact,
      log: guardLog(ci.log, redact, own.words),
      variable,
      folder: ci.folder,
    },
  };
}
