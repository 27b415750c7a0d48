function leftOut() {
  throw new Error('This part of a package is not in this bundle: see scripts/build.js.');
}
export { leftOut as ProxyAgent, leftOut as OidcClient, leftOut as getExecOutput };
