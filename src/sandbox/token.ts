import { allFaultKinds, type CarriedFault } from './faults.ts';

/** A credential that chooses a scenario: `sandbox-<scenario>`, then any number of `+<fault>@<n>`. */
export interface Token {
  readonly scenario: string;
  readonly faults: readonly CarriedFault[];
}

const form = /^sandbox-([a-z0-9]+(?:-[a-z0-9]+)*)((?:\+[a-z0-9-]+@\d{1,6})*)$/;

/** Parses a credential; returns undefined when it has another form or names an unknown fault. */
export function parseToken(credential: string): Token | undefined {
  const [, scenario, tail] = form.exec(credential) ?? [];
  if (scenario === undefined || tail === undefined) return undefined;
  const faults = [];
  for (const part of tail.split('+').slice(1)) {
    const [name, nth] = part.split('@');
    const kind = allFaultKinds.find((known) => known === name);
    if (!kind) return undefined;
    faults.push({ kind, nth: Number(nth) });
  }
  return { scenario, faults };
}

/** Returns the secret of a `Bearer` authorization, undefined if there is none. The scheme is case-insensitive. */
export function bearer(headers: Readonly<Record<string, string>>): string | undefined {
  return /^bearer +(\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
}
