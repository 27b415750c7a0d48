import { hostileProblems } from '../appian/problems.ts';

/** One line of a deployment's log, before it gets its timestamp. */
export interface LogLine {
  readonly message: string;
  readonly type: string;
}

/** The deployment that a log describes: names of its environments and applications. */
export interface LogSubject {
  /** Name of the source environment; empty for a package. */
  readonly source: string;
  readonly target: string;
  readonly applications: readonly string[];
}

/** A log that is generated line by line, on demand. */
export interface LogSource {
  /** Number of lines. */
  readonly total: number;
  /** Returns the n-th line, 0-based. */
  line(n: number): LogLine;
}

/** Creates a line of type Info. */
export const info = (message: string): LogLine => ({ message, type: 'Info' });
/** Creates a line of type Warning. */
export const warning = (message: string): LogLine => ({ message, type: 'Warning' });
/** Creates a line of type Error. */
export const error = (message: string): LogLine => ({ message, type: 'Error' });

/** Returns the log of the vendor's example in the vendor's spelling, without its last line, which the end adds. */
export function plainLog({ source, target, applications }: LogSubject): LogSource {
  return listed([
    ...(source === '' ? [] : [`Uploading modules from ${source} to ${target}`]),
    ...applications.map((name) =>
      source === '' ? `Uploading '${name}' to ${target}` : `Uploading '${name}' from ${source} to ${target}`,
    ),
    `Applying Deployment Zones configurations in ${target} Envrionment`,
    `Creating solution pack in ${target}`,
    `Deploying modules of '${source}_to_${target}'.`,
    ...applications.flatMap((name) => [
      `Creating tables and altering columns of module '${name}'`,
      `Creating unique indexes of module '${name}'`,
      `Updating static entity records of module '${name}'`,
      `Updating system entities of module '${name}'`,
      `Deploying module '${name}'.`,
      `Updating status of module '${name}'.`,
    ]),
    `Synchronizing data with '${target}' environment.`,
    `Updating application versions for '${target}' environment.`,
  ]);
}

/** Returns a log that has `lines` lines, including the closing line. */
export function longLog(lines: number): () => LogSource {
  const total = lines - 1;
  return () => ({
    total,
    line: (n) => info(`Updating element ${n + 1} of ${total} of module 'EmployeeBackoffice_CS'`),
  });
}

/** Returns a log with workflow commands, escape codes and an undocumented line type. */
export function evilLog(): LogSource {
  const types = ['Info', 'Warning', 'Error', '::error::type'];
  const texts = hostileProblems.flatMap(({ message, objectName }) => [message, objectName]);
  const lines = texts.map((message, at) => ({ message, type: types[at % types.length] ?? '' }));
  return {
    total: lines.length,
    line: (n) => lines[n] ?? info(''),
  };
}

function listed(messages: readonly string[]): LogSource {
  return { total: messages.length, line: (n) => info(messages[n] ?? '') };
}
