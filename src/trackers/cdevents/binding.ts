import type { CdEvent } from './event.ts';

/**
 * Returns the HTTP headers of an event in the binary mode of CloudEvents. The body is the whole event.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode
 */
export function cloudEventHeaders({ context, subject }: CdEvent): Readonly<Record<string, string>> {
  return {
    'ce-specversion': '1.0',
    'ce-id': headerValue(context.id),
    'ce-source': headerValue(context.source),
    'ce-type': headerValue(context.type),
    'ce-subject': headerValue(subject.id),
    'ce-time': headerValue(context.timestamp),
  };
}

/** Percent-encodes all but printable ASCII, and the space, the quote and the percent sign. */
function headerValue(text: string): string {
  // A buffer replaces a lone surrogate, which encodeURIComponent would reject.
  return Buffer.from(text)
    .toString()
    .replace(/[^\x21-\x7e]|["%]/gu, (character) => encodeURIComponent(character));
}
