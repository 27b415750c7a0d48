import { withoutTrailing } from '../../http/scan.ts';

/**
 * Derives the base URL of the public APIs from the address of the ODC Portal or of its `/api`.
 * @returns the base with a trailing slash, or a problem that completes the sentence `input "url" …`
 */
export function odcBase(url: URL): { readonly base: URL } | { readonly problem: string } {
  const path = withoutTrailing(url.pathname, '/');
  if (!/^(\/api)?$/i.test(path)) {
    return {
      problem: `must be the ODC Portal itself, such as ${url.origin} (got the path "${url.pathname}")`,
    };
  }
  return { base: new URL('/api/', url) };
}

/** Returns the address of an operation in the API. */
export function operationUrl(base: URL, key: string): string {
  return new URL(`deployments/v1/deployment-operations/${encodeURIComponent(key)}`, base).href;
}
