import { hostileProblems } from '../appian/problems.ts';

/** One message of an operation or build, before it gets its timestamp. */
export interface Message {
  readonly severity: string;
  readonly type: string;
  readonly message: string;
}

/** A message with its time. */
export interface TimedMessage extends Message {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Messages that are generated one by one, on demand. */
export interface MessageSource {
  readonly total: number;
  /** Returns the n-th message, 0-based. */
  line(n: number): Message;
}

/** Creates a message of severity Info. */
export const info = (message: string, type = 'OS-DPL-10001'): Message => ({
  severity: 'Info',
  type,
  message,
});
/** Creates a message of severity Warning. */
export const warning = (message: string): Message => ({ severity: 'Warning', type: 'OS-DPL-20001', message });
/** Creates a message of severity Error. */
export const error = (message: string): Message => ({ severity: 'Error', type: 'OS-DPL-40001', message });

/** Milliseconds between two messages. */
export const pace = 37;

function listed(messages: readonly Message[]): MessageSource {
  return { total: messages.length, line: (n) => messages[n] ?? info('') };
}

/** Returns the messages of a deployment without its last one, which the end adds. */
export function plainMessages(asset: string, stage: string): MessageSource {
  return listed([
    info(`Deployment of '${asset}' to '${stage}' started.`),
    info(`Validating the dependencies of '${asset}'.`),
    info('Creating database tables and columns.'),
    info('Creating indexes.'),
    info(`Applying the configurations of '${asset}' in '${stage}'.`),
    info('Deploying the container image.'),
    info('Waiting for the new instances to become healthy.'),
    info('Switching the traffic to the new instances.'),
  ]);
}

/** Returns the messages of a build. */
export function buildMessages(asset: string): MessageSource {
  return listed([
    info(`Build of '${asset}' started.`),
    info('Generating code.'),
    info('Compiling.'),
    info('Creating the container image.'),
    info('Scanning the container image.'),
    info('Storing the container image.'),
  ]);
}

/** Returns a function for this many messages, including the last one, which the end adds. */
export function longMessages(lines: number): () => MessageSource {
  const total = lines - 1;
  return () => ({ total, line: (n) => info(`Updating element ${n + 1} of ${total}.`) });
}

/** Returns messages with workflow commands, markup, escape codes and an undocumented severity. */
export function evilMessages(): MessageSource {
  const severities = ['Info', 'Warning', 'Error', '::error::severity'];
  const texts = hostileProblems.flatMap(({ message, objectName }) => [message, objectName]);
  return listed(
    texts.map((message, at) => ({
      severity: severities[at % severities.length] ?? '',
      type: '::error::type',
      message,
    })),
  );
}
