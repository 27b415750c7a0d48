import { EMPTY_SECRET, type InputProblem, needed } from '../../inputs/problems.ts';
import type { PlatformInputs } from '../adapter.ts';
import type { odcInputs } from './inputs.ts';

/** The values of all inputs that OutSystems Developer Cloud uses. `token` is absent if an API client signs in. */
export type OdcInputs = Omit<PlatformInputs<typeof odcInputs>, 'token'> & {
  readonly token?: string | undefined;
};

/** Whether an API client signs in. */
export function hasApiClient(values: Partial<OdcInputs>): boolean {
  return values['client-id'] !== undefined && values['client-secret'] !== undefined;
}

/** Checks how the inputs depend on each other. */
export function odcRules(values: Partial<OdcInputs>): readonly InputProblem[] {
  return [
    ...credentialRules(values),
    ...(values.operation === 'resume' || values.operation === 'doctor' ? [] : releaseRules(values)),
  ];
}

function credentialRules(values: Partial<OdcInputs>): readonly InputProblem[] {
  const { token, 'client-id': id, 'client-secret': secret, 'identity-url': identity } = values;
  const problems: InputProblem[] = [];
  if (token !== undefined && (id !== undefined || secret !== undefined))
    problems.push(
      needed('token', 'must be absent beside `client-id` and `client-secret`: give one of the two'),
    );
  if (id !== undefined && secret === undefined)
    problems.push(needed('client-secret', `is required with \`client-id\`, and empty: ${EMPTY_SECRET}`));
  if (secret !== undefined && id === undefined)
    problems.push(needed('client-id', 'is required with `client-secret`'));
  if (token !== undefined && identity !== undefined)
    problems.push(needed('identity-url', 'has no meaning beside `token`: leave it out'));
  return problems;
}

function releaseRules(values: Partial<OdcInputs>): readonly InputProblem[] {
  const { application, operation, environment, package: file, 'source-environment': source } = values;
  const problems: InputProblem[] = [];
  if (operation === 'inspect' && environment === undefined)
    problems.push(needed('environment', 'is required to inspect: the stage that the impact is analysed for'));
  if (file !== undefined)
    problems.push(needed('package', 'must be absent: ODC deploys revisions and no files'));
  if (application === undefined) {
    problems.push(needed('application', 'is required: one name or key a line'));
    return problems;
  }
  const open = application.filter((each) => !each.includes('@'));
  if (open.length > 0 && source === undefined && operation !== 'rollback')
    problems.push(
      needed(
        'source-environment',
        `is required for ${open.map((each) => `"${each}"`).join(', ')}: the stage whose revision is deployed; or add a version behind @`,
      ),
    );
  return problems;
}
