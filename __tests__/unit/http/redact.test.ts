import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createRedactor } from '../../../src/http/redact.ts';

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
              const shown = redact(`${before}${form}${after}${form}`);
              expect(shown).toBe(`${before}***${after}***`);
            }
          }
        },
      ),
    );
  });

  test('a text without secrets stays as it is', () => {
    fc.assert(
      fc.property(token, fc.string({ unit: 'binary' }), (secret, text) => {
        const redact = createRedactor([secret]);
        fc.pre(!redact.words.some((word) => text.includes(word)));
        expect(redact(text)).toBe(text);
      }),
    );
  });

  test.each([[[]], [['']], [['abc']]])('with %j there is nothing to hide', (secrets) => {
    expect(createRedactor(secrets)('abc, anything')).toBe('abc, anything');
  });

  test('every word that is hidden is known, longest first', () => {
    const { words } = createRedactor(['tok/12345', 'other-secret']);
    expect(words).toEqual(words.toSorted((a, b) => b.length - a.length));
    expect(words).toEqual(expect.arrayContaining(['tok/12345', 'tok%2F12345', 'other-secret']));
    expect(new Set(words).size).toBe(words.length);
  });

  test('short lines of a secret are hidden in no form', () => {
    const redact = createRedactor(['{\n\n"password":"hidden-1"\n}']);
    expect(redact('ew== Og==')).toBe('ew== Og==');
  });
});

describe('values of a configuration', () => {
  test('are hidden from then on, and told', () => {
    const told: string[] = [];
    const redact = createRedactor(['a-good-token'], { tell: (word) => told.push(word) });
    expect(redact('p4ssword-of-db')).toBe('p4ssword-of-db');
    redact.hide(['p4ssword-of-db', 'S3cr3t']);
    expect(redact('a-good-token p4ssword-of-db S3cr3t')).toBe('*** *** ***');
    expect(told).toEqual(expect.arrayContaining(['a-good-token', 'p4ssword-of-db', 'S3cr3t']));
    expect(new Set(told).size).toBe(told.length);
    expect(redact.words).toEqual(expect.arrayContaining(told));
  });

  test.each(['true', '8080', '20260101', '2026-01-01', 'warnings', 'deploy', 'v1.2', ''])(
    'are not hidden where they are no secret, as %j is none',
    (value) => {
      const redact = createRedactor([]);
      redact.hide([value]);
      const text = 'true 8080 20260101 2026-01-01 warnings deploy v1.2';
      expect(redact(text)).toBe(text);
    },
  );

  test('are not hidden where they are given openly too', () => {
    const redact = createRedactor([], { open: 'production\nhttps://portal.example.com/suite' });
    redact.hide(['production', 'portal.example.com', 'jdbc/Production']);
    expect(redact('production portal.example.com jdbc/Production')).toBe('production portal.example.com ***');
  });
});
