import type { InputName, Inputs } from './definition.ts';
import { EMPTY_SECRET, type InputProblem, needed } from './problems.ts';

/**
 * What the inputs of the trackers demand of each other.
 * @param given what was given for just this job
 */
export function crossCheckTrackers(
  values: Partial<Inputs>,
  given: (name: InputName) => string,
): InputProblem[] {
  return [...bigpanda(values), ...deploymentsApi(values, given), ...github(values)];
}

function bigpanda(values: Partial<Inputs>): InputProblem[] {
  if (values['bigpanda-api'] !== 'changes') return [];
  return (['bigpanda-token', 'bigpanda-app-key'] as const)
    .filter((name) => values[name] === undefined)
    .map((name) => needed(name, `is required for \`bigpanda-api: changes\` and empty: ${EMPTY_SECRET}`));
}

/** Of no use without the address that they belong to. */
const belongings = [
  'deployments-api-token',
  'deployments-api-username',
  'deployments-api-component',
  'deployments-api-environment',
  'deployments-api-organization',
  'promote-from',
] as const satisfies readonly InputName[];

function deploymentsApi(values: Partial<Inputs>, given: (name: InputName) => string): InputProblem[] {
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

function github(values: Partial<Inputs>): InputProblem[] {
  if (values['github-deployment'] !== 'create' || values['github-token'] !== undefined) return [];
  return [needed('github-token', 'is required for `github-deployment: create` and empty')];
}
