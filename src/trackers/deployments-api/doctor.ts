import { CHECKUP_MS } from '../../release/budgets.ts';
import type { CheckupRun, Findings } from '../../release/checkup.ts';
import type { RecordPlace } from '../../release/tracker.ts';
import { explaining } from '../failure.ts';
import { advise } from './advice.ts';
import { type Asking, type DeploymentsApi, NOBODY } from './client.ts';
import type { Naming } from './find-record.ts';
import { isUuid } from './wire.ts';

/** A name that the records need, and the input to change if it is wrong. */
interface WantedName {
  readonly kind: 'component' | 'environment';
  readonly name: string | undefined;
  readonly input?: string;
}

/**
 * Looks for the component and the environments of the records, and asks for the right to write.
 * @throws TrackerFailure if the API cannot be used
 */
export async function examineDeploymentsApi(
  api: DeploymentsApi,
  naming: Naming,
  place: RecordPlace,
  { signal, attempt }: CheckupRun,
): Promise<Findings> {
  const asking: Asking = { signal, patienceMs: CHECKUP_MS.patience };
  const found: string[] = [];
  const unknown: string[] = [];
  // The first request finds out the version of the API, and logs in.
  await explaining(advise, () => api.entries({ componentId: NOBODY }, asking).next());
  await attempt(async () => {
    await explaining(advise, () => api.mayWrite(asking));
    found.push('right to write');
  });
  for (const { kind, name, input } of wantedNames(naming, place)) {
    if (name === undefined)
      unknown.push(`whether the ${kind} exists: its name is not known before a deployment`);
    else if (isUuid(name)) unknown.push(`whether the ${kind} ${name} exists: only names are looked up`);
    else
      await attempt(async () => {
        await explaining(advise, () => api.idOf(kind, name, asking, input));
        found.push(`${kind} "${name}"`);
      });
  }
  return { reached: 'credentials', found, unknown, problems: [] };
}

function wantedNames(naming: Naming, { component, environment, gate }: RecordPlace): readonly WantedName[] {
  return [
    { kind: 'component', name: naming.component ?? component },
    { kind: 'environment', name: naming.environment ?? environment },
    ...(gate === undefined ? [] : [{ kind: 'environment', name: gate, input: 'promote-from' } as const]),
  ];
}
