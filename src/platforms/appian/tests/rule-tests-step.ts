import type { ApiClient } from '../../../http/client.ts';
import type { FollowUp } from '../../../release/platform.ts';
import type { OnNoTests } from '../../../release/tests/judge-tests.ts';
import { testsStep } from '../../../release/tests/tests-step.ts';
import type { RuleTestScope } from './judge-run.ts';

/** The rule tests to run after the deployment. */
export interface RuleTests {
  /** Below `/suite/webapi/` of the site. */
  readonly server: ApiClient;
  readonly scope: RuleTestScope;
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly onNoTests: OnNoTests;
}

/** Creates the step that runs the rule tests. The code that speaks to the Web APIs is loaded when the step is taken. */
export function ruleTestsStep({ server, scope, ...limits }: RuleTests): FollowUp {
  return testsStep({
    ...limits,
    place: server.base.host,
    async run(run) {
      const { runRuleTests } = await import('./run-rule-tests.ts');
      return runRuleTests(server, scope, run);
    },
  });
}
