import { withoutTrailing } from '../../http/scan.ts';

/**
 * The base of LifeTime API v2 from what people paste: the host, its `/lifetime` page, or the whole API base.
 * @returns the base with a slash at its end, or a complaint that completes the sentence `input "url" …`
 */
export function lifetimeBase(url: URL): { readonly base: URL } | { readonly problem: string } {
  const path = withoutTrailing(url.pathname, '/');
  if (!/^(\/lifetime|\/lifetimeapi(\/rest(\/v2)?)?)?$/i.test(path)) {
    return {
      problem: `must be the LifeTime host itself, such as ${url.origin} (got the path "${url.pathname}")`,
    };
  }
  return { base: new URL('/lifetimeapi/rest/v2/', url) };
}

/** A plan's address in the API: the page that LifeTime names may be on another host. */
export function planUrl(base: URL, key: string): string {
  return new URL(`deployments/${encodeURIComponent(key)}/`, base).href;
}
