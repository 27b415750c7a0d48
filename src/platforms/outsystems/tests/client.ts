import type { ApiClient, RequestOptions } from '../../../http/client.ts';
import { isStatus } from '../../../http/failure.ts';
import type { Suite } from './suites.ts';
import { readModulesV1, readModulesV2, readSuiteResult, type SuiteResult, type TestModule } from './wire.ts';

/** How long a request may be repeated after its first failure, in milliseconds. */
const PATIENCE_MS = 60_000;

/** The Forge components for tests in an environment. All methods throw HttpFailure or the signal's reason. */
export interface TestComponents {
  readonly base: URL;
  /** Finds the test screens of an application with version 2 of the CI/CD Probe, or version 1 if there is no other. */
  find(application: string, signal: AbortSignal): Promise<readonly TestModule[]>;
  /** Runs the tests of a screen. It runs them again if it is called again. */
  run(suite: Suite & { readonly side: keyof typeof RUNNER }, signal: AbortSignal): Promise<SuiteResult>;
}

/** The path of the framework that runs the tests of each side. */
export const RUNNER = { server: 'BDDFramework/rest/v1', client: 'TestRunner_API/rest/v1' } as const;

/** The settings of `createTestComponents`. */
interface TestComponentOptions {
  /** For the probe, which may require a key. */
  readonly probe: ApiClient;
  /** For the test frameworks, which take no credential. */
  readonly runner: ApiClient;
  /** How long a suite may stay silent, in milliseconds. */
  readonly silenceMs: number;
}

/** Creates the client for the test components of one environment. */
export function createTestComponents({ probe, runner, silenceMs }: TestComponentOptions): TestComponents {
  return {
    base: probe.base,
    async find(application, signal) {
      try {
        return await probe.json(scan('v2', application, signal), readModulesV2);
      } catch (error) {
        if (!isStatus(error, 404)) throw error;
        return probe.json(scan('v1', application, signal), readModulesV1);
      }
    },
    run: ({ module, screen, side }, signal) =>
      runner.json(
        {
          method: 'GET',
          path: `${RUNNER[side]}/BDDTestRunner/${encodeURIComponent(module)}/${encodeURIComponent(screen)}`,
          retry: 'effect',
          patienceMs: PATIENCE_MS,
          signal,
          silenceMs,
        },
        readSuiteResult,
      ),
  };
}

/** The request that asks the probe for the test screens of an application. */
function scan(version: 'v1' | 'v2', application: string, signal: AbortSignal): RequestOptions {
  const query = new URLSearchParams({ ApplicationName: application });
  return {
    method: 'GET',
    path: `CI_CDProbe/rest/${version}/ScanBDDTestEndpoints?${query.toString()}`,
    retry: 'read',
    patienceMs: PATIENCE_MS,
    signal,
    thinks: true,
  };
}
