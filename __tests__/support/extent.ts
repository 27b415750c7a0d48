/** How much of a sweep is tried, as `SWEEP` says. */
interface Extent {
  /** For the line that says how many cases there were. */
  readonly share: string;
  readonly isAll: boolean;
  /** Whether the case at this place, from 0, is tried. */
  readonly has: (at: number) => boolean;
}

/** A case in so many is tried by default, from `sample` on, and from `other` on with `SWEEP=other`. */
export interface Stride {
  readonly every: number;
  readonly sample: number;
  readonly other: number;
}

const all: Extent = { share: 'all', isAll: true, has: () => true };

/**
 * `sample` is the default, `other` a second sample, `full` all cases, `write` all cases whose ends are then noted. `2/8` is
 * the second of eight equal parts of all: a machine that can't play all of them in one go plays part after part.
 */
export function extentOf(stride: Stride, sweep = process.env['SWEEP'] ?? 'sample'): Extent {
  if (sweep === 'full' || sweep === 'write') return all;
  if (sweep === 'sample' || sweep === 'other') {
    const { every, [sweep]: first } = stride;
    return { share: `1 in ${every}, SWEEP=full tries all`, isAll: false, has: (at) => at % every === first };
  }
  const [part = 0, parts = 0] = /^\d+\/\d+$/.test(sweep) ? sweep.split('/').map(Number) : [];
  if (part < 1 || part > parts)
    throw new Error(`SWEEP is sample, other, full, write, or a part such as 2/8.`);
  return { share: `part ${part} of ${parts}`, isAll: true, has: (at) => at % parts === part - 1 };
}
