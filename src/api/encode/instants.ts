import { formatInstant, type Instant, type Period } from '../../time/index.js';

/** Writes instants, each once: the lines of an invoice share nearly all of theirs. */
export function writeInstants(): (instant: Instant) => string {
  const written = new Map<Instant, string>();
  return (instant) => {
    const known = written.get(instant);
    if (known !== undefined) return known;
    const text = formatInstant(instant);
    written.set(instant, text);
    return text;
  };
}

/** Writes the two dates of a period. */
export type WritePeriod = (period: Period) => { readonly start_date: string; readonly end_date: string };

/** Writes periods by such a function, one that is told several times in a row once: so most lines of an invoice do. */
export function writePeriods(dated: (instant: Instant) => string): WritePeriod {
  let last: Period | null = null;
  let dates = { start_date: '', end_date: '' };
  return (period) => {
    if (period !== last) dates = { start_date: dated(period.start), end_date: dated(period.end) };
    last = period;
    return dates;
  };
}
