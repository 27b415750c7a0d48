import { type InputProblem, needed } from '../../inputs/problems.ts';
import type { PlatformInputs } from '../adapter.ts';
import type { outsystemsInputs } from './inputs.ts';
import { environmentBase } from './site.ts';

/** The values of all inputs that OutSystems uses. */
export type OutSystemsInputs = PlatformInputs<typeof outsystemsInputs>;

/** Checks how OutSystems' inputs depend on each other. */
export function outsystemsRules(values: Partial<OutSystemsInputs>): readonly InputProblem[] {
  if (values.operation === 'doctor') return [];
  const own = values.operation === 'resume' ? [] : sendRules(values);
  return [...own, ...testRules(values)];
}

/** A key goes to an address that the user gave, and never to one that a server names. */
function testRules(values: Partial<OutSystemsInputs>): readonly InputProblem[] {
  const { tests, 'tests-url': url, 'tests-token': token } = values;
  if (tests === undefined) return [];
  const site = url && environmentBase(url);
  return [
    ...(site && 'problem' in site ? [needed('tests-url', site.problem)] : []),
    ...(token !== undefined && url === undefined
      ? [needed('tests-url', 'is required with `tests-token`: the host that the key belongs to')]
      : []),
  ];
}

function sendRules(values: Partial<OutSystemsInputs>): readonly InputProblem[] {
  const { operation, package: file, application, environment } = values;
  const source = values['source-environment'];
  const problems: InputProblem[] = [];
  if (operation === 'inspect' && environment === undefined)
    problems.push(needed('environment', 'is required to inspect: the target of the plan'));
  if (operation === 'export' && file !== undefined)
    problems.push(needed('package', 'must be absent when `operation` is export, which fetches one'));
  if (operation === 'export' && values['configuration-file'] !== undefined)
    problems.push(
      needed('configuration-file', 'must be absent when `operation` is export, which sets nothing'),
    );
  if (operation !== 'export' && file !== undefined) {
    for (const [input, value] of [
      ['application', application],
      ['source-environment', source],
      ['deployment-zone', values['deployment-zone']],
    ] as const) {
      if (value !== undefined)
        problems.push(needed(input, 'must be absent when a `package` is deployed: the file contains it'));
    }
    return problems;
  }
  if (application === undefined) {
    const instead = operation === 'export' ? '' : ', unless a `package` is deployed';
    problems.push(needed('application', `is required: one name or key a line${instead}`));
  }
  if (source === undefined)
    problems.push(needed('source-environment', 'is required: the environment that `application` comes from'));
  return problems;
}
