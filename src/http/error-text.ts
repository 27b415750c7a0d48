import { cutText } from '../shared/format.ts';
import { afterTag, before } from './scan.ts';

/** The error code and text in an answer, read from the formats that the platforms and gateways send. */
interface ErrorText {
  /** The server's error code; undefined if the answer has none. */
  readonly code?: string;
  /** On one line, at most 600 characters long and an ellipsis; empty if the answer has no text. */
  readonly text: string;
}

/** In characters. */
const LONGEST_TEXT = 600;
/** How much of a body is read, in characters. The reason for a failure is at the start. */
const LONGEST_BODY = 64 * 1024;

/**
 * Extracts the error code and text from an answer.
 * @param body the start of the answer's body: JSON, HTML, plain text or empty
 */
export function readErrorText(body: string): ErrorText {
  const trimmed = body.slice(0, LONGEST_BODY).trim();
  if (trimmed === '') return { text: '' };
  try {
    return fromJson(JSON.parse(trimmed) as unknown);
  } catch {
    return { text: shorten(isHtml(trimmed) ? fromHtml(trimmed) : trimmed) };
  }
}

/** Returns true if the text starts like an HTML page. */
export function isHtml(body: string): boolean {
  return /^\s*(<!doctype html|<html|<head|<body)/i.test(body);
}

function fromJson(value: unknown): ErrorText {
  if (typeof value === 'string') return { text: shorten(value) };
  if (Array.isArray(value)) return { text: shorten(words(value)) };
  if (typeof value !== 'object' || value === null) return { text: shorten(String(value)) };
  const body = value as Readonly<Record<string, unknown>>;
  // Appian: {title, message}. BigPanda: {response:{errors}} and {status, errors}. GitHub: {message, errors}. Others:
  // message, error, Errors.
  const inner = body['response'];
  if (typeof inner === 'object' && inner !== null) return fromJson(inner);
  if (isProblem(body)) return fromProblem(body);
  const both = [body['message'], body['errors']].map(words).filter(Boolean).join(': ');
  // OAuth: {error, error_description}.
  const refusal = [body['error'], body['error_description']].map(words).filter(Boolean).join(': ');
  const text = [both, words(body['Errors']), refusal, words(body['detail'])].find(Boolean);
  const title = body['title'] ?? body['errorCode'] ?? body['code'];
  const code = typeof title === 'string' && /^[\w.-]{1,80}$/.test(title) ? title : undefined;
  const fallback = typeof title === 'string' ? title : '';
  return { ...(code && { code }), text: shorten(text ?? fallback) };
}

function isProblem(body: Readonly<Record<string, unknown>>): boolean {
  return 'traceId' in body || ('title' in body && ('instance' in body || 'errorCode' in body));
}

/**
 * Problem details (https://www.rfc-editor.org/rfc/rfc9457) with the members of OutSystems Developer Cloud. Each member
 * may be null. Its support asks for the trace id.
 */
function fromProblem(body: Readonly<Record<string, unknown>>): ErrorText {
  const [title, detail, errorCode, traceId] = ['title', 'detail', 'errorCode', 'traceId'].map((name) =>
    words(body[name]),
  );
  const what = [title, detail].filter(Boolean).join(': ') || words(body['message']);
  const ids = [errorCode && `errorCode ${errorCode}`, traceId && `traceId ${traceId}`].filter(Boolean);
  const shown = ids.length > 0 ? ` (${ids.join(', ')})` : '';
  // The ids are at the end and must not be cut.
  return { text: `${shorten(what)}${cutText(shown, LONGEST_TEXT)}`.trim() };
}

function words(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join('; ');
  if (typeof value === 'object' && value !== null) {
    const { message } = value as { message?: unknown };
    return typeof message === 'string' ? message : JSON.stringify(value);
  }
  return '';
}

function fromHtml(body: string): string {
  const title = before(afterTag(body, /<title(?=[\s/>])/i) ?? '', '<')?.trim();
  return title ? `a web page titled "${title}"` : 'a web page';
}

function shorten(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > LONGEST_TEXT ? `${flat.slice(0, LONGEST_TEXT)}…` : flat;
}
