import type { Inputs } from '../../inputs/definition.ts';

/** What Appian's own inputs ask for, as rows of the plan. */
export function appianSettings(inputs: Inputs): readonly (readonly [string, string])[] {
  return [
    ['inspect', `${inputs.inspect}, warnings: ${inputs['on-warnings']}, review: ${inputs['on-review']}`],
  ];
}
