import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { messageOf } from '../shared/format.ts';

/** Where something stands in the data of a file: keys and 0-based indexes from the top. */
export type Path = readonly (string | number)[];

/** Something in the file that has to be mended. */
export interface FileProblem {
  readonly path: Path;
  /** True where the key itself is wrong, rather than what it stands for. */
  readonly atKey?: boolean;
  readonly message: string;
}

/** A problem and its place: 1-based, as editors count. */
export interface Located {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Parsed {
  /** Maps, lists and texts; no other scalars. */
  readonly data: unknown;
  /** What YAML itself finds wrong. */
  readonly faults: readonly Located[];
  /** The problems in the order of their places, each once. */
  locate(problems: readonly FileProblem[]): readonly Located[];
}

/** The YAML library recurses, and reads some texts again and again. */
const LONGEST_TEXT = 64 * 1024;
const MOST_FAULTS = 100;

/** Finds the line and column of an offset, after one look at the whole text. */
function placesIn(text: string): (offset: number) => Pick<Located, 'line' | 'column'> {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const after = starts.findIndex((start) => start > offset);
    const line = after === -1 ? starts.length : after;
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

/** Parses YAML without its guesses: `true`, `1.10` and `no` are the texts that they look like. */
export function parseYaml(text: string): Parsed {
  if (text.length > LONGEST_TEXT) {
    const message = `is longer than ${LONGEST_TEXT / 1024} kB: split it`;
    return { data: undefined, faults: [{ line: 1, column: 1, message }], locate: () => [] };
  }
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error' });
  // The parser's own counter loses lines after some faults.
  const place = placesIn(text);
  const faults = [...document.errors, ...document.warnings].slice(0, MOST_FAULTS).map(({ pos, message }) => ({
    ...place(pos[0]),
    message: message.replace(/\s+/g, ' '),
  }));
  return {
    ...dataOf(document, faults),
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

function dataOf(document: Document, faults: readonly Located[]): Pick<Parsed, 'data' | 'faults'> {
  if (faults.length > 0) return { data: undefined, faults };
  try {
    return { data: document.toJS() as unknown, faults };
  } catch (error) {
    // Aliases that would grow without bound.
    return { data: undefined, faults: [{ line: 1, column: 1, message: messageOf(error) }] };
  }
}

/** Where the path leads, or the nearest thing above it that is there. */
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
