import { allFaultKinds } from './faults.ts';
import { type Answer, content, type ScenarioLine } from './simulated-api.ts';

/** Returns the page at `GET /`: the simulated APIs, their scenarios, and how to choose one. */
export function frontPage(
  apis: readonly { readonly title: string; readonly scenarios: readonly ScenarioLine[] }[],
): Answer {
  const width = Math.max(...apis.flatMap(({ scenarios }) => scenarios.map(({ name }) => name.length)));
  const text = [
    'lowcode-deploy sandbox: nothing here is real.',
    '',
    'The token chooses the scenario: sandbox-<scenario>, for example sandbox-happy.',
    'Add +<fault>@<n> to break the n-th request with that token, for example sandbox-happy+reset-after@4.',
    `Faults: ${allFaultKinds.join(' ')}`,
    ...apis.flatMap(({ title, scenarios }) => [
      '',
      title,
      ...scenarios.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`),
    ]),
    '',
  ];
  return content(200, 'text/plain;charset=UTF-8', text.join('\n'));
}
