import { withoutTrailing } from '../../http/scan.ts';

/**
 * Derives the base URL of the LifeTime API v2 from the address of the host, of its `/lifetime` page, or of the API
 * itself.
 * @returns the base with a trailing slash, or a problem that completes the sentence `input "url" …`
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

/** Returns the address of a plan in the API, because the page that LifeTime names may be on another host. */
export function planUrl(base: URL, key: string): string {
  return new URL(`deployments/${encodeURIComponent(key)}/`, base).href;
}

/**
 * Returns the address of the page of a plan for people, in the form of `DetailsURL` in LifeTime's answers:
 * https://success.outsystems.com/documentation/11/reference/outsystems_apis/lifetime_api_v2/
 * @param url any address of this LifeTime
 */
export function planPage(url: string, key: string): string {
  return new URL(`/lifetime/Stagings_List.aspx?StagingKey=${encodeURIComponent(key)}`, url).href;
}
