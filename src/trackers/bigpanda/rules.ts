import { EMPTY_SECRET, type InputProblem, needed } from '../../inputs/problems.ts';
import type { TrackerInputs } from '../adapter.ts';
import type { bigpandaInputs } from './inputs.ts';

/** Checks how BigPanda's inputs depend on each other. */
export function bigpandaRules(
  values: Partial<TrackerInputs<typeof bigpandaInputs>>,
): readonly InputProblem[] {
  if (values['bigpanda-api'] !== 'changes') return [];
  return (['bigpanda-token', 'bigpanda-app-key'] as const)
    .filter((name) => values[name] === undefined)
    .map((name) => needed(name, `is required for \`bigpanda-api: changes\` and empty: ${EMPTY_SECRET}`));
}
