/**
 * Takes secrets out of texts: each as it is, line by line, and in the forms in which servers and tools repeat them
 * (base64, URL-encoded, JSON-escaped).
 */
export interface Redactor {
  (text: string): string;
  /** Everything that must not be shown, longest first. */
  readonly words: readonly string[];
}

/** Shorter pieces are no secrets, and hiding them would make texts unreadable. */
const SHORTEST_WORD = 4;
const MASK = '***';

export function createRedactor(secrets: readonly string[]): Redactor {
  const words = [...new Set(secrets.flatMap(forms))]
    .filter((word) => word.length >= SHORTEST_WORD)
    .toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(
    words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'),
    'g',
  );
  const redact = (text: string): string => (words.length === 0 ? text : text.replace(pattern, MASK));
  return Object.assign(redact, { words });
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
