import type { getOctokit } from '@actions/github';
import type { ApiClient, RequestOptions } from '../../http/client.ts';
import { jsonText } from '../../http/multipart.ts';

/** GitHub's client, which knows the method, the path and the body of each endpoint. */
export type Octokit = ReturnType<typeof getOctokit>;

/** The request that Octokit hands to its `fetch`. */
interface OctokitRequest {
  readonly method: string;
  readonly body?: string;
}

/** The parameter of an endpoint that makes Octokit send this call through our client. */
export interface Through {
  readonly request: { readonly fetch: (url: string, request: OctokitRequest) => Promise<object> };
}

/** Calls an endpoint of GitHub. */
export interface GitHubCaller {
  /**
   * @param options retries, budget and cancellation, as for any request
   * @param decode reads the answer; what it throws is handled as for any request
   * @param call calls the endpoint with the parameter that it is given
   * @throws HttpFailure, or the signal's reason
   */
  <T>(
    options: Pick<RequestOptions, 'retry' | 'patienceMs' | 'signal' | 'alsoPassing'>,
    decode: (value: unknown) => T,
    call: (octokit: Octokit, through: Through) => Promise<unknown>,
  ): Promise<T>;
}

/**
 * Creates the caller. Octokit builds each request, and the client sends it: the client adds the token, and decides on
 * proxies, authorities, redaction, retries, budgets and cancellation.
 * @param server the client for GitHub's API
 */
export function createCaller(server: ApiClient): GitHubCaller {
  let loaded: Promise<Octokit> | undefined;
  return async (options, decode, call) => {
    let answer: { readonly value: Awaited<ReturnType<typeof decode>> } | undefined;
    const fetch = async (url: string, { method, body }: OctokitRequest): Promise<object> => {
      const value = await server.json(
        { ...options, method: methodOf(method), path: pathBelow(server.base, url), ...bodyOf(body) },
        decode,
      );
      answer = { value };
      // The answer is decoded, so Octokit does not need it.
      return { status: 204, url, headers: [] };
    };
    try {
      loaded ??= loadOctokit(server.base);
      await call(await loaded, { request: { fetch } });
    } catch (error) {
      throw causeOf(error);
    }
    if (answer === undefined) throw new Error('Octokit has sent no request.');
    return answer.value;
  };
}

async function loadOctokit(base: URL): Promise<Octokit> {
  const { GITHUB_EVENT_PATH: event } = process.env;
  // While it is loaded, the package reads the file of the event, which nothing here uses. It prints a line if the
  // file is missing, and fails if the file is no JSON.
  delete process.env['GITHUB_EVENT_PATH'];
  try {
    const { getOctokit } = await import('@actions/github');
    return getOctokit('added by the client', { baseUrl: base.href.replace(/\/$/, '') });
  } finally {
    if (event !== undefined) process.env['GITHUB_EVENT_PATH'] = event;
  }
}

function bodyOf(body: string | undefined): Pick<RequestOptions, 'body'> {
  return body === undefined ? {} : { body: jsonText(body) };
}

/** @throws Error for a method that no endpoint here has */
function methodOf(method: string): 'GET' | 'POST' {
  if (method === 'GET' || method === 'POST') return method;
  throw new Error(`Octokit sends a ${method} request, which is not expected.`);
}

/** @throws Error for an address that is not below the base */
function pathBelow({ href }: URL, url: string): string {
  if (url.startsWith(href)) return url.slice(href.length);
  throw new Error(`Octokit sends a request to ${url}, which is not below ${href}.`);
}

/** Octokit wraps what its `fetch` throws. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.name === 'HttpError' && error.cause !== undefined
    ? error.cause
    : error;
}
