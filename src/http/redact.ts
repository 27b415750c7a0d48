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

function forms(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  return [secret, ...lines].flatMap((text) => [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
    Buffer.from(`:${text}`).toString('base64'),
    Buffer.from(`${text}:`).toString('base64'),
  ]);
}
