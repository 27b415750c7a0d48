import type { Found } from '../../inputs/found.ts';
import { findNamed } from '../../shared/find-named.ts';

/** An item of LifeTime with a key and a name. */
export interface NamedEntity {
  readonly Key: string;
  readonly Name: string;
}

/**
 * Finds the item with this exact name or key. A similar name is only suggested in the problem.
 * @param kind the kind of item for messages, such as `environment`
 */
export function find<T extends NamedEntity>(kind: string, wanted: string, known: readonly T[]): Found<T> {
  return findNamed(wanted, known, {
    kind,
    owner: 'this LifeTime',
    reader: 'the service account',
    nameOf: ({ Name }) => Name,
    keyOf: ({ Key }) => Key,
  });
}
