import type { ApiClient } from '../../../http/client.ts';
import { HttpFailure } from '../../../http/failure.ts';
import { Halt } from '../../../release/outcome.ts';
import type { FollowUp, FollowUpRun, PlatformRun } from '../../../release/platform.ts';
import { unjudged } from '../../../release/tests/judge-tests.ts';
import { testsStep } from '../../../release/tests/tests-step.ts';
import type { OutSystemsInputs } from '../rules.ts';
import { environmentBase, environmentUrl } from '../site.ts';
import type { LifeTimeEnvironment } from '../wire.ts';

/** Creates a client that sends `headers` to a base URL. */
type Server = (name: string, headers: Readonly<Record<string, string>>, at: URL) => ApiClient;

type TestInputs = Pick<
  OutSystemsInputs,
  'tests-url' | 'tests-token' | 'tests-timeout' | 'on-no-tests' | 'environment'
>;

/** A suite may be silent until the time limit, which then ends it; the connection lasts a little longer. */
const SILENCE_MARGIN_MS = 60_000;

/** The BDD tests to run after the deployment. */
export interface BddTests {
  /** Names of applications. */
  readonly applications: readonly string[];
  readonly inputs: TestInputs;
  readonly server: Server;
}

/**
 * Creates the step that runs the BDD tests. The code that speaks to the test components is loaded when the step is
 * taken.
 * @param environment returns the target of the release
 */
export function bddStep({ applications, inputs, server }: BddTests, environment: FindTarget): FollowUp {
  const { 'tests-url': given, 'tests-token': key, 'tests-timeout': timeoutMs } = inputs;
  return testsStep({
    timeoutMs,
    onNoTests: inputs['on-no-tests'],
    place: given?.host ?? inputs.environment ?? 'the target',
    async run(run) {
      const [{ createTestComponents }, { runBddTests }] = await Promise.all([
        import('./client.ts'),
        import('./run-bdd-tests.ts'),
      ]);
      const site = environmentBase(given ?? (await addressOf(environment, run)));
      if ('problem' in site) throw new Error(site.problem);
      const name = 'The environment';
      const components = createTestComponents({
        probe: server(name, key === undefined ? {} : { 'x-cicdprobe-key': key }, site.base),
        runner: server(name, {}, site.base),
        silenceMs: timeoutMs + SILENCE_MARGIN_MS,
      });
      return runBddTests(components, applications, run);
    },
  });
}

/** Returns the target of the release; undefined if LifeTime does not show it. */
export type FindTarget = (run: PlatformRun) => Promise<LifeTimeEnvironment | undefined>;

async function addressOf(environment: FindTarget, run: FollowUpRun): Promise<URL> {
  const target = await environment(run).catch((error: unknown) => {
    if (!(error instanceof HttpFailure)) throw error;
    throw new Halt(unjudged(`The host of the target is not known. ${error.message}`, NAME_IT), error);
  });
  const url = environmentUrl(target?.HostName ?? '');
  if (url === undefined)
    throw new Halt(unjudged('LifeTime has no host name for the target that can be used.', NAME_IT));
  return url;
}

const NAME_IT = 'Set `tests-url` to the host of the target, then run this again.';
