import type { Ci } from './ci/ci.ts';
import { guardLog } from './ci/harmless.ts';
import type { ExitGuard } from './ci/silent-exit.ts';
import { type InputName, inputTable } from './definition.ts';
import { createRedactor, type Hiding, type Redactor } from './http/redact.ts';
import type { Transport } from './http/transport.ts';
import { settle } from './inputs/unexpanded.ts';
import { type Reading, readInputs } from './job/read-inputs.ts';
import type { Variable } from './platforms/adapter.ts';
import type { Clock } from './release/clock.ts';
import type { Log } from './release/log.ts';

/** What a door hands to the job: where it runs, what the user gave, and how it is stopped. */
export interface Setting {
  readonly ci: Ci;
  readonly exitGuard: ExitGuard;
  /** What the user gave for an input, or an empty text. */
  readonly raw: (name: InputName) => string;
  /** The same without what the environment's variables give. */
  readonly given: (name: InputName) => string;
  /** What a variable of the environment holds, if anything. */
  readonly variable: Variable;
  /** The inputs that did not reach this process. */
  readonly lost: readonly InputName[];
  readonly clock: Clock;
  readonly transport: Transport;
  /** Aborted with an `Interrupted` when the run is cancelled. */
  readonly cancel: AbortSignal;
}

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

/**
 * What takes every secret input out of what is shown.
 * @param raw what the user gave for an input, or an empty text
 */
export function redactorOf(raw: Setting['raw'], hiding?: Hiding): Redactor {
  const secrets = inputTable.flatMap(([name, { secret }]) => (secret ? hiddenForms(raw(name).trim()) : []));
  return createRedactor(
    secrets.filter((secret) => secret !== ''),
    hiding,
  );
}

/** A secret as it was written and as it is meant. A variable that nobody expanded is none: the complaint names it. */
function hiddenForms(secret: string): readonly string[] {
  if ('variable' in settle(secret, 'whole')) return [];
  const settled = settle(secret, 'anywhere');
  return 'text' in settled ? [secret, settled.text] : [secret];
}

/** Reads the inputs and hides every secret before a line is written. */
export function prepare({ ci, exitGuard, raw, given, variable, clock, transport }: Setting): {
  readonly reading: Reading;
  readonly tools: Tools;
} {
  const open = inputTable.flatMap(([name, { secret }]) => (secret ? [] : [raw(name)]));
  const redact = redactorOf(raw, {
    open: [...open, JSON.stringify(ci.facts)].join('\n'),
    tell: (word) => ci.mask(word),
  });
  exitGuard.redactWith(redact);
  return {
    reading: readInputs(raw, given, redact),
    tools: { transport, clock, redact, log: guardLog(ci.log, redact), variable, folder: ci.folder },
  };
}
