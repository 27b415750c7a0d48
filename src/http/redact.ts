/**
 * Takes secrets out of texts: each as it is, line by line, and in the forms in which servers and tools repeat them
 * (base64, URL-encoded, JSON-escaped).
 */
export interface Redactor {
  (text: string): string;
  /** Everything that must not be shown, longest first. */
  readonly words: readonly string[];
  /** Hides these values too from now on, but for those that are no secret or cannot be one. */
  hide(values: readonly string[]): void;
}

export interface Hiding {
  /** What the user gives openly: a value that stands there as well is no secret. */
  readonly open?: string;
  /** Called with each word that must not be shown. */
  readonly tell?: (word: string) => void;
}

/** Shorter pieces are no secrets, and hiding them would make texts unreadable. */
const SHORTEST_WORD = 4;
export const MASK = '***';

export function createRedactor(secrets: readonly string[], { open = '', tell }: Hiding = {}): Redactor {
  let words: readonly string[] = [];
  let pattern: RegExp | undefined;
  const add = (more: readonly string[]): void => {
    const fresh = [...new Set(more.flatMap(forms))].filter(
      (word) => word.length >= SHORTEST_WORD && !words.includes(word),
    );
    if (fresh.length === 0) return;
    words = [...words, ...fresh].toSorted((a, b) => b.length - a.length);
    pattern = new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'g');
    for (const word of tell ? words : []) if (fresh.includes(word)) tell?.(word);
  };
  add(secrets);
  const redact = (text: string): string => (pattern === undefined ? text : text.replace(pattern, MASK));
  return Object.defineProperty(
    Object.assign(redact, {
      hide: (values: readonly string[]) => add(values.filter((value) => canHide(value, open))),
    }),
    'words',
    { get: () => words },
  ) as Redactor;
}

/**
 * Whether a configured value can be a secret. Words and numbers of everyday length (`true`, `warnings`, `20260101`) hide
 * nothing, and would make texts and a server's answers unreadable; what is given openly elsewhere, such as a host's
 * name, must stay what it is.
 */
function canHide(value: string, open: string): boolean {
  const letters = /[A-Za-z]/.test(value);
  const others = /[^A-Za-z]/.test(value);
  const shortest = letters && others ? 6 : letters ? 12 : 16;
  return value.length >= shortest && !open.includes(value);
}

/** A value of plain data with every text in it redacted: before texts are escaped or cut, which would hide a secret. */
export function redactAll<T>(value: T, redact: (text: string) => string): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') return redact(each);
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([name, inner]) => [name, walk(inner)]));
  };
  return walk(value) as T;
}

function forms(secret: string): string[] {
  // Half a character outside the first plane can't be encoded; this replaces it as any output would.
  const whole = Buffer.from(secret).toString();
  const lines = whole.split(/\r?\n/).map((line) => line.trim());
  const texts = [whole, ...lines].filter((text) => text.length >= SHORTEST_WORD);
  return texts.flatMap((text) => [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
    Buffer.from(`:${text}`).toString('base64'),
    Buffer.from(`${text}:`).toString('base64'),
  ]);
}
