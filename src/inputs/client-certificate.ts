import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ClientCertificate } from '../http/request.ts';
import { messageOf } from '../shared/format.ts';
import type { CommonInputs } from './common.ts';
import { type Found, problemsOf, valueOf } from './found.ts';
import { type InputProblem, needed } from './problems.ts';
import { textProblem } from './text.ts';
import { isPem } from './types.ts';

/** The result of reading the client certificate. */
export interface Identification {
  /** Undefined if none is given, or if there are problems. */
  readonly certificate?: ClientCertificate;
  readonly problems: readonly InputProblem[];
}

/**
 * The first byte of the binary form (DER). For such a file the problem is that it is not PEM, not that it is not
 * text.
 */
const DER_BEGINS = 0x30;

type Given = Pick<Partial<CommonInputs>, 'client-certificate' | 'client-key' | 'client-key-passphrase'>;

/**
 * Reads the client certificate and its key, and checks them: the certificate is readable and has not expired, and the
 * key opens and belongs to the certificate.
 * @param now milliseconds since the epoch
 */
export function readClientCertificate(given: Given, now: number): Identification {
  const { 'client-certificate': certificate, 'client-key': key, 'client-key-passphrase': passphrase } = given;
  if (certificate === undefined) return { problems: strayInputs(given) };
  if (key === undefined)
    return { problems: [needed('client-key', 'is required with `client-certificate`, and empty')] };

  const cert = readPem(certificate);
  const keyText = readPem(key);
  const parsed = 'value' in cert ? parseCertificate(cert.value) : undefined;
  const opened = 'value' in keyText ? openKey(keyText.value, passphrase) : undefined;
  const problems = [
    ...problemsOf('client-certificate', cert),
    ...problemsOf('client-key', keyText),
    ...problemsOf('client-certificate', parsed),
    ...(parsed && 'value' in parsed ? problemsOfValidity(parsed.value, now) : []),
    ...(opened && 'input' in opened ? [opened] : []),
    ...problemsOfPair(valueOf(parsed), opened && 'value' in opened ? opened.value : undefined),
  ];
  if (problems.length > 0 || 'problem' in cert || 'problem' in keyText) return { problems };
  return {
    certificate: { cert: cert.value, key: keyText.value, ...(passphrase && { passphrase }) },
    problems,
  };
}

/** The problems of a key or passphrase without a certificate. */
function strayInputs({
  'client-key': key,
  'client-key-passphrase': passphrase,
}: Given): readonly InputProblem[] {
  if (key !== undefined) return [needed('client-certificate', 'is required with `client-key`')];
  return passphrase === undefined ? [] : [needed('client-key-passphrase', 'is for `client-key` only')];
}

/** Returns the text of an input that is PEM text or the path of a file. */
function readPem(text: string): Found<string> {
  if (isPem(text)) return { value: text };
  try {
    const content = readFileSync(text);
    const problem = content[0] === DER_BEGINS ? undefined : textProblem(content);
    return problem ? { problem: `${problem} (${text})` } : { value: content.toString('utf8') };
  } catch (error) {
    return { problem: `is neither PEM text nor a readable file: ${messageOf(error)}` };
  }
}

function parseCertificate(pem: string): Found<X509Certificate> {
  try {
    return { value: new X509Certificate(pem) };
  } catch {
    return { problem: 'holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)' };
  }
}

function problemsOfValidity({ validTo }: X509Certificate, now: number): readonly InputProblem[] {
  return Date.parse(validTo) < now ? [needed('client-certificate', `has expired (${validTo})`)] : [];
}

function problemsOfPair(
  certificate: X509Certificate | undefined,
  key: KeyObject | undefined,
): readonly InputProblem[] {
  if (certificate === undefined || key === undefined || certificate.checkPrivateKey(key)) return [];
  return [needed('client-key', 'does not belong to `client-certificate`')];
}

/** Opens the key, or returns the problem with it or its passphrase. */
function openKey(pem: string, passphrase: string | undefined): { readonly value: KeyObject } | InputProblem {
  try {
    return { value: createPrivateKey({ key: pem, ...(passphrase && { passphrase }) }) };
  } catch {
    if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
      return needed('client-key', 'holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)');
    if (!pem.includes('ENCRYPTED')) return needed('client-key', 'holds a private key that is damaged');
    return passphrase === undefined
      ? needed('client-key-passphrase', 'is required: `client-key` is encrypted')
      : needed('client-key-passphrase', 'does not open `client-key`');
  }
}
