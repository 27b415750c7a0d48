import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The file formats from which pipelines read outputs. */
type OutputFormat = 'dotenv' | 'properties';

/** GitLab takes at most 20 variables by default, and its pipelines name these two files by a pattern. */
const LEFT_OUT: Readonly<Record<OutputFormat, ReadonlySet<string>>> = {
  dotenv: new Set(['junit-file', 'report-file']),
  properties: new Set(),
};

/** Writes an output. @throws if it can't be written */
export type Output = (name: string, value: string) => void;

/**
 * The variable of an output: `LOWCODE_DEPLOYMENT_ID`. The prefix is not `LOWCODE_DEPLOY_`, because the next job would
 * read such a variable as an input.
 */
export function outputVariable(name: string): string {
  return `LOWCODE_${name.toUpperCase().replaceAll('-', '_')}`;
}

/**
 * Opens a file for the outputs. Empties it at once, so that no later step reads the outputs of an earlier run. Writes
 * the whole file for each output, so that it is complete whenever the process ends.
 */
export function openOutputFile(path: string, format: OutputFormat): Output {
  const known = new Map<string, string>();
  try {
    writeFileSync(path, '');
  } catch {
    // Writing the first output reports the error.
  }
  return (name, value) => {
    if (LEFT_OUT[format].has(name)) return;
    known.set(name, value);
    mkdirSync(dirname(path), { recursive: true });
    const text = [...known].map(([each, its]) => `${outputVariable(each)}=${escapeValue(its, format)}\n`);
    writeFileSync(path, text.join(''));
  };
}

/** Escapes a value to one line, so that it can't start another output. */
export function escapeValue(value: string, format: OutputFormat): string {
  switch (format) {
    case 'dotenv':
      return escapeDotenv(value);
    case 'properties':
      return escapeProperty(value);
  }
}

/**
 * GitLab reads lines of `KEY=value` without quotes or escapes. Later it expands variables in the value, where `$$`
 * stands for one dollar sign.
 */
function escapeDotenv(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll('$', '$$$$');
}

/** Escapes for `java.util.Properties`. Uses ASCII only, because readers expect different encodings. */
function escapeProperty(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replace(/^[ \t]/, '\\$&')
    .replace(
      /[^\t\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
    );
}
