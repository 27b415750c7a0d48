import { withoutTrailing } from './scan.ts';

const LONGEST_NAME = 100;
const LONGEST_TITLE = 200;

/** A title for records and headings: one line, at most 200 characters long. */
export function plainTitle(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TITLE);
}

/**
 * The start of a file name: only letters, digits and `-`, at most 100 characters, so it cannot lead to another
 * folder.
 * @param fallback returned if no character of the text can be kept
 */
export function plainName(text: string, fallback: string): string {
  const dashed = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+/, '');
  const plain = withoutTrailing(dashed, '-').slice(0, LONGEST_NAME);
  return plain || fallback;
}
