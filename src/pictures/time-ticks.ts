import {
  addDays,
  addMonths,
  dayNumber,
  localDate,
  localMidnight,
  type CivilDate,
  type Instant,
  type Period,
  type TimeZone,
} from '../time/index.js';

/** A mark on a time axis: where, what it says, and the year where that begins or the axis does. */
export type TimeTick = { readonly at: Instant; readonly label: string; readonly year: string | null };

type Step = { readonly unit: 'day' | 'month' | 'year'; readonly count: number; readonly days: number };

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const longestStep: Step = { unit: 'year', count: 1000, days: 365_250 };

const steps: readonly Step[] = /*#__PURE__*/ roundSteps();

function roundSteps(): readonly Step[] {
  return [
    ...[1, 2, 5, 10].map((count): Step => ({ unit: 'day', count, days: count })),
    ...[1, 2, 3, 6].map((count): Step => ({ unit: 'month', count, days: count * 30.4375 })),
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((count): Step => ({ unit: 'year', count, days: count * 365.25 })),
    longestStep,
  ];
}

/**
 * Round local dates within a period, at most about `count` of them, each at its local midnight.
 *
 * @example
 * ```ts
 * import { timeTicks } from 'reckoner/pictures';
 * import { parseInstant, timeZone } from 'reckoner/time';
 * const year = { start: parseInstant('2025-11-10T00:00:00Z'), end: parseInstant('2026-10-10T00:00:00Z') };
 * timeTicks(timeZone('UTC'), year, 6).map((tick) => tick.label); // → ['Jan', 'Mar', 'May', 'Jul', 'Sep']
 * ```
 */
export function timeTicks(zone: TimeZone, span: Period, count: number): readonly TimeTick[] {
  const [first, last] = [localDate(zone, span.start), localDate(zone, span.end)];
  const step = stepOver(dayNumber(last) - dayNumber(first), count);
  const ticks: TimeTick[] = [];
  let year: number | null = null;
  // A tick per step, of which the span holds about `count`.
  for (let date = floorDate(first, step); dayNumber(date) <= dayNumber(last); date = nextDate(date, step)) {
    const at = localMidnight(zone, date);
    if (at < span.start || at > span.end) continue;
    ticks.push(tickOf(date, { at, step, isOfNewYear: date.year !== year }));
    year = date.year;
  }
  return ticks;
}

/** The shortest round step of which a number of days holds at most `count`. */
function stepOver(days: number, count: number): Step {
  return steps.find((step) => days / step.days <= count) ?? longestStep;
}

type Mark = { readonly at: Instant; readonly step: Step; readonly isOfNewYear: boolean };

function tickOf(date: CivilDate, { at, step, isOfNewYear }: Mark): TimeTick {
  if (!isOfNewYear) return { at, label: labelOf(date, step), year: null };
  return { at, label: step.unit === 'day' ? dayAndMonth(date) : labelOf(date, step), year: String(date.year) };
}

/** The last round date at or before one. */
function floorDate({ year, month, day }: CivilDate, { unit, count }: Step): CivilDate {
  if (unit === 'year') return { year: Math.max(1, Math.floor(year / count) * count), month: 1, day: 1 };
  if (unit === 'month') return { year, month: Math.floor((month - 1) / count) * count + 1, day: 1 };
  return { year, month, day: Math.floor((day - 1) / count) * count + 1 };
}

function nextDate(date: CivilDate, { unit, count }: Step): CivilDate {
  if (unit === 'year') return { year: Math.floor(date.year / count) * count + count, month: 1, day: 1 };
  if (unit === 'month') return addMonths(date, count);
  const next = addDays(date, count);
  const startOfNext = addMonths({ ...date, day: 1 }, 1);
  // Days begin anew with every month, so that the first of it is always among them; a last one close to it is left out.
  return dayNumber(next) + Math.floor(count / 2) >= dayNumber(startOfNext) ? startOfNext : next;
}

function labelOf({ month, day }: CivilDate, { unit }: Step): string {
  if (unit === 'day') return day === 1 ? dayAndMonth({ month, day }) : String(day);
  return unit === 'month' ? (monthNames[month - 1] ?? '') : '';
}

function dayAndMonth({ month, day }: Pick<CivilDate, 'month' | 'day'>): string {
  return `${day} ${monthNames[month - 1] ?? ''}`;
}

/** A date as people write it, for texts in pictures. */
export function dateInWords(zone: TimeZone, instant: Instant): string {
  const date = localDate(zone, instant);
  return `${dayAndMonth(date)} ${date.year}`;
}
