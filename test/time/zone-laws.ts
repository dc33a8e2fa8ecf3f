import {
  addMonths,
  dayNumber,
  formatInstant,
  instantOfMillis,
  localDate,
  localMidnight,
  offsetAt,
  timeZone,
  type CivilDate,
  type Instant,
} from '../../src/time/index.js';
import { resolveByTrying, wallClock } from './oracle.js';

const millisPerDay = 86_400_000;

/** Which days of which year: every `stride`-th, beginning with the one numbered `phase`. */
export type Days = { readonly year: number; readonly stride: number; readonly phase: number };

/** Every way in which a zone's midnights of a year are not what trying with `Intl` finds (§4.3); empty when all agree. */
export function midnightFaults(zone: string, { year, stride, phase }: Days): readonly string[] {
  const faults: string[] = [];
  const end = Date.UTC(year + 1, 0, 1) / millisPerDay;
  for (let day = Date.UTC(year, 0, 1) / millisPerDay + phase; day < end; day += stride)
    faults.push(...midnightFault(zone, day));
  return faults;
}

/** The same for the firsts of the months only, found as steps from one anchor far away (L26). */
export function monthFaults(zone: string, year: number): readonly string[] {
  const anchor = { year: 1970, month: 1, day: 1 };
  const months = Array.from({ length: 12 }, (_, month) => addMonths(anchor, (year - 1970) * 12 + month));
  return months.flatMap((date) => midnightFault(zone, dayNumber(date)));
}

/** Every instant of a year, in steps, at which the table's offset is not what `Intl` shows. */
export function offsetFaults(zone: string, year: number, step: number): readonly string[] {
  const ours = timeZone(zone);
  const clock = wallClock(zone);
  const faults: string[] = [];
  for (let at = Date.UTC(year); at < Date.UTC(year + 1); at += step) {
    const instant = instantOfMillis(at);
    if (offsetAt(ours, instant) !== clock(at) - at) faults.push(`${zone} at ${formatInstant(instant)}`);
  }
  return faults;
}

/** The instants of a year at which a zone's offset changes, as the table has them, to the second. */
export function changesIn(zone: string, year: number): readonly Instant[] {
  const ours = timeZone(zone);
  const found: Instant[] = [];
  for (let at = Date.UTC(year); at < Date.UTC(year + 1); at += millisPerDay) {
    let [from, to] = [instantOfMillis(at), instantOfMillis(at + millisPerDay)];
    if (offsetAt(ours, from) === offsetAt(ours, to)) continue;
    while (to - from > 1000) {
      const middle = instantOfMillis(from + Math.floor((to - from) / 2000) * 1000);
      if (offsetAt(ours, middle) === offsetAt(ours, from)) from = middle;
      else to = middle;
    }
    found.push(to);
  }
  return found;
}

function midnightFault(zone: string, day: number): readonly string[] {
  const ours = timeZone(zone);
  const clock = wallClock(zone);
  const date = dateOf(day);
  const expected = resolveByTrying(clock, day * millisPerDay);
  const found = localMidnight(ours, date);
  const faults: string[] = [];
  const text = `${zone} ${date.year}-${date.month}-${date.day}`;
  if (found !== expected)
    faults.push(`${text}: ${formatInstant(found)}, not ${formatInstant(instantOfMillis(expected))}`);
  // The calendar on the wall shows the date, or the next if the date was skipped altogether (L28).
  const shown = dayNumber(localDate(ours, found));
  if (shown !== Math.floor(clock(found) / millisPerDay) || shown < day) faults.push(`${text}: shows another date`);
  return faults;
}

function dateOf(day: number): CivilDate {
  const date = new Date(day * millisPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
