import { hostileProblems } from '../appian/problems.ts';

/** One line of a deployment's log, before it gets its instant. */
export interface LogLine {
  readonly message: string;
  readonly type: string;
}

/** What a log is written about. */
export interface LogSubject {
  readonly source: string;
  readonly target: string;
  readonly applications: readonly string[];
}

/** A log that is written line by line, on demand. */
export interface LogSource {
  readonly total: number;
  line(n: number): LogLine;
}

/** A line of type Info. */
export const info = (message: string): LogLine => ({ message, type: 'Info' });
/** A line of type Warning. */
export const warning = (message: string): LogLine => ({ message, type: 'Warning' });
/** A line of type Error. */
export const error = (message: string): LogLine => ({ message, type: 'Error' });

/** The log of the vendor's example, spelling included; its last line is left to the end of the deployment. */
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

/** A log of `lines` lines with the closing one. */
export function longLog(lines: number): () => LogSource {
  const total = lines - 1;
  return () => ({
    total,
    line: (n) => info(`Updating element ${n + 1} of ${total} of module 'EmployeeBackoffice_CS'`),
  });
}

/** A log with workflow commands and escape codes; one of its types is in no documentation. */
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
