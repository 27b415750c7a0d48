import type { Platform } from '../../release/platform.ts';
import { earlierVersionsBy } from '../../release/previous-versions.ts';
import { formatDuration } from '../../shared/format.ts';
import type { Connection } from '../adapter.ts';
import { createRateBudget } from './budget.ts';
import { createOdc, type Odc } from './client.ts';
import { createOdcPlatform } from './odc.ts';
import type { OdcPayload } from './payload.ts';
import type { OdcInputs } from './rules.ts';
import { createSession } from './session.ts';

/** Creates the platform from the inputs. */
export function connectOdc(connection: Connection<OdcInputs>, { configuration }: OdcPayload): Platform {
  const { inputs, history, redact } = connection;
  const { environment, operation } = inputs;
  const source = inputs['source-environment'];
  const earlier = earlierVersionsBy(inputs, history);
  return createOdcPlatform({
    odc: clientOf(connection),
    choice: {
      applications: inputs.application ?? [],
      ...(environment && { environment }),
      ...(source && { sourceEnvironment: source }),
    },
    inspectOnly: operation === 'inspect',
    inspect: inputs.inspect || operation === 'inspect',
    onConflict: inputs['on-conflict'],
    onWarnings: inputs['on-warnings'],
    onBusy: inputs['on-busy'],
    onDowngrade: inputs['on-downgrade'],
    untaggedChanges: inputs['untagged-changes'],
    ...(configuration && { configuration }),
    ...(operation === 'rollback' && { back: { ...(earlier && { earlier }) } }),
    redact,
  });
}

/** Creates the client with a session of its own. */
function clientOf({ base, clock, inputs, redact, server, log }: Connection<OdcInputs>): Odc {
  const { token, 'client-id': clientId, 'client-secret': clientSecret, 'identity-url': identityUrl } = inputs;
  const credentials =
    clientId !== undefined && clientSecret !== undefined
      ? { clientId, clientSecret, ...(identityUrl && { identityUrl }) }
      : { token: token ?? '' };
  const session = createSession({
    credentials,
    portal: base,
    clock,
    server,
    hide: (accessToken) => redact.hideCredential(accessToken),
  });
  const budget = createRateBudget(clock, (limit, ms) =>
    log.info(`  Waiting ${formatDuration(ms)} to keep the rate limit of ODC (${limit}).`),
  );
  return createOdc({ base, session, budget, now: clock.now });
}
