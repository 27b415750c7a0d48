import { withoutTrailing } from '../../http/scan.ts';

const day = 24 * 3600 * 1000;

/** LifeTime's value for a date that is not set. */
const nullDate = '1900-01-01T00:00:00';

/**
 * Formats a time like LifeTime, without trailing zeros in the fraction.
 *
 * @param time - milliseconds since the epoch; undefined for {@link nullDate}
 */
export function stamp(time: number | undefined): string {
  if (time === undefined) return nullDate;
  const [whole = '', fraction = ''] = new Date(time).toISOString().slice(0, -1).split('.');
  const digits = withoutTrailing(fraction, '0');
  return `${whole}${digits && `.${digits}`}Z`;
}

/** Parses a `YYYY-MM-DD` parameter; returns the start of that day (ms since the epoch), undefined if invalid. */
export function dayOf(text: string): number | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Returns the start of the day that is this many days earlier, in ms since the epoch. */
export function daysBefore(time: number, days: number): number {
  return Math.floor(time / day) * day - days * day;
}

/** Returns the start of the next day, in ms since the epoch. */
export function dayAfter(time: number): number {
  return daysBefore(time, -1);
}
