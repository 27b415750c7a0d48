export class ProxyAgent {
  constructor() {
    throw new Error('This bundle has no undici: use the agents of @actions/http-client.');
  }
}
