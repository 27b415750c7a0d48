import { readFileSync } from 'node:fs';

/** Returns the code block below the comment `example: name` on a page. @throws Error if it is missing */
export function exampleOf(page: string, name: string): string {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  const match = new RegExp(`<!-- example: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(text);
  if (match?.[1] === undefined) throw new Error(`${page} has no example "${name}".`);
  return match[1];
}
