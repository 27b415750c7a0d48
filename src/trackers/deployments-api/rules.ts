import { EMPTY_SECRET, type InputProblem, needed } from '../../inputs/problems.ts';
import type { TrackerInputs, TrackerRuleContext } from '../adapter.ts';
import type { deploymentsApiInputs } from './inputs.ts';

/** The values that the Deployments API works with. */
export type DeploymentsApiInputs = TrackerInputs<typeof deploymentsApiInputs>;

/** Of no use without the address that they belong to. */
const belongings = [
  'deployments-api-token',
  'deployments-api-username',
  'deployments-api-component',
  'deployments-api-environment',
  'deployments-api-organization',
  'promote-from',
] as const satisfies readonly (keyof DeploymentsApiInputs)[];

/** What one input demands of another. */
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
    // A gate must never be left out without a word, wherever it was asked for.
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
    return [needed('deployments-api-username', 'is required: whom `deployments-api-password` belongs to')];
  if (password === undefined) {
    const why = `is required for \`deployments-api-username\` and empty: ${EMPTY_SECRET}`;
    return [needed('deployments-api-password', why)];
  }
  return [];
}
