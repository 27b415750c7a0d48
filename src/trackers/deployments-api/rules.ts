import { EMPTY_SECRET, type InputProblem, needed } from '../../inputs/problems.ts';
import type { TrackerInputs, TrackerRuleContext } from '../adapter.ts';
import type { deploymentsApiInputs } from './inputs.ts';

/** The values of all inputs that the Deployments API uses. */
type DeploymentsApiInputs = TrackerInputs<typeof deploymentsApiInputs>;

/** Inputs that have no effect without `deployments-api-url`. */
const belongings = [
  'deployments-api-token',
  'deployments-api-username',
  'deployments-api-component',
  'deployments-api-environment',
  'deployments-api-organization',
  'promote-from',
] as const satisfies readonly (keyof DeploymentsApiInputs)[];

/** Checks how the inputs of the Deployments API depend on each other. */
export function deploymentsApiRules(
  values: Partial<DeploymentsApiInputs>,
  { given }: TrackerRuleContext,
): readonly InputProblem[] {
  const {
    'deployments-api-url': url,
    'deployments-api-token': token,
    'deployments-api-username': username,
    'deployments-api-password': password,
  } = values;
  if (given('deployments-api-url').trim() === '' && url === undefined) {
    // The gate `promote-from` must never be ignored silently, even if it is set for all jobs of a runner.
    const left = belongings.filter((name) => given(name).trim() !== '' || name === 'promote-from');
    const used = left.filter((name) => values[name] !== undefined);
    if (used.length === 0) return [];
    return [needed('deployments-api-url', `is required for ${used.map((name) => `\`${name}\``).join(', ')}`)];
  }
  if (token !== undefined) {
    return username === undefined
      ? []
      : [needed('deployments-api-username', 'must be absent where `deployments-api-token` is given')];
  }
  if (username === undefined && password === undefined) {
    const instead = 'or `deployments-api-username` and `deployments-api-password`';
    return [
      needed('deployments-api-token', `is required for \`deployments-api-url\`, ${instead}: ${EMPTY_SECRET}`),
    ];
  }
  if (username === undefined)
    return [needed('deployments-api-username', 'is required: the user of `deployments-api-password`')];
  if (password === undefined) {
    const why = `is required for \`deployments-api-username\` and empty: ${EMPTY_SECRET}`;
    return [needed('deployments-api-password', why)];
  }
  return [];
}
