import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readClientCertificate } from '../../../src/inputs/client-certificate.ts';
import { tlsFile } from '../../support/tls-sites.ts';

const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = Date.parse('2027-01-01T00:00:00Z');
const pem = (name: string): string => readFileSync(tlsFile(name), 'utf8');
const certificate = pem('client-certificate');
const key = pem('client-key');
const encrypted = pem('client-key-encrypted');

const problems = (given: Parameters<typeof readClientCertificate>[0], now = NOW): readonly string[] =>
  readClientCertificate(given, now).problems.map(({ input, message }) => `${input} ${message}`);

describe('a client certificate', () => {
  test('is absent where none is given', () => {
    expect(readClientCertificate({}, NOW)).toEqual({ problems: [] });
  });

  test('is read from texts', () => {
    expect(readClientCertificate({ 'client-certificate': certificate, 'client-key': key }, NOW)).toEqual({
      certificate: { cert: certificate, key },
      problems: [],
    });
  });

  test('is read from files, and an encrypted key with what opens it', () => {
    const given = {
      'client-certificate': tlsFile('client-certificate'),
      'client-key': tlsFile('client-key-encrypted'),
      'client-key-passphrase': 'open-sesame',
    };
    expect(readClientCertificate(given, NOW)).toEqual({
      certificate: { cert: certificate, key: encrypted, passphrase: 'open-sesame' },
      problems: [],
    });
  });

  test.each<[string, Parameters<typeof readClientCertificate>[0], readonly RegExp[]]>([
    ['only a key', { 'client-key': key }, [/^client-certificate is required with `client-key`$/]],
    ['only a passphrase', { 'client-key-passphrase': 'open-sesame' }, [/^client-key-passphrase is for/]],
    ['only a certificate', { 'client-certificate': certificate }, [/^client-key is required with/]],
    [
      'files that are not there',
      { 'client-certificate': 'no/such.pem', 'client-key': 'no/such.key' },
      [
        /^client-certificate is neither PEM text nor a readable file/,
        /^client-key is neither PEM text nor a readable file/,
      ],
    ],
    [
      'the two confused',
      { 'client-certificate': key, 'client-key': certificate },
      [/^client-certificate holds no certificate/, /^client-key holds no private key/],
    ],
    [
      'damaged texts',
      {
        'client-certificate': certificate.replace(/^MII/m, 'XXX'),
        'client-key': key.replace(/^MI/m, 'XX'),
      },
      [/^client-certificate holds no certificate/, /^client-key holds a private key that is damaged$/],
    ],
    [
      'the key of another',
      { 'client-certificate': certificate, 'client-key': pem('key') },
      [/^client-key does not belong to `client-certificate`$/],
    ],
    [
      'an encrypted key alone',
      { 'client-certificate': certificate, 'client-key': encrypted },
      [/^client-key-passphrase is required: `client-key` is encrypted$/],
    ],
    [
      'a wrong passphrase',
      {
        'client-certificate': certificate,
        'client-key': encrypted,
        'client-key-passphrase': 'close-sesame',
      },
      [/^client-key-passphrase does not open `client-key`$/],
    ],
  ])('is refused: %s', (_, given, expected) => {
    const found = problems(given);
    expect(found).toHaveLength(expected.length);
    for (const [at, pattern] of expected.entries()) expect(found[at]).toMatch(pattern);
    expect(found.join('\n')).not.toContain(key.split('\n')[1]);
  });

  test('is refused when it has expired', () => {
    const given = { 'client-certificate': certificate, 'client-key': key };
    expect(problems(given, Date.parse('2200-01-01'))).toEqual([
      expect.stringMatching(/^client-certificate has expired \(.+ 2126 GMT\)$/),
    ]);
  });
});

test.each([
  ['a page', '<html>', /^client-\w+ is an HTML page.*pem\)$/],
  ['UTF-16', Buffer.from(certificate, 'utf16le'), /^client-\w+ is not UTF-8 text.*pem\)$/],
  ['the binary form', new X509Certificate(certificate).raw, /^client-\w+ holds no .* in PEM form/],
])('a file that is not PEM text: %s', (_, content, problem) => {
  const path = join(folder, 'a.pem');
  writeFileSync(path, content);
  expect(problems({ 'client-certificate': path, 'client-key': path })).toEqual([
    expect.stringMatching(problem),
    expect.stringMatching(problem),
  ]);
});
