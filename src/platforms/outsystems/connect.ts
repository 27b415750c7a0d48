import { randomUUID } from 'node:crypto';
import type { Platform } from '../../release/platform.ts';
import { earlierVersionsBy } from '../../release/previous-versions.ts';
import { formatMarker } from '../../release/run-marker.ts';
import type { Connection } from '../adapter.ts';
import { createLifeTime, type LifeTime } from './client.ts';
import { Configurator } from './configuration/configure.ts';
import { createProperties, PROPERTIES_PATH } from './configuration/properties.ts';
import type { Payload } from './files.ts';
import { createOutSystems } from './outsystems.ts';
import type { OutSystemsInputs } from './rules.ts';

/** Creates the platform from the inputs. */
export function connectOutSystems(connection: Connection<OutSystemsInputs>, payload: Payload): Platform {
  const { inputs, plan, redact, clock, history, server } = connection;
  const source = inputs['source-environment'];
  const zone = inputs['deployment-zone'];
  const earlier = earlierVersionsBy(inputs, history);
  const exports = inputs.operation === 'export';
  const inspects = inputs.operation === 'inspect';
  const lifetime = createLifeTime(
    server('LifeTime', bearer(inputs)),
    server('LifeTime', { authorization: inputs.token }),
    clock.now,
  );
  const configurator = configuratorOf(connection, payload, lifetime);
  return createOutSystems({
    lifetime,
    ...(configurator && { configurator }),
    choice: {
      applications: inputs.application ?? [],
      // An export uses only its source environment.
      ...(inputs.environment && !exports && { environment: inputs.environment }),
      ...(source && { sourceEnvironment: source }),
      ...(zone && { zone }),
    },
    ...(payload.package && { package: payload.package }),
    notes: [inputs.name, plan.description].filter(Boolean).join('\n'),
    marker: `${formatMarker(plan)}/${randomUUID()}`,
    onConflict: inputs['on-conflict'],
    redeployOutdated: inputs['redeploy-outdated'],
    onIntervention: inputs['on-intervention'],
    onBusy: inputs['on-busy'],
    onDowngrade: inputs['on-downgrade'],
    // An inspection must leave nothing permanent, and a tag is permanent.
    untaggedChanges: inspects && inputs['untagged-changes'] === 'tag' ? 'warn' : inputs['untagged-changes'],
    ...(inputs.operation === 'rollback' && { back: { ...(earlier && { earlier }) } }),
    redact,
    ...(inputs.tests && { tests: { applications: inputs.tests, inputs, server } }),
  });
}

/** The step that sets configuration values, if there is a file with them. */
function configuratorOf(
  { inputs, redact, server }: Connection<OutSystemsInputs>,
  { configuration: file, package: binary }: Payload,
  lifetime: LifeTime,
): Configurator | undefined {
  if (file === undefined) return undefined;
  const base = new URL(PROPERTIES_PATH, lifetime.base);
  return new Configurator({
    lifetime,
    properties: createProperties(server('Properties Management', bearer(inputs), base)),
    file,
    environment: inputs.environment,
    bringsModules: binary !== undefined,
    inspects: inputs.operation === 'inspect',
    redact,
  });
}

function bearer({ token }: OutSystemsInputs): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token}` };
}
