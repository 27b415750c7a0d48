import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isHtml, readErrorText } from '../../../src/http/error-text.ts';

describe('the words of a refusal', () => {
  test.each([
    [
      '{"title":"APNX-1-4552-001","message":"Not allowed."}',
      { code: 'APNX-1-4552-001', text: 'Not allowed.' },
    ],
    ['{"title":"Bad Request Sent"}', { text: 'Bad Request Sent' }],
    ['{"title":"APNX-1-0000-000"}', { code: 'APNX-1-0000-000', text: 'APNX-1-0000-000' }],
    [
      '{"response":{"errors":["component is missing","version is missing"]}}',
      { text: 'component is missing; version is missing' },
    ],
    ['{"status":400,"errors":["hosts is missing"]}', { text: 'hosts is missing' }],
    [
      '{"message":"Validation Failed","errors":[{"field":"state","message":"state is unknown"}]}',
      { text: 'Validation Failed: state is unknown' },
    ],
    ['{"error":"unauthorized"}', { text: 'unauthorized' }],
    ['{"error":{"message":"deep","code":7}}', { text: 'deep' }],
    ['{"errorCode":"E_1","message":"m"}', { code: 'E_1', text: 'm' }],
    ['{"code":"with spaces","detail":"d"}', { text: 'd' }],
    [
      '{"type":null,"title":"Bad Request","status":400,"detail":"No build.","instance":null,"traceId":"t-1","errorCode":"OS-1"}',
      { text: 'Bad Request: No build. (errorCode OS-1, traceId t-1)' },
    ],
    ['{"title":null,"detail":null,"instance":null,"traceId":null,"errorCode":null}', { text: '' }],
    ['{"title":"Not Found","detail":"d","instance":null}', { text: 'Not Found: d' }],
    [`{"detail":"${'d'.repeat(900)}","traceId":"t-1"}`, { text: `${'d'.repeat(600)}… (traceId t-1)` }],
    ['{"error":"invalid_client","error_description":"expired"}', { text: 'invalid_client: expired' }],
    ['{"Errors":["a",{"message":"b"},{"x":1},null,3]}', { text: 'a; b; {"x":1}' }],
    ['{"message":""}', { text: '' }],
    ['{"message":"  two\\n\\tlines "}', { text: 'two lines' }],
    ['{}', { text: '' }],
    ['[]', { text: '' }],
    ['["a","b"]', { text: 'a; b' }],
    ['"text"', { text: 'text' }],
    ['null', { text: 'null' }],
    ['42', { text: '42' }],
    ['', { text: '' }],
    [' \r\n', { text: '' }],
    ['plain words', { text: 'plain words' }],
    ['{"cut":"of', { text: '{"cut":"of' }],
    [
      '<html><head><title>502 Bad Gateway</title></head><body>x</body></html>',
      { text: 'a web page titled "502 Bad Gateway"' },
    ],
    ['\n<!DOCTYPE html><p>Please log in', { text: 'a web page' }],
    ['<body><title> </title>', { text: 'a web page' }],
  ])('%s', (body, expected) => {
    expect(readErrorText(body)).toEqual(expected);
  });

  test('a JSON document that is too deep is shown as it is', () => {
    const depth = 30_000;
    const deep = '{"response":'.repeat(depth) + '{}' + '}'.repeat(depth);
    expect(readErrorText(deep).text).toHaveLength(601);
  });

  test('whatever the body is, its words are one short line', () => {
    const shapes = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 5000 }),
      fc.json(),
      fc
        .string({ minLength: 500, maxLength: 900 })
        .map((message) => JSON.stringify({ title: message, message })),
      fc.jsonValue().map((errors) => JSON.stringify({ response: { errors }, code: errors, title: errors })),
      fc.string().map((title) => `<html><title>${title.repeat(99)}</title>`),
    );
    fc.assert(
      fc.property(shapes, (body) => {
        const { text, code = 'none' } = readErrorText(body);
        expect(text.length).toBeLessThanOrEqual(601);
        expect(text).not.toMatch(/[\r\n]/);
        expect(code).toMatch(/^[\w.-]{1,80}$/);
      }),
    );
  });
});

test.each([
  ['<!doctype html>', true],
  ['  <HTML lang="en">', true],
  ['<head>', true],
  ['<body onload="">', true],
  ['<?xml version="1.0"?>', false],
  ['{"a":"<html>"}', false],
  ['', false],
])('%s is a web page: %p', (body, expected) => {
  expect(isHtml(body)).toBe(expected);
});
