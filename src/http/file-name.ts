import { withoutTrailing } from './scan.ts';

const LONGEST_NAME = 100;
const LONGEST_TITLE = 200;

/** What something is called, on one line and not too long, for records and headings. */
export function plainTitle(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TITLE);
}

/** The beginning of a file name, of this program's own making: whatever something is called, it leads nowhere else. */
export function plainName(text: string, fallback: string): string {
  const dashed = text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+/, '');
  const plain = withoutTrailing(dashed, '-').slice(0, LONGEST_NAME);
  return plain || fallback;
}
