function leftOut() {
  throw new Error('This part of a package is not in this bundle: see scripts/build.js.');
}
// Behind a proxy, @actions/github creates one when it is loaded, and does not use it.
export class ProxyAgent {}
export { leftOut as fetch, leftOut as OidcClient, leftOut as getExecOutput };
