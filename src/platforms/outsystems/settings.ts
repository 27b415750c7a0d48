import type { Inputs } from '../../inputs/definition.ts';

/** What OutSystems' own inputs ask for, as rows of the plan. */
export function outSystemsSettings(inputs: Inputs): readonly (readonly [string, string])[] {
  const source = inputs['source-environment'];
  const zone = inputs['deployment-zone'];
  const policies = [
    `busy: ${inputs['on-busy']}`,
    `conflicts: ${inputs['on-conflict']}`,
    `intervention: ${inputs['on-intervention']}`,
    `untagged changes: ${inputs['untagged-changes']}`,
    `redeploy outdated: ${inputs['redeploy-outdated']}`,
    `timeout: ${inputs['on-timeout']}`,
    `cancel: ${inputs['on-cancel']}`,
  ];
  return [
    ...(inputs.application ? [['apps', inputs.application.join(', ')] as const] : []),
    ...(source ? [['source', source] as const] : []),
    ...(zone ? [['zone', zone] as const] : []),
    ...(inputs.operation === 'export' ? [] : [['policies', policies.join(', ')] as const]),
  ];
}
