/**
 * Compares the headers of the binary mode of CloudEvents with the event in the body, which must say the same.
 *
 * @param context - the context of the CDEvent
 * @returns what is wrong
 */
export function headersMatch(
  headers: Readonly<Record<string, string>>,
  context: Readonly<Record<string, unknown>>,
  subjectId: string,
): readonly string[] {
  const wanted: Readonly<Record<string, unknown>> = {
    'ce-specversion': '1.0',
    'ce-id': context['id'],
    'ce-source': context['source'],
    'ce-type': context['type'],
    'ce-subject': subjectId,
    'ce-time': context['timestamp'],
  };
  return Object.entries(wanted).flatMap(([name, value]) => {
    const sent = headers[name];
    if (sent === undefined) return [`${name}: the header is missing`];
    return decode(sent) === value ? [] : [`${name}: the header does not match the event`];
  });
}

/** Decodes a header value: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md */
function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
