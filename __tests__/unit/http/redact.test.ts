import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createRedactor, MASK, NOT_SHOWN } from '../../../src/http/redact.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Printable ASCII, as tokens are; letters around it can't be taken for a part of it. */
const token = fc
  .string({ unit: 'grapheme-ascii', minLength: 8, maxLength: 40 })
  .filter((text) => /^[!-)+-~]+$/.test(text));
/** Signs that stand in no token and in no form of one. */
const around = fc.string({ unit: fc.constantFrom(' ', '\n', 'ä', '€', '\u0000'), maxLength: 20 });

describe('secrets in texts', () => {
  test.each([
    ['as they are', 'tok-123/45+6=', 'key tok-123/45+6= end', 'key *** end'],
    ['several times', 'tok-12345', 'tok-12345tok-12345', '******'],
    ['URL-encoded', 'tok/123+45', 'https://x/?k=tok%2F123%2B45', 'https://x/?k=***'],
    ['JSON-escaped', 'tok"12\\345', '{"k":"tok\\"12\\\\345"}', '{"k":"***"}'],
    ['in base64', 'tok-12345', `v: ${base64('tok-12345')}`, 'v: ***'],
    ['in base64 for URLs', 'tok>>>???', `v: ${Buffer.from('tok>>>???').toString('base64url')}`, 'v: ***'],
    ['as the user of Basic credentials', 'tok-12345', `Basic ${base64('tok-12345:')}`, 'Basic ***'],
    ['as the password of Basic credentials', 'tok-12345', `Basic ${base64(':tok-12345')}`, 'Basic ***'],
    ['with signs of regular expressions', 'a.*b$c^(d', 'x a.*b$c^(d y', 'x *** y'],
    ['line by line', 'first line\r\nsecond line', 'a first line, a second line', 'a ***, a ***'],
  ])('are hidden %s', (_, secret, text, expected) => {
    expect(createRedactor([secret])(text)).toBe(expected);
  });

  test('the longest is hidden first, so that none is left in part', () => {
    expect(createRedactor(['abcdefgh', 'abcdefgh-ijkl'])('abcdefgh-ijkl abcdefgh')).toBe('*** ***');
  });

  test('no secret and no form of one survives, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.array(token, { minLength: 1, maxLength: 3 }),
        around,
        around,
        (secrets, before, after) => {
          const redact = createRedactor(secrets);
          for (const secret of secrets) {
            const inJson = JSON.stringify(secret).slice(1, -1);
            const forms = [secret, encodeURIComponent(secret), inJson, base64(secret), base64(`:${secret}`)];
            for (const form of forms) {
              const shown = redact(`${before}${form} ${after}${form}`);
              expect(shown).toBe(`${before}*** ${after}***`);
            }
          }
        },
      ),
    );
  });

  test('only credentials are removed from a name, in every form', () => {
    const redact = createRedactor(['tok-12345']);
    redact.hide(['Portal-7']);
    redact.hideCredential('fetched');
    const name = `Portal-7 tok-12345 ${base64('tok-12345')} fetched`;
    expect(redact.withoutCredentials(name)).toBe('Portal-7 *** *** ***');
    expect(redact(name)).toBe('*** *** *** ***');
  });

  test('a text without secrets stays as it is', () => {
    fc.assert(
      fc.property(token, fc.string({ unit: 'binary' }), (secret, text) => {
        // A short text holds no form of a secret that is longer.
        fc.pre(text.length < secret.length);
        expect(createRedactor([secret])(text)).toBe(text);
      }),
    );
  });

  test.each([[[]], [['']], [['abc']]])('with %j there is nothing to hide', (secrets) => {
    expect(createRedactor(secrets)('abc, anything')).toBe('abc, anything');
  });

  test('short lines of a secret are hidden in no form', () => {
    const redact = createRedactor(['{\n\n"password":"hidden-1"\n}']);
    expect(redact('ew== Og==')).toBe('ew== Og==');
  });
});

describe('values of a configuration', () => {
  test('are hidden from then on, and masked', () => {
    const masked: string[] = [];
    const redact = createRedactor(['a-good-token'], { mask: (word) => masked.push(word) });
    expect(redact('p4ssword-of-db')).toBe('p4ssword-of-db');
    redact.hide(['p4ssword-of-db', 'S3cr3t']);
    expect(redact('a-good-token p4ssword-of-db S3cr3t')).toBe('*** *** ***');
    expect(masked).toEqual(expect.arrayContaining(['a-good-token', 'p4ssword-of-db', 'S3cr3t']));
    expect(new Set(masked).size).toBe(masked.length);
  });

  test.each(['true', 'FALSE', '8080', '65535', 'warnings', 'deploy', 'production', 'v1.2', 'no', ''])(
    'are not hidden where they are no secret, as %j is none',
    (value) => {
      const redact = createRedactor([]);
      redact.hide([value]);
      const text = 'true FALSE 8080 65535 warnings deploy production v1.2 no';
      expect(redact(text)).toBe(text);
    },
  );

  test.each(['sunshine', 'correcthorse', '123456', '20260101', '4111111111111111', 'p4ss!', 'IN_PROGRESS'])(
    'are hidden though they are short, as %j',
    (value) => {
      const redact = createRedactor([]);
      redact.hide([value]);
      expect(redact(`before ${value} after`)).toBe('before *** after');
    },
  );

  test('are not hidden where they are given openly too', () => {
    const redact = createRedactor([], { open: 'Frankfurt\nhttps://portal.example.com/suite' });
    redact.hide(['Frankfurt', 'portal.example.com', 'jdbc/Production']);
    expect(redact('Frankfurt portal.example.com jdbc/Production')).toBe('Frankfurt portal.example.com ***');
  });
});

const entities = (text: string, form: (point: number) => string): string =>
  Array.from(text, (character) => form(character.codePointAt(0) ?? 0)).join('');
const percentOf = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*~._-]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** How servers and tools write a text: everything that decodes to it again. */
const forms: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'percent-encoded': encodeURIComponent,
  'percent-encoded, all signs': percentOf,
  'percent-encoded in small letters': (text) =>
    encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase()),
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'as a form': (text) => new URLSearchParams({ '': text }).toString().slice(1),
  'as JSON': (text) => JSON.stringify(text).slice(1, -1),
  'as JSON in JSON': (text) => JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
  'as JSON in ASCII': (text) =>
    text.replace(/[^a-z]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'as JSON with slashes escaped': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  'as HTML': (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&apos;')
      .replaceAll('/', '&sol;')
      .replaceAll('ä', '&auml;'),
  'as decimal entities': (text) => entities(text, (point) => `&#${point};`),
  'as hexadecimal entities': (text) =>
    entities(text, (point) => `&#x${point.toString(16).padStart(4, '0')};`),
  'as upper-case hexadecimal entities': (text) =>
    entities(text, (point) => `&#X${point.toString(16).toUpperCase()};`),
  'in base64': base64,
  'in base64 behind a name': (text) => base64(`somebody:${text}`),
  'in base64 before more': (text) => base64(`${text}:x`),
  'in base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
};

describe('the forms of a secret', () => {
  const characters = fc.oneof(
    fc.constantFrom(...'abcXYZ0189 !"#$%&\'()*+,-./:;<=>?@[]^_`{|}~\\'.split('')),
    fc.constantFrom('ä', 'ß', '€', '漢', '🟡'),
  );

  test.each(Object.entries(forms))('%s are hidden, whatever its characters and its length', (_, form) => {
    fc.assert(
      fc.property(
        fc.array(characters, { minLength: 4, maxLength: 60 }).map((all) => all.join('').trim()),
        (secret) => {
          fc.pre(secret.length >= 4 && !secret.includes(MASK));
          const shown = createRedactor([secret])(`before «${form(secret)}» after`);
          expect(shown).toBe('before «***» after');
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(Object.entries(forms))('%s are hidden where the secret is long', (_, form) => {
    const secret = Array.from({ length: 1_500 }, (_each, at) => `${at % 97}ä/"&`).join('');
    const shown = createRedactor([secret])(`before «${form(secret)}» after`);
    expect(shown).toMatch(/^before «\*+» after$/);
  });
});

describe('secrets beside one another', () => {
  test.each([
    ['one that begins with another', ['abcdefgh', 'abcd'], 'x abcdefgh y', 'x *** y'],
    ['one that ends with another', ['abcdefgh', 'efgh'], 'x abcdefgh y', 'x *** y'],
    ['one that overlaps another', ['abcdef', 'defghi'], 'x abcdefghi y', 'x *** y'],
    ['one whose first line is another', ['abcd\nefgh', 'abcd'], 'x abcd\nefgh y', 'x *** y'],
    ['one of a single letter', ['aaaaaa'], `x ${'a'.repeat(40)} y`, 'x *** y'],
  ])('%s leave nothing of either', (_, secrets, text, expected) => {
    expect(createRedactor(secrets)(text)).toBe(expected);
    expect(createRedactor(secrets.toReversed())(text)).toBe(expected);
  });
});

/** Of the processor, which others use too. */
const millisecondsSince = (began: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
};

/** Not one twice, and no two that begin alike. */
const many = (count: number, length: number): readonly string[] =>
  Array.from({ length: count }, (_, at) =>
    `${at.toString(36)}-${'k7Qz'.repeat(length / 4)}`.slice(0, length),
  );

describe('secrets of any size', () => {
  test.each([
    ['one of 60 kB', many(1, 60_000)],
    ['a thousand of 26 B', many(1_000, 26)],
    ['a hundred of 60 kB', many(100, 60_000)],
    ['thirty thousand of 100 B', many(30_000, 100)],
  ])('%s are hidden in a text of 1 MB, in time that grows with the text alone', (_, secrets) => {
    const redact = createRedactor(secrets);
    const filler = 'Importing object 4711: it works. '.repeat(30_000);
    const began = process.cpuUsage();
    const shown = redact(`${filler}${secrets.at(-1)}${filler.slice(0, 1000)}${secrets[0]}`);
    expect(millisecondsSince(began)).toBeLessThan(2_000);
    for (const secret of secrets.slice(0, 100)) expect(shown).not.toContain(secret.slice(0, 1000));
    expect(shown.startsWith(filler)).toBe(true);
    expect(shown.endsWith(MASK)).toBe(true);
  });

  test.each([
    ['of one letter', 'a'.repeat(60_000), `${'a'.repeat(400)}b`.repeat(1_250)],
    ['of backslashes', '\\'.repeat(60_000), '\\\\'.repeat(250_000)],
    ['of percent signs', '%'.repeat(60_000), '%25'.repeat(150_000)],
    ['of all that is escaped', 'a-token', '%41+\\u0041&#65;/'.repeat(30_000)],
  ])('a secret or a text %s costs no more time than any other', (_, secret, text) => {
    const redact = createRedactor([secret]);
    const began = process.cpuUsage();
    redact(text);
    expect(millisecondsSince(began)).toBeLessThan(4_000);
  });

  test('a secret is hidden wherever in a large text it stands', () => {
    const secret = 'tok/"12ä45';
    const redact = createRedactor([secret]);
    for (const form of Object.values(forms)) {
      for (const inside of [3, 7]) {
        const text = `${' '.repeat(65_536 - inside)}${form(secret)}${' '.repeat(9_000)}`;
        expect(redact(text).trim()).toBe(MASK);
      }
    }
  });
});

test('a secret that becomes known while a text arrives is hidden in what follows', () => {
  const redact = createRedactor(['a-good-token']);
  const text = redact.stream();
  const before = text.push(`a-late-token ${'.'.repeat(100_000)}`);
  redact.hideCredential('a-late-token');
  expect(before).toMatch(/^a-late-token /);
  expect((text.push('a-late-token') + text.end()).slice(-4)).toBe('.***');
});

test('a text that cannot be searched is not shown at all', () => {
  const redact = createRedactor(['a-good-token']);
  const text = 'a-good-token';
  const broken = Object.assign(Object.create(String.prototype) as string, {
    toString(): string {
      throw new Error(text);
    },
  });
  expect(redact(broken)).toBe(NOT_SHOWN);
});
