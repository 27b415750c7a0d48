import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** The content of an access token. */
interface Claims {
  /** The client secret: a token that selects a scenario. */
  readonly credential: string;
  readonly clientId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** All sandboxes of this process accept each other's tokens, so that one of them can be the identity server of another. */
const key = randomBytes(32);

const head = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', typ: 'at+jwt' })).toString('base64url');

/** Creates an access token: a JWE, so that nobody reads the client secret in it. */
export function sealToken(claims: Claims): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(head));
  const text = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final()]);
  return [head, '', ...[iv, text, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** Returns the content of an access token of this process; undefined for any other text. */
export function openToken(token: string): Claims | undefined {
  const [first, second, ...parts] = token.split('.');
  const [iv, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (first !== head || second !== '' || parts.length !== 3 || !iv || !text || tag?.length !== 16) {
    return undefined;
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(head)).setAuthTag(tag);
    return JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString()) as Claims;
  } catch {
    return undefined;
  }
}
