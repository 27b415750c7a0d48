import type { RunFacts } from '../ci/ci.ts';
import type { Inputs } from '../definition.ts';
import { platforms, trackers } from '../registry.ts';

/** The address of each system of a release: the platform as `platform`, each tracker by its name. Holds no secret. */
export type Addresses = Readonly<Record<string, string>>;

/** Derives the addresses from the inputs. A system whose address the inputs do not determine is left out. */
export function addressesOf(values: Partial<Inputs>, facts: RunFacts): Addresses {
  const found = trackers.map((tracker) => [tracker.name, tracker.address(values, facts)] as const);
  const all = [['platform', platformAddress(values)] as const, ...found];
  return Object.fromEntries(all.flatMap(([name, address]) => (address ? [[name, address] as const] : [])));
}

function platformAddress(values: Partial<Inputs>): string | undefined {
  const adapter = platforms.find(({ name }) => name === values.platform);
  if (adapter === undefined || values.url === undefined) return undefined;
  if (values.token === undefined && !adapter.signsIn?.(values)) return undefined;
  const site = adapter.base(values.url, values);
  return 'base' in site ? site.base.href : undefined;
}

/**
 * Checks that a system still has the address that it had when the release began.
 * @param before the addresses when the release began
 * @param now the addresses that the inputs of this process determine
 * @returns why the system must not be contacted, completing the sentence `<system>: …`; undefined if it has not moved
 */
export function movedAway(name: string, before: Addresses | undefined, now: Addresses): string | undefined {
  const [then, here] = [before?.[name], now[name]];
  if (then === undefined) return 'the saved state does not say which address the step used';
  if (here === undefined) return `the step used ${then}, which the inputs of this phase do not name`;
  return here === then ? undefined : `the step used ${then}, but the inputs of this phase name ${here}`;
}
