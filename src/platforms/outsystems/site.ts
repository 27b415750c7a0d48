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
 * Derives the base URL of the test components from the address of the environment, or of one of the components.
 * @returns the base with a trailing slash, or a problem that completes the sentence `input "tests-url" …`
 */
export function environmentBase(url: URL): { readonly base: URL } | { readonly problem: string } {
  const path = withoutTrailing(url.pathname, '/');
  if (!/^(\/(ci_cdprobe|bddframework|testrunner_api)(\/rest(\/v[12])?)?)?$/i.test(path)) {
    return {
      problem: `must be the host of the environment itself, such as ${url.origin} (got the path "${url.pathname}")`,
    };
  }
  return { base: new URL('/', url) };
}

/** Returns the address of an environment by the host name that LifeTime has for it; undefined if that is none. */
export function environmentUrl(hostName: string): URL | undefined {
  return /^[a-z\d][\w.-]{0,252}(?::\d{1,5})?$/i.test(hostName) && URL.canParse(`https://${hostName}/`)
    ? new URL(`https://${hostName}/`)
    : undefined;
}

/**
 * Returns the address of the page of a plan for people, in the form of `DetailsURL` in LifeTime's answers:
 * https://success.outsystems.com/documentation/11/reference/outsystems_apis/lifetime_api_v2/
 * @param url any address of this LifeTime
 */
export function planPage(url: string, key: string): string {
  return new URL(`/lifetime/Stagings_List.aspx?StagingKey=${encodeURIComponent(key)}`, url).href;
}
