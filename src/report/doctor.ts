import { redactAll } from '../http/redact.ts';
import type { Findings } from '../release/checkup.ts';
import type { Outcome } from '../release/outcome.ts';
import { resultWithoutRelease } from '../release/result.ts';
import { count, cutText } from '../shared/format.ts';
import type { Log } from '../shared/log.ts';
import {
  adviceLine,
  type Block,
  type Content,
  type Inline,
  type Line,
  lazy,
  oneLine,
  prose,
  stacked,
} from './blocks.ts';
import { saveResult } from './files.ts';
import { outputsOf } from './outputs.ts';
import { type Reported, type Reporting, summarizeInto, writeOutputs } from './report.ts';
import { timesOf } from './times.ts';

/** What a checkup found out about one system. */
export interface SystemFindings extends Omit<Findings, 'wrong'> {
  /** The name of the platform or of the tracker, as in the outputs. */
  readonly key: string;
  /** Name and place, for people. */
  readonly title: string;
}

/** `unproven`: nothing speaks against the system, but it offers no harmless question about the credentials. */
type SystemVerdict = 'good' | 'bad' | 'unproven';

const WORDS: Readonly<Record<SystemVerdict, { readonly word: string; readonly shown: Inline }>> = {
  good: { word: 'good', shown: { kind: 'toned', tone: 'good', text: 'good' } },
  bad: { word: 'not good', shown: { kind: 'toned', tone: 'bad', text: 'not good' } },
  unproven: { word: 'unproven', shown: '❔ unproven' },
};

const LONGEST_MESSAGE = 4_000;
/** The longest text in a cell of the summary, in characters. */
const LONGEST_TEXT = 2_000;
/** The size limit of the table, in bytes of the rendered summary. */
const TABLE_BYTES = 500_000;

/** Returns the verdict about one system. */
export function verdictOf({ reached, problems }: Pick<Findings, 'reached' | 'problems'>): SystemVerdict {
  if (problems.length > 0) return 'bad';
  return reached === 'credentials' ? 'good' : 'unproven';
}

/** What is proven, as the reader sees it. */
function provenBy({ reached, found }: Pick<Findings, 'reached' | 'found'>): readonly string[] {
  return [...PROVEN[reached], ...found];
}

const PROVEN: Readonly<Record<Findings['reached'], readonly string[]>> = {
  nothing: [],
  connection: ['connection'],
  credentials: ['connection', 'credentials'],
};

/**
 * Reports a checkup in the log, the result file, the outputs and the summary.
 * @param times milliseconds since the Unix epoch
 */
export async function reportCheckup(
  found: readonly SystemFindings[],
  { startedAt, endedAt }: { readonly startedAt: number; readonly endedAt: number },
  { ci, log, redact, trackers, summary }: Pick<Reporting, 'ci' | 'log' | 'redact' | 'trackers' | 'summary'>,
): Promise<Reported> {
  const systems = found.map((system) => withoutSecrets(system, redact));
  const result = resultWithoutRelease(outcomeOf(systems), startedAt, endedAt);
  const { outcome } = result;
  const json = resultOf(systems, outcome, { startedAt, endedAt });
  for (const system of systems) logSystem(log, system);
  const file = await saveResult(ci.folder, json, log);
  const unwritten = writeOutputs(ci, outputsOf(result, { result: file, junit: '', page: '' }, trackers));
  if (summary) {
    const { summarize } = await import('./render.ts');
    await summarizeInto(ci, redact(summarize(describeCheckup(systems, outcome))), log);
  }
  const sentence = `${outcome.status}: ${outcome.reason}`;
  if (outcome.status === 'succeeded') log.info(sentence);
  else log.error(sentence);
  if (unwritten !== undefined) log.error(`The outputs could not be written: ${unwritten}`);
  return { result, json, red: outcome.status !== 'succeeded' || unwritten !== undefined };
}

/** Removes secrets. The words of closed sets stay, even if a secret has the same text. */
function withoutSecrets(system: SystemFindings, redact: (text: string) => string): SystemFindings {
  const { key, reached } = system;
  return { ...redactAll(system, redact), key, reached };
}

function outcomeOf(systems: readonly SystemFindings[]): Outcome {
  const bad = systems.filter((each) => verdictOf(each) === 'bad');
  const asked = `${count(systems.length, 'system')} asked, nothing changed there`;
  if (bad.length === 0) return { status: 'succeeded', reason: `${asked}. Nothing to fix.` };
  return { status: 'error', reason: `${asked}. To fix: ${bad.map(({ title }) => title).join(', ')}.` };
}

/** Logs one line for a system, or one for each problem with it. */
function logSystem(log: Log, system: SystemFindings): void {
  const verdict = verdictOf(system);
  const head = `${WORDS[verdict].word}: ${system.title}`;
  if (verdict === 'bad') {
    for (const { message, advice } of system.problems)
      log.error(`${head}: ${cutText(message, LONGEST_MESSAGE)}${advice ? ` What to do: ${advice}` : ''}`);
    return;
  }
  log.info([`${head}${listOf(': ', provenBy(system))}.`, ...notKnown(system)].join(' '));
}

function listOf(before: string, items: readonly string[]): string {
  return items.length > 0 ? `${before}${items.join(', ')}` : '';
}

function notKnown({ unknown }: Pick<Findings, 'unknown'>): readonly string[] {
  return unknown.map((each) => `Not known: ${each}.`);
}

function resultOf(
  systems: readonly SystemFindings[],
  { status, reason }: Outcome,
  times: { readonly startedAt: number; readonly endedAt: number },
): string {
  const everything = {
    status,
    reason,
    ...timesOf(times),
    systems: systems.map((system) => ({
      system: system.key,
      title: system.title,
      verdict: verdictOf(system),
      proven: provenBy(system),
      unknown: system.unknown,
      problems: system.problems.map(({ message, ...advice }) => ({
        message: cutText(message, LONGEST_MESSAGE),
        ...advice,
      })),
    })),
  };
  return `${JSON.stringify(everything, undefined, 2)}\n`;
}

/** The content of the summary, with the verdict first. */
function describeCheckup(systems: readonly SystemFindings[], { status, reason }: Outcome): Content {
  const rows = lazy(() => systems, rowOf);
  const head = ['System', 'Verdict', 'What to know'];
  const blocks: readonly Block[] = [
    { kind: 'text', line: prose(reason, LONGEST_MESSAGE) },
    { kind: 'table', head, rows, most: TABLE_BYTES },
  ];
  return {
    ...(status === 'succeeded'
      ? { tone: 'good', heading: 'Checked' }
      : { tone: 'bad', heading: 'Checked, with something to fix' }),
    sections: [{ name: 'systems', folding: 'none', blocks }],
  };
}

function rowOf(system: SystemFindings): readonly Line[] {
  return [[oneLine(system.title, 200)], [WORDS[verdictOf(system)].shown], cell(system)];
}

/** The problems of a system, one below the other; without any, what is known about it. */
function cell(system: SystemFindings): Line {
  const known = provenBy(system);
  const facts = [...(known.length > 0 ? [`${known.join(', ')}.`] : []), ...notKnown(system)];
  const problems = system.problems.flatMap(({ message, advice }): readonly Line[] => [
    prose(message, LONGEST_TEXT),
    ...(advice === undefined ? [] : [adviceLine(advice)]),
  ]);
  const lines = problems.length > 0 ? problems : facts.map((fact) => prose(fact, LONGEST_TEXT));
  return stacked(lines);
}
