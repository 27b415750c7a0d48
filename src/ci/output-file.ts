import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The ways in which pipelines read outputs from a file. */
export type OutputFormat = 'dotenv' | 'properties';

/** Writes an output. @throws where that can't be done */
export type Output = (name: string, value: string) => void;

/**
 * The variable that carries an output: `LOWCODE_DEPLOYMENT_ID`. Not `LOWCODE_DEPLOY_…`: the next job would take that
 * for an input.
 */
export function outputVariable(name: string): string {
  return `LOWCODE_${name.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * A file with the outputs so far. It is emptied at once, so that nobody reads an earlier run's, and written anew with
 * each, so that it is whole whenever the process ends.
 */
export function openOutputFile(path: string, format: OutputFormat): Output {
  const known = new Map<string, string>();
  try {
    writeFileSync(path, '');
  } catch {
    // The first output says so.
  }
  return (name, value) => {
    known.set(name, value);
    mkdirSync(dirname(path), { recursive: true });
    const text = [...known].map(([each, its]) => `${outputVariable(each)}=${escapeValue(its, format)}\n`);
    writeFileSync(path, text.join(''));
  };
}

/** A value on one line, so that it can't begin another output. */
export function escapeValue(value: string, format: OutputFormat): string {
  switch (format) {
    case 'dotenv':
      return escapeDotenv(value);
    case 'properties':
      return escapeProperty(value);
  }
}

/**
 * GitLab reads lines of `KEY=value`, knows neither quotes nor escapes, and later expands variables in the value, where
 * `$$` stands for one dollar.
 */
function escapeDotenv(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll('$', '$$$$');
}

/** As `java.util.Properties` reads it; in ASCII, because readers differ in the encoding that they expect. */
function escapeProperty(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/^[ \t]/, '\\$&')
    .replace(
      /[^\t\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
    );
}
