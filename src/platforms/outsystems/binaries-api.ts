import type { Readable } from 'node:stream';
import type { ApiClient } from '../../http/client.ts';
import { isStatus } from '../../http/failure.ts';
import { json } from '../../http/multipart.ts';
import { act, applicationPath, environmentPath, get, PATIENCE_MS, segment } from './requests.ts';
import * as wire from './wire.ts';

/** The binaries of versions and the solutions that LifeTime builds. Parameters such as `application` are keys. */
export interface BinariesApi {
  /** Returns the key to download the binary of a version; undefined if there is no file. */
  versionBinary(application: string, version: string, signal: AbortSignal): Promise<string | undefined>;
  /** Returns the key to download the current binary in an environment; undefined if there is no file. */
  environmentBinary(
    environment: string,
    application: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Starts to build a solution from applications of an environment, and returns its key. */
  createSolution(
    environment: string,
    name: string,
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<string>;
  solutionStatus(environment: string, solution: string, signal: AbortSignal): Promise<wire.SolutionProgress>;
  /** Returns the key to download a solution; undefined if there is no file. */
  solutionBinary(environment: string, solution: string, signal: AbortSignal): Promise<string | undefined>;
  /** Downloads the file with this key and passes its stream to `take`. */
  download<T>(key: string, signal: AbortSignal, take: (body: Readable) => Promise<T>): Promise<T>;
}

/**
 * Creates the client for binaries.
 * @param bare client for the same server that sends the token without `Bearer`, as the official client does for
 * downloads
 */
export function createBinariesApi(server: ApiClient, bare: ApiClient): BinariesApi {
  return {
    versionBinary: (key, version, signal) =>
      server.json(
        get(`${applicationPath(key)}versions/${segment(version)}/content/`, signal),
        wire.readDownload,
      ),
    environmentBinary: (environment, key, signal) =>
      server.json(
        get(`${environmentPath(environment)}${applicationPath(key)}content/?Type=oap`, signal),
        wire.readDownload,
      ),
    createSolution: (environment, SolutionName, ApplicationKeys, signal) =>
      server.text(
        // Building a solution changes nothing permanent, so the request can be repeated.
        {
          ...act(
            `${environmentPath(environment)}solution`,
            signal,
            json({ SolutionName, ApplicationKeys, IncludeReferences: true }),
          ),
          retry: 'read',
        },
        wire.readKey,
      ),
    solutionStatus: (environment, key, signal) =>
      server.json(
        {
          ...get(`${environmentPath(environment)}solutionstatus/${segment(key)}`, signal),
          patienceMs: PATIENCE_MS.look,
        },
        wire.readSolution,
      ),
    solutionBinary: (environment, key, signal) =>
      server.json(get(`${environmentPath(environment)}solution/${segment(key)}`, signal), wire.readDownload),
    async download(key, signal, take) {
      const query = { ...get(`downloads/${segment(key)}`, signal), headers: { accept: '*/*' } };
      try {
        return await server.stream(query, take);
      } catch (error) {
        if (!isStatus(error, 401, 403)) throw error;
        return bare.stream(query, take);
      }
    },
  };
}
