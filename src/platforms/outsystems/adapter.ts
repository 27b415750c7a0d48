import { randomUUID } from 'node:crypto';
import type { Inputs } from '../../inputs/definition.ts';
import type { Ledger } from '../../release/ledger.ts';
import { writeTrace } from '../../release/trace.ts';
import type { Adapter } from '../adapter.ts';
import { preflightOutSystems } from './payload.ts';
import type { EarlierVersions } from './rollback.ts';
import { lifetimeBase } from './site.ts';

export const outsystems: Adapter = {
  title: 'OutSystems',
  examine: preflightOutSystems,
  base: lifetimeBase,
  special: (inputs) => ({
    edition: 'v2',
    asked: ['component', 'version', 'hosts'],
    settings: settingsOf(inputs),
  }),
  async connect({ inputs, plan, payload, redact, clock, ledger, server }) {
    const { createLifeTime, createOutSystems } = await import('./outsystems.ts');
    const { token } = inputs;
    const source = inputs['source-environment'];
    const zone = inputs['deployment-zone'];
    const exports = inputs.operation === 'export';
    const inspects = inputs.operation === 'inspect';
    return createOutSystems({
      lifetime: createLifeTime(
        server('LifeTime', { authorization: `Bearer ${token}` }),
        server('LifeTime', { authorization: token }),
        clock.now,
      ),
      choice: {
        applications: inputs.application ?? [],
        // What is exported comes from the source; no other environment takes part.
        ...(inputs.environment && !exports && { environment: inputs.environment }),
        ...(source && { sourceEnvironment: source }),
        ...(zone && { zone }),
      },
      ...(payload.package && { package: payload.package }),
      notes: [inputs.name, plan.description].filter(Boolean).join('\n'),
      marker: `${writeTrace(plan)}/${randomUUID()}`,
      onConflict: inputs['on-conflict'],
      redeployOutdated: inputs['redeploy-outdated'],
      onIntervention: inputs['on-intervention'],
      onBusy: inputs['on-busy'],
      // A tag lasts, and an inspection leaves nothing that lasts.
      untaggedChanges: inspects && inputs['untagged-changes'] === 'tag' ? 'warn' : inputs['untagged-changes'],
      ...(inputs.operation === 'rollback' && { back: backBy(inputs, ledger) }),
      redact,
    });
  },
};

/** Where the user names the versions of the records, they are no versions of LifeTime's. */
function backBy(
  { component, version }: Inputs,
  ledger: Ledger | undefined,
): { readonly book?: EarlierVersions } {
  if (ledger === undefined || version !== undefined) return {};
  const book: EarlierVersions = {
    title: ledger.title,
    before: (place, current, signal) =>
      ledger.before({ ...place, component: component ?? place.component }, current, signal),
  };
  return { book };
}

/** What OutSystems' own inputs ask for, as rows of the plan. */
function settingsOf(inputs: Inputs): readonly (readonly [string, string])[] {
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
