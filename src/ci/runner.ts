import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { EOL } from 'node:os';

/**
 * What a GitHub runner offers to a step: commands on standard output, and files that variables name. The same bytes as
 * `@actions/core` writes (a test compares them); that package brings an HTTP client, TLS and child processes along, some
 * 10 ms of every start.
 */

/** Where an annotation points in a file of the repository; the first line is 1. */
export interface Place {
  readonly file?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
}

/** What the workflow gives for an input, without space around it, or an empty text. */
export function getInput(name: string): string {
  return (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}

export function setOutput(name: string, value: string): void {
  if (writeToFile('GITHUB_OUTPUT', name, value)) return;
  // For runners that are too old for files; the empty line parts it from a line that was not ended.
  process.stdout.write(EOL);
  command('set-output', value, { name });
}

export function saveState(name: string, value: string): void {
  if (!writeToFile('GITHUB_STATE', name, value)) command('save-state', value, { name });
}

export function getState(name: string): string {
  return process.env[`STATE_${name}`] ?? '';
}

export async function addToSummary(markdown: string): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file) await appendFile(file, markdown);
}

export const setSecret = (text: string): void => command('add-mask', text);
export const notice = (text: string): void => command('notice', text);
export const warning = (text: string): void => command('warning', text);
export const debug = (text: string): void => command('debug', text);
export const startGroup = (title: string): void => command('group', title);
export const endGroup = (): void => command('endgroup', '');

/** Adds an error to the step's annotations. */
export function error(text: string, { file, startLine, startColumn }: Place = {}): void {
  command('error', text, { file, line: startLine, col: startColumn });
}

/** Makes the step red and says why. */
export function setFailed(text: string): void {
  process.exitCode = 1;
  error(text);
}

export function info(text: string): void {
  process.stdout.write(`${text}${EOL}`);
}

export function isDebug(): boolean {
  return process.env['RUNNER_DEBUG'] === '1';
}

type Properties = Readonly<Record<string, string | number | undefined>>;

function command(name: string, text: string, properties: Properties = {}): void {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined && value !== '');
  const shown = given.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
  info(`::${name}${shown && ` ${shown}`}::${escapeText(text)}`);
}

function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** @returns false where the runner names no such file */
function writeToFile(variable: string, name: string, value: string): boolean {
  const file = process.env[variable];
  if (!file) return false;
  // Nobody can end the value early: its end is a word that nobody knows before.
  const end = `ghadelimiter_${randomUUID()}`;
  appendFileSync(file, `${name}<<${end}${EOL}${value}${EOL}${end}${EOL}`);
  return true;
}
