import { readFileSync } from 'node:fs';

/** The code block of a page that stands below the comment `example: name`. */
export function exampleOf(page: string, name: string): string {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  const match = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(text);
  if (match?.[1] === undefined) throw new Error(`${page} has no example "${name}".`);
  return match[1];
}
