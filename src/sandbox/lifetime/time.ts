import { withoutTrailing } from '../../http/scan.ts';

const day = 24 * 3600 * 1000;

/** LifeTime's value for a date that has not come. */
export const nullDate = '1900-01-01T00:00:00';

/** A timestamp as LifeTime writes it: the fraction as long as it needs to be. */
export function stamp(time: number | undefined): string {
  if (time === undefined) return nullDate;
  const [whole = '', fraction = ''] = new Date(time).toISOString().slice(0, -1).split('.');
  const digits = withoutTrailing(fraction, '0');
  return `${whole}${digits && `.${digits}`}Z`;
}

/** A `YYYY-MM-DD` parameter as the start of that day; undefined when it is no date. */
export function dayOf(text: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The start of the day that lies this many days before. */
export function daysBefore(time: number, days: number): number {
  return Math.floor(time / day) * day - days * day;
}

/** The first moment of the day after. */
export function dayAfter(time: number): number {
  return daysBefore(time, -1);
}
