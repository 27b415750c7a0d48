import { type InputProblem, needed } from '../../inputs/problems.ts';
import type { TrackerInputs, TrackerRuleContext } from '../adapter.ts';
import type { cdeventsInputs } from './inputs.ts';

/** Checks how the inputs of CDEvents depend on each other: a token alone does nothing. */
export function cdeventsRules(
  { 'cdevents-token': token }: Partial<TrackerInputs<typeof cdeventsInputs>>,
  { given }: TrackerRuleContext,
): readonly InputProblem[] {
  // An address that is given and invalid is reported once, as invalid.
  const hasAddress = given('cdevents-url').trim() !== '';
  if (token === undefined || hasAddress || given('cdevents-token').trim() === '') return [];
  return [needed('cdevents-url', 'is required for `cdevents-token`')];
}
