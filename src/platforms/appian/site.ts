import { withoutTrailing } from '../../http/scan.ts';

/**
 * Derives the base URL of the Web APIs from the address of the site, or of `…/suite`.
 * @returns the base with a trailing slash, or a problem that completes the sentence `input "tests-url" …`
 */
export function webApiBase(url: URL): { readonly base: URL } | { readonly problem: string } {
  return /^(?:\/suite(?:\/webapi)?)?$/.test(withoutTrailing(url.pathname, '/'))
    ? { base: new URL('/suite/webapi/', url) }
    : otherPath(url);
}

const otherPath = ({ origin, pathname }: URL): { readonly problem: string } => ({
  problem: `must be the Appian site itself, such as ${origin} (got the path "${pathname}")`,
});

/**
 * Derives the base URL of the deployment API from the address of the site, of `…/suite`, or of the API itself.
 * @returns the base with a trailing slash, or a problem that completes the sentence `input "url" …`
 */
export function apiBase(url: URL, version: string): { readonly base: URL } | { readonly problem: string } {
  const match = /^(?:\/suite(?:\/deployment-management(?:\/(v\d+))?)?)?\/*$/.exec(
    withoutTrailing(url.pathname, '/'),
  );
  if (match === null) return otherPath(url);
  const named = match[1];
  if (named !== undefined && named !== version) {
    return {
      problem: `names version ${named} of the API and \`api-version\` is ${version}: leave it out of \`url\``,
    };
  }
  return { base: new URL(`/suite/deployment-management/${version}/`, url) };
}
