import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import * as types from '../../../src/inputs/types.ts';

function complaint(type: types.InputType<unknown>, text: string): string | undefined {
  const result = type.read(text);
  return 'problem' in result ? result.problem : undefined;
}

function value<T>(type: types.InputType<T>, text: string): T | string {
  const result = type.read(text);
  return 'value' in result ? result.value : `refused: ${result.problem}`;
}

describe('a duration', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['45m', 2_700_000],
    ['2h', 7_200_000],
    ['1.5h', 5_400_000],
    ['0.25s', 250],
    ['0s', 0],
    ['030s', 30_000],
  ])('%s is %i ms', (text, ms) => {
    expect(types.parseDuration(text)).toBe(ms);
  });

  test.each([
    '',
    '30',
    's',
    '30 s',
    '-5s',
    '+5s',
    '1e3s',
    '30sec',
    '5M',
    '1h30m',
    '1.2345s',
    '.5s',
    '5.s',
    '1,5h',
    '٣s',
    '5s\n',
    '9999999999s',
  ])('%j is none', (text) => {
    expect(types.parseDuration(text)).toBeUndefined();
  });

  test('a written duration is read back', () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (number) => {
        expect(types.parseDuration(`${number}ms`)).toBe(number);
        expect(types.parseDuration(`${number}s`)).toBe(number * 1000);
      }),
    );
  });

  test.each([
    ['999ms', 'must lie between 1000ms and 168h (got "999ms")'],
    ['169h', 'must lie between 1000ms and 168h (got "169h")'],
    ['soon', 'must be a number with a unit, such as 500ms, 30s, 45m or 2h (got "soon")'],
    ['auto', 'must be a number with a unit, such as 500ms, 30s, 45m or 2h (got "auto")'],
  ])('%s is refused as a timeout', (text, message) => {
    expect(complaint(types.duration(1000), text)).toBe(message);
  });

  test('a word in its place is taken, and named when something else was meant', () => {
    const pace = types.durationOr('auto', 10);
    expect(value(pace, 'auto')).toBe('auto');
    expect(value(pace, '10ms')).toBe(10);
    expect(complaint(pace, 'Auto')).toMatch(/^must be auto or a number with a unit/);
  });
});

describe('a URL', () => {
  const url = types.url('https://example.com', { us: 'https://api.example.com' });

  test.each([
    ['https://example.com', 'https://example.com/'],
    ['https://example.com:8443/suite', 'https://example.com:8443/suite'],
    ['us', 'https://api.example.com/'],
    ['http://127.0.0.1:80', 'http://127.0.0.1/'],
    ['http://127.8.9.10/', 'http://127.8.9.10/'],
    ['http://localhost:3000', 'http://localhost:3000/'],
    ['http://[::1]:3000', 'http://[::1]:3000/'],
    ['http://2130706433/', 'http://127.0.0.1/'],
  ])('%s is taken', (text, href) => {
    const result = url.read(text);
    expect('value' in result && result.value.href).toBe(href);
  });

  test.each([
    ['http://example.com', /^must begin with https:\/\/ .*\(got "http:\/\/example\.com"\)$/],
    ['http://127.0.0.1.example.com', /^must begin with https/],
    ['http://localhost.example.com', /^must begin with https/],
    ['http://10.0.0.1', /^must begin with https/],
    ['http://0.0.0.0', /^must begin with https/],
    ['ftp://example.com', /^must begin with https/],
    ['javascript:alert(1)', /^must begin with https/],
    ['example.com', /^must be us or a URL such as https:\/\/example\.com \(got "example\.com"\)$/],
    ['https://', /^must be us or a URL/],
    ['eu', /^must be us or a URL/],
    ['https://user:password@example.com', /^must not hold a user name or password$/],
    ['https://user@example.com', /^must not hold a user name or password$/],
    ['http://user:password@example.com', /^must not hold a user name or password$/],
    ['https://example.com?key=password', /^must not hold a query or a fragment$/],
    ['https://example.com#password', /^must not hold a query or a fragment$/],
    ['https://user:password@example.com:port', /^must be us or a URL/],
  ])('%s is refused', (text, message) => {
    expect(complaint(url, text)).toMatch(message);
    expect(complaint(url, text)).not.toContain('password@');
    expect(complaint(url, text)).not.toContain('=password');
  });

  test('a password is not shown when it breaks the URL that holds it', () => {
    const shown = ['https://user:pass/word@example.com', 'user:pass-word@example.com']
      .map((text) => complaint(url, text) ?? '')
      .join();
    expect(shown).not.toMatch(/pass.word@/);
  });
});

describe('an address that is none', () => {
  test.each([
    'https://user:pa?ssword@example.com:port',
    'https://user:pa#ssword@example.com:port',
    'https://user:secret@example .com',
    'example.com/?token=secret',
    'htp://?token=secret',
    'https://exa mple.com/?mail=a@b&token=secret',
    'ftp://example.com/#secret',
    'user:secret@',
  ])('shows neither user nor query: %s', (text) => {
    expect(complaint(types.url('https://example.com'), text)).toBeDefined();
    expect(complaint(types.url('https://example.com'), text)).not.toMatch(/user|secret|ssword|pa[?#]/);
  });
});

describe('a word', () => {
  test('is taken as it is written in the list', () => {
    expect(value(types.word('wait', 'stop'), 'stop')).toBe('stop');
  });

  test.each([
    [types.word('appian'), 'mendix', 'must be appian (got "mendix")'],
    [types.word('allow', 'fail'), 'Allow', 'must be allow or fail (got "Allow")'],
    [types.word('a', 'b', 'c'), 'd', 'must be a, b or c (got "d")'],
    [types.word('a'), `x\n::error::${'y'.repeat(99)}`, `must be a (got "x ::error::${'y'.repeat(49)}…")`],
  ])('an unknown one is refused on one line: %#', (type, text, message) => {
    expect(complaint(type, text)).toBe(message);
  });
});

test.each([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['yes', 'refused: must be true or false (got "yes")'],
  ['0', 'refused: must be true or false (got "0")'],
  ['tRUE', 'refused: must be true or false (got "tRUE")'],
])('the flag %j is %j', (text, expected) => {
  expect(value(types.flag(), text)).toBe(expected);
});

describe('a secret', () => {
  test.each([['a-b_c.d/'], ['x'.repeat(5000)], ['!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~']])(
    '%# is taken',
    (text) => {
      expect(value(types.secret(), text)).toBe(text);
    },
  );

  test.each([['short67'], ['two words'], ['two\nlines'], ['umlaut-ä'], ['null\u0000byte'], ['tab\ttab8']])(
    '%j is refused without being shown',
    (text) => {
      const said = complaint(types.secret(), text);
      expect(said).toMatch(/^(is shorter than 8|holds spaces, line breaks)/);
      expect(said).not.toContain(text);
    },
  );
});

test.each([
  ['one.example.com', ['one.example.com']],
  ['one, two ,two\r\n\r\nthree\n', ['one', 'two', 'three']],
  [' , \n', []],
])('the list %j has the items %j', (text, items) => {
  expect(value(types.list(), text)).toEqual(items);
});

test.each([
  [types.line(5), 'abcde', 'abcde'],
  [types.line(5), 'abcdef', 'refused: must not be longer than 5 characters (got 6)'],
  [types.line(), 'a\nb', 'refused: must be one line (got "a b")'],
  [types.line(), 'a\rb', 'refused: must be one line (got "a b")'],
  [types.prose(5), 'a\nb', 'a\nb'],
  [types.prose(5), 'abcdef', 'refused: must not be longer than 5 characters (got 6)'],
  [types.apiVersion(), 'v1', 'v1'],
  [types.apiVersion(), 'v12', 'v12'],
  [types.apiVersion(), '2', 'refused: must be v1 or v2 (got "2")'],
  [types.apiVersion(), 'v0', 'refused: must be v1 or v2 (got "v0")'],
  [types.apiVersion(), 'v2/..', 'refused: must be v1 or v2 (got "v2/..")'],
])('a text is taken or refused: %#', (type, text, expected) => {
  expect(value<string>(type, text)).toBe(expected);
});
