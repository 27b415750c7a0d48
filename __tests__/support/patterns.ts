import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import {
  getFirstConsumedChar,
  isPotentiallyEmpty,
  type ReadonlyFlags,
  toUnicodeSet,
} from 'regexp-ast-analysis';
import { analyse } from 'scslre';
import { visitSyntax } from './syntax.ts';

/** A regular expression literal in a source file. */
interface Literal {
  readonly source: string;
  readonly flags: string;
}

/** Returns the paths of all TypeScript files below a folder. */
export function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => join(folder, name));
}

/** Returns the literals of a source text, and the number of calls that create a pattern at run time. */
export function patternsIn(text: string): { readonly literals: readonly Literal[]; readonly made: number } {
  const literals: Literal[] = [];
  let made = 0;
  visitSyntax(text, ({ type, pattern, flags, callee }) => {
    if (type === 'RegExpLiteral') literals.push({ source: String(pattern), flags: String(flags) });
    if ((type === 'NewExpression' || type === 'CallExpression') && isRegExp(callee)) made++;
  });
  return { literals, made };
}

/** Returns the same as {@link patternsIn} for a file. */
export function patternsOf(file: string): ReturnType<typeof patternsIn> {
  return patternsIn(readFileSync(file, 'utf8'));
}

const isRegExp = (callee: unknown): boolean =>
  typeof callee === 'object' && callee !== null && 'value' in callee && callee.value === 'RegExp';

/**
 * Returns the reason why a pattern may need more than linear time; undefined if there is none. Three rules apply:
 * within one attempt, no two repetitions share characters (`scslre`, which `eslint-plugin-regexp` uses); no repeated
 * group has two alternatives with the same first character; attempts at several positions do not read the same run of
 * characters repeatedly (see {@link rereading}).
 */
export function slowness({ source, flags }: Literal): string | undefined {
  const [report] = analyse(
    { source, flags },
    { reportTypes: { Move: true, Self: true, Trade: true } },
  ).reports;
  if (report) return `${report.type}${report.exponential ? ', exponential' : ''}`;
  const { pattern, flags: parsed } = new RegExpParser().parseLiteral(`/${source}/${flags}`);
  const twofold = ambiguous(pattern, parsed);
  if (twofold) return `two alternatives of ${twofold} begin alike`;
  const again = pattern.alternatives
    .filter(({ elements: [first] }) => !(isStart(first) && !parsed.multiline))
    .flatMap((each) => rereading(each.elements, { before: [], fails: false }, parsed));
  return again.length > 0 ? `every attempt reads on to the end of ${again.join(' and ')}` : undefined;
}

const isStart = (element: AST.Element | undefined): boolean =>
  element?.type === 'Assertion' && element.kind === 'start';

/** Returns an unbounded group with two ways to read the same characters, which takes exponential time. */
function ambiguous(pattern: AST.Pattern, flags: ReadonlyFlags): string | undefined {
  let found: string | undefined;
  visitRegExpAST(pattern, {
    onQuantifierEnter({ max, element, raw }) {
      if (max !== Number.POSITIVE_INFINITY || !('alternatives' in element)) return;
      const firsts = element.alternatives.map((each) => getFirstConsumedChar(each, 'ltr', flags).char);
      if (firsts.some((one, at) => firsts.slice(at + 1).some((other) => !one.isDisjointWith(other))))
        found ??= raw;
    },
  });
  return found;
}

interface Place {
  /** The elements before this place, from the start of the pattern. */
  readonly before: readonly AST.Element[];
  /** True when the match can still fail after this place. */
  readonly fails: boolean;
}

/**
 * Returns the unbounded repetitions at which an attempt can fail after it has read a long run, while a later attempt
 * can start within that run. This is impossible if a character that the run lacks comes before the repetition at a
 * fixed distance.
 */
function rereading(elements: readonly AST.Element[], place: Place, flags: ReadonlyFlags): string[] {
  return elements.flatMap((element, at) => {
    const before = [...place.before, ...elements.slice(0, at)];
    const fails = place.fails || elements.slice(at + 1).some((next) => canFail(next, flags));
    if (element.type === 'Group' || element.type === 'CapturingGroup' || element.type === 'Assertion') {
      const inner = 'alternatives' in element ? element.alternatives : [];
      const ends = fails || element.type === 'Assertion';
      return inner.flatMap((each) => rereading(each.elements, { before, fails: ends }, flags));
    }
    if (element.type !== 'Quantifier') return [];
    if (element.max !== Number.POSITIVE_INFINITY) {
      return rereading([element.element], { before, fails }, flags);
    }
    return fails && !isApart(before, element, flags) ? [element.raw] : [];
  });
}

const canFail = (element: AST.Element, flags: ReadonlyFlags): boolean =>
  element.type === 'Assertion' || !isPotentiallyEmpty(element, flags);

function isApart(
  before: readonly AST.Element[],
  { element: repeated }: AST.Quantifier,
  flags: ReadonlyFlags,
): boolean {
  const run =
    repeated.type === 'Character' || repeated.type === 'CharacterSet' || repeated.type === 'CharacterClass';
  if (!run) return false;
  const characters = toUnicodeSet(repeated, flags);
  for (const element of before) {
    if (element.type === 'Quantifier' && element.max === Number.POSITIVE_INFINITY) return false;
    if (element.type !== 'Character' && element.type !== 'CharacterSet' && element.type !== 'CharacterClass')
      continue;
    if (toUnicodeSet(element, flags).isDisjointWith(characters)) return true;
  }
  return false;
}
