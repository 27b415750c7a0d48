import { isGreen } from '../release/outcome.ts';
import { cutText, formatDuration } from '../shared/format.ts';
import type { ItemEnd } from './verdict.ts';

/** A deployment in the table. Times are in milliseconds since the Unix epoch. */
export interface ProgressRow {
  /** `customer-portal → production`, safe to print. */
  readonly name: string;
  /** Starts at 1. */
  readonly stage: number;
  /** When it began; absent while it waits. */
  readonly since?: number;
  /** Its end; absent until then. */
  readonly end?: ItemEnd & { readonly at: number };
  /** Its last line, safe to print. */
  readonly detail?: string;
}

/** The size of the table, in characters and lines. */
export interface TableSize {
  readonly columns: number;
  readonly lines: number;
}

/** The state of a row. It chooses the colour. */
export type RowKind = 'waiting' | 'running' | 'good' | 'warned' | 'bad';

/** A line of the table and its state. */
export interface TableLine {
  readonly kind: RowKind;
  readonly text: string;
}

const LONGEST_NAME = 48;
const MARKS: Readonly<Record<RowKind, string>> = {
  waiting: ' ',
  running: '›',
  good: '✓',
  warned: '!',
  bad: '✗',
};
/** The order in which rows are shown if there is no space for all. */
const ORDER: readonly RowKind[] = ['running', 'bad', 'warned', 'waiting', 'good'];

/** Formats the table. If it does not fit, it shows the rows that matter most, and the number of the others. */
export function formatTable(
  rows: readonly ProgressRow[],
  { columns, lines }: TableSize,
  now: number,
): readonly TableLine[] {
  const widths = {
    name: Math.min(LONGEST_NAME, longest(rows.map(({ name }) => name))),
    word: Math.max(SHORTEST_WORD, longest(rows.map(wordOf))),
  };
  const shown = rows.length <= lines ? rows : mostImportant(rows, Math.max(1, lines - 1));
  const formatted = shown.map((row) => ({
    kind: kindOf(row),
    text: cutText(lineOf(row, widths, now), columns - 2).trimEnd(),
  }));
  const rest = rows.length - shown.length;
  return rest > 0 ? [...formatted, { kind: 'waiting', text: `  … and ${rest} more` }] : formatted;
}

function mostImportant(rows: readonly ProgressRow[], most: number): readonly ProgressRow[] {
  const byImportance = rows.toSorted(
    (one, other) => ORDER.indexOf(kindOf(one)) - ORDER.indexOf(kindOf(other)),
  );
  const chosen = new Set(byImportance.slice(0, most));
  return rows.filter((row) => chosen.has(row));
}

/** The state of a row. */
export function kindOf({ since, end }: ProgressRow): RowKind {
  if (end === undefined) return since === undefined ? 'waiting' : 'running';
  if (end.status === 'skipped') return 'waiting';
  if (end.exit !== 0 || !isGreen(end.status)) return 'bad';
  return end.status === 'succeeded' ? 'good' : 'warned';
}

function lineOf(
  row: ProgressRow,
  widths: { readonly name: number; readonly word: number },
  now: number,
): string {
  const { name, stage, since, end, detail = '' } = row;
  const shown = name.length > widths.name ? cutText(name, widths.name - 1) : name;
  const time = since === undefined ? '' : formatDuration((end?.at ?? now) - since);
  const head = `${MARKS[kindOf(row)]} ${stage}  ${shown.padEnd(widths.name)}`;
  return `${head}  ${wordOf(row).padEnd(widths.word)}  ${time.padStart(LONGEST_TIME)}  ${detail}`;
}

function wordOf({ since, end }: ProgressRow): string {
  return end?.status ?? (since === undefined ? 'waiting' : 'in progress');
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}

const SHORTEST_WORD = 'in progress'.length;
const LONGEST_TIME = '59 m 59 s'.length;
