import { type Content, ELSEWHERE, type Section } from './blocks.ts';
import { escapeMarkdown, folded, markdownBlock, markdownOf, signs } from './markdown.ts';

/** GitHub drops a whole summary above 1 MiB. The remaining bytes are for the frame and the last sentence. */
const SUMMARY_BYTES = 1024 * 1024 - 24 * 1024;
const LONGEST_HEADING = 2_000;

/**
 * Renders a report, whose wording is in `content.ts`, as Markdown. A section that does not fit is left out and named in
 * the last sentence.
 */
export function summarize({ tone, heading, sections }: Content): string {
  const shown = [`## ${signs[tone]} ${escapeMarkdown(heading, LONGEST_HEADING)}`];
  const leftOut: string[] = [];
  let bytes = Buffer.byteLength(shown.join(''));
  for (const section of sections) {
    const markdown = renderSection(section);
    const size = Buffer.byteLength(markdown) + 2;
    if (bytes + size > SUMMARY_BYTES) leftOut.push(section.name);
    else {
      shown.push(markdown);
      bytes += size;
    }
  }
  if (leftOut.length > 0)
    shown.push(`Too long for this summary: ${leftOut.join(', ')}. ${markdownOf(ELSEWHERE)}`);
  return `${shown.join('\n\n')}\n`;
}

function renderSection({ title = '', folding, blocks }: Section): string {
  const content = blocks.map(markdownBlock).filter(Boolean).join('\n\n');
  return folding === 'none' ? content : folded(title, content, folding);
}
