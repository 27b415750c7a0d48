import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ClientCertificate } from '../http/request.ts';
import { messageOf } from '../shared/format.ts';
import type { CommonInputs } from './common.ts';
import type { InputProblem } from './problems.ts';
import { textProblem } from './text.ts';
import { isPem } from './types.ts';

/** The result of reading the client certificate. */
interface Identification {
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
  const problems: InputProblem[] = [];
  const complain = (input: string, message: string): undefined => {
    problems.push({ input, message });
  };
  const open = (input: 'client-certificate' | 'client-key', text: string): string | undefined => {
    if (isPem(text)) return text;
    try {
      const content = readFileSync(text);
      const problem = content[0] === DER_BEGINS ? undefined : textProblem(content);
      return problem ? complain(input, `${problem} (${text})`) : content.toString('utf8');
    } catch (error) {
      return complain(input, `is neither PEM text nor a readable file: ${messageOf(error)}`);
    }
  };

  if (certificate === undefined) {
    if (key !== undefined) complain('client-certificate', 'is required with `client-key`');
    else if (passphrase !== undefined) complain('client-key-passphrase', 'is for `client-key` only');
    return { problems };
  }
  if (key === undefined) {
    complain('client-key', 'is required with `client-certificate`, and empty');
    return { problems };
  }

  const cert = open('client-certificate', certificate);
  const keyText = open('client-key', key);
  const parsed = cert === undefined ? undefined : parseCertificate(cert, now, complain);
  const opened = keyText === undefined ? undefined : openKey(keyText, passphrase, complain);
  if (parsed && opened && !parsed.checkPrivateKey(opened))
    complain('client-key', 'does not belong to `client-certificate`');
  if (problems.length > 0 || cert === undefined || keyText === undefined) return { problems };
  return { certificate: { cert, key: keyText, ...(passphrase && { passphrase }) }, problems };
}

type Complain = (input: string, message: string) => undefined;

function parseCertificate(pem: string, now: number, complain: Complain): X509Certificate | undefined {
  try {
    const certificate = new X509Certificate(pem);
    if (Date.parse(certificate.validTo) < now)
      complain('client-certificate', `has expired (${certificate.validTo})`);
    return certificate;
  } catch {
    return complain('client-certificate', 'holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)');
  }
}

function openKey(pem: string, passphrase: string | undefined, complain: Complain): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, ...(passphrase && { passphrase }) });
  } catch {
    if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem))
      return complain('client-key', 'holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)');
    if (!pem.includes('ENCRYPTED')) return complain('client-key', 'holds a private key that is damaged');
    return passphrase === undefined
      ? complain('client-key-passphrase', 'is required: `client-key` is encrypted')
      : complain('client-key-passphrase', 'does not open `client-key`');
  }
}
