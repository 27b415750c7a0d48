import { type Document, isAlias, isMap, isScalar, isSeq, type Node, visit } from 'yaml';
import { messageOf } from './format.ts';
import { readDocument, TooLarge } from './yaml-document.ts';

/** A place in the data of a file: keys and 0-based indexes from the top. */
export type Path = readonly (string | number)[];

/** An error in the file. */
export interface FileProblem {
  readonly path: Path;
  /** True if the key is wrong and not its value. */
  readonly atKey?: boolean;
  readonly message: string;
}

/** An error with its line and column, which start at 1. */
export interface Located {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** The result of parsing a file. */
interface Parsed {
  /** Contains only maps, lists and texts; undefined if there are faults. */
  readonly data: unknown;
  /** Errors and warnings of the YAML parser. */
  readonly faults: readonly Located[];
  /** Finds the lines and columns of problems. The result is sorted and has no duplicates. */
  locate(problems: readonly FileProblem[]): readonly Located[];
  /** Returns the keys whose value is missing, or is `null` or `~` without quotes. The message is the key. */
  blanks(): readonly Located[];
}

const MOST_FAULTS = 100;

/** Creates a function that finds the line and column of an offset. */
function placesIn(text: string): (offset: number) => Pick<Located, 'line' | 'column'> {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    // A binary search: a file may have thousands of problems.
    let line = 1;
    let after = starts.length;
    while (after - line > 0) {
      const middle = Math.ceil((line + after) / 2);
      if ((starts[middle - 1] ?? 0) > offset) after = middle - 1;
      else line = middle;
    }
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

/** Parses YAML without type conversion: `true`, `1.10` and `no` stay texts. */
export function parseYaml(text: string): Parsed {
  try {
    return parsedOf(text, readDocument(text));
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    const faults = [{ line: 1, column: 1, message: error.message }];
    return { data: undefined, faults, locate: () => [], blanks: () => [] };
  }
}

function parsedOf(text: string, { document, faults: found }: ReturnType<typeof readDocument>): Parsed {
  // The parser's own line counter is wrong after some faults.
  const place = placesIn(text);
  const faults = found.slice(0, MOST_FAULTS).map(({ offset, message }) => ({
    ...place(offset),
    message: message.replace(/\s+/g, ' '),
  }));
  return {
    ...dataOf(document, faults),
    blanks: () => blanksIn(document).map(({ offset, key }) => ({ ...place(offset), message: key })),
    locate(problems) {
      const located = problems.map((problem) => ({
        ...place(offsetOf(document, problem)),
        message: problem.message,
      }));
      const seen = new Map(located.map((each) => [`${each.line}:${each.column}:${each.message}`, each]));
      return [...seen.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
    },
  };
}

/** Finds the keys whose value is missing, or is a plain `null` or `~`. */
function blanksIn(document: Document): readonly { readonly offset: number; readonly key: string }[] {
  const found: { readonly offset: number; readonly key: string }[] = [];
  visit(document, {
    Pair(_, { key, value }) {
      const isBlank =
        value === null || (isScalar(value) && value.type === 'PLAIN' && NULL.test(String(value.value)));
      if (isBlank && isScalar(key)) found.push({ offset: key.range?.[0] ?? 0, key: String(key.value) });
    },
  });
  return found;
}

/** The spellings of null in YAML and JSON. */
const NULL = /^(?:|~|null|Null|NULL)$/;

function dataOf(document: Document, faults: readonly Located[]): Pick<Parsed, 'data' | 'faults'> {
  if (faults.length > 0) return { data: undefined, faults };
  try {
    return { data: document.toJS() as unknown, faults };
  } catch (error) {
    // Aliases that expand without limit cause this error.
    return { data: undefined, faults: [{ line: 1, column: 1, message: messageOf(error) }] };
  }
}

/** The offset of the node at the path, or of its nearest existing parent. */
function offsetOf(document: Document, { path, atKey = false }: FileProblem): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [at, step] of path.entries()) {
    const target: unknown = isAlias(node) ? node.resolve(document) : node;
    let next: unknown;
    if (isMap(target)) {
      const pair = target.items.find(({ key }) => isScalar(key) && key.value === step);
      const useKey = atKey && at === path.length - 1;
      next = useKey ? pair?.key : (pair?.value ?? pair?.key);
    } else if (isSeq(target)) next = target.items[Number(step)];
    if (next === undefined || next === null) break;
    node = next as Node;
    offset = node.range?.[0] ?? offset;
  }
  return offset;
}
