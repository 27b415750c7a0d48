import { randomBytes, webcrypto } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

/** A key with its certificate, and the authority that signed it. All values are PEM. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
  /** For `NODE_EXTRA_CA_CERTS`, `curl --cacert`, `REQUESTS_CA_BUNDLE`. Its key is discarded after signing. */
  readonly authority: string;
}

/** The subject or issuer of a certificate: a name and its keys. */
interface Party {
  readonly name: Name;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly info: SubjectPublicKeyInfo;
  /** SHA-1 of the public key, the key identifier in the extensions. */
  readonly id: ArrayBuffer;
}

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ecdsaWithSha256 = new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' });
const commonName = '2.5.4.3';
const day = 24 * 3600 * 1000;

/**
 * Creates an authority and a certificate for localhost, 127.0.0.1, ::1 and the given names below localhost.
 * A wildcard does not work: OpenSSL rejects wildcards directly below a top-level name.
 *
 * @param labels - `sandbox-happy` stands for `sandbox-happy.localhost`
 * @param now - milliseconds since the epoch; both are valid from one day before to 30 days after
 */
export async function makeCertificate(labels: readonly string[], now: number): Promise<ServerCertificate> {
  const authority = await makeParty('lowcode-deploy sandbox authority');
  const server = await makeParty('localhost');
  const root = await sign(authority, authority, now, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), 'critical'),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), 'critical'),
  ]);
  const leaf = await sign(server, authority, now, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: false }), 'critical'),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), 'critical'),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(authority.id) }),
    ),
    extension(
      id_ce_subjectAltName,
      new SubjectAlternativeName([
        new GeneralName({ dNSName: 'localhost' }),
        ...labels.map((label) => new GeneralName({ dNSName: `${label}.localhost` })),
        new GeneralName({ iPAddress: '127.0.0.1' }),
        new GeneralName({ iPAddress: '::1' }),
      ]),
    ),
  ]);
  const privateKey = await webcrypto.subtle.exportKey('pkcs8', server.keys.privateKey);
  return {
    key: pem('PRIVATE KEY', privateKey),
    cert: pem('CERTIFICATE', leaf),
    authority: pem('CERTIFICATE', root),
  };
}

async function makeParty(name: string): Promise<Party> {
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const spki = await webcrypto.subtle.exportKey('spki', keys.publicKey);
  const info = AsnConvert.parse(spki, SubjectPublicKeyInfo);
  const value = new AttributeValue({ utf8String: name });
  return {
    name: new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: commonName, value })])]),
    keys,
    info,
    id: await webcrypto.subtle.digest('SHA-1', info.subjectPublicKey),
  };
}

async function sign(
  subject: Party,
  issuer: Party,
  now: number,
  extensions: readonly Extension[],
): Promise<ArrayBuffer> {
  const keyId = extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(subject.id));
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serial(),
    signature: ecdsaWithSha256,
    issuer: issuer.name,
    validity: new Validity({ notBefore: new Date(now - day), notAfter: new Date(now + 30 * day) }),
    subject: subject.name,
    subjectPublicKeyInfo: subject.info,
    extensions: new Extensions([...extensions, keyId]),
  });
  const text = AsnConvert.serialize(tbsCertificate);
  const pair = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, issuer.keys.privateKey, text);
  const signatureValue = derSignature(Buffer.from(pair));
  return AsnConvert.serialize(
    new Certificate({ tbsCertificate, signatureAlgorithm: ecdsaWithSha256, signatureValue }),
  );
}

function extension(extnID: string, value: object, critical?: 'critical'): Extension {
  const extnValue = new OctetString(AsnConvert.serialize(value));
  return new Extension({ extnID, critical: critical !== undefined, extnValue });
}

/** Returns 16 random bytes that encode a positive number. */
function serial(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return new Uint8Array(bytes).buffer;
}

/** Encodes two 32-byte numbers as certificates require: a DER SEQUENCE of two INTEGERs. */
function derSignature(pair: Buffer): ArrayBuffer {
  const numbers = [pair.subarray(0, 32), pair.subarray(32)].map((half) => {
    const start = half.findIndex((byte) => byte !== 0);
    const digits = half.subarray(start);
    const positive = (digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
    return Buffer.concat([Buffer.from([0x02, positive.length]), positive]);
  });
  const content = Buffer.concat(numbers);
  return new Uint8Array([0x30, content.length, ...content]).buffer;
}

function pem(label: string, bytes: ArrayBuffer): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
