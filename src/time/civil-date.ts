/**
 * A date of the proleptic Gregorian calendar, without a time or a zone: `month` 1..12, `day` 1..31.
 *
 * It is a plain object of integers, so it can be written by hand; `parseDate` checks texts.
 */
export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

// The count starts in March, so that the leap day is the last of its year and 400 years are always 146,097 days.
const daysPerEra = 146_097;
const marchYearZeroToEpoch = 719_468;

/** True for years with a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/**
 * The length of a month in days.
 *
 * @param year - any integer year
 * @param month - 1..12
 * @example
 * ```ts
 * import { daysInMonth } from 'reckoner/time';
 * daysInMonth(2024, 2); // → 29
 * ```
 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  // April, June, September and November have 30 days: even months up to July, odd ones from August.
  return (month + (month > 7 ? 1 : 0)) % 2 === 1 ? 31 : 30;
}

/**
 * Days since 1970-01-01, negative before it. Differences of day numbers are exact counts of calendar dates.
 *
 * @example
 * ```ts
 * import { dayNumber } from 'reckoner/time';
 * dayNumber({ year: 2026, month: 1, day: 1 }); // → 20454
 * ```
 */
export function dayNumber(date: CivilDate): number {
  return dayNumberOf(date.year, date.month, date.day);
}

/** `dayNumber` for three numbers, so that parsing allocates nothing. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const beforeMarch = month <= 2;
  const marchYear = beforeMarch ? year - 1 : year;
  const marchMonth = beforeMarch ? month + 9 : month - 3;
  // Every division here is a floor: counts of whole leap years, and of whole days before a March-based month.
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  const daysBeforeMonth = Math.floor((153 * marchMonth + 2) / 5);
  return marchYear * 365 + leapDays + daysBeforeMonth + day - 1 - marchYearZeroToEpoch;
}

/**
 * The date of a day number: the inverse of `dayNumber`.
 *
 * @param days - integer days since 1970-01-01
 * @example
 * ```ts
 * import { dateOfDayNumber } from 'reckoner/time';
 * dateOfDayNumber(20454); // → { year: 2026, month: 1, day: 1 }
 * ```
 */
export function dateOfDayNumber(days: number): CivilDate {
  const shifted = days + marchYearZeroToEpoch;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  // Floors again: the leap days before this day of the era are taken out, then whole 365-day years remain.
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1 };
}

/**
 * The date a number of calendar months from an anchor, forwards or backwards.
 *
 * The day is the anchor's, or the last of a shorter month (§4.1). Boundary n is therefore `addMonths(anchor, n)` and
 * never a step from boundary n − 1, which would lose the anchor's day after the first short month (L26).
 *
 * @param anchor - the original anchor
 * @param months - any integer
 * @example
 * ```ts
 * import { addMonths } from 'reckoner/time';
 * addMonths({ year: 2025, month: 1, day: 31 }, 1); // → { year: 2025, month: 2, day: 28 }
 * addMonths({ year: 2025, month: 1, day: 31 }, 2); // → { year: 2025, month: 3, day: 31 }
 * ```
 */
export function addMonths(anchor: CivilDate, months: number): CivilDate {
  const monthIndex = anchor.year * 12 + anchor.month - 1 + months;
  // Floor, so that months before the anchor's year fall into the year they belong to.
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  return { year, month, day: Math.min(anchor.day, daysInMonth(year, month)) };
}

/**
 * The date a number of days from another, forwards or backwards (§4.1, day steps).
 *
 * @param days - any integer
 * @example
 * ```ts
 * import { addDays } from 'reckoner/time';
 * addDays({ year: 2025, month: 1, day: 20 }, 45); // → { year: 2025, month: 3, day: 6 }
 * ```
 */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** −1, 0 or 1 as the first date is before, equal to or after the second; sorts dates ascending. */
export function compareDates(a: CivilDate, b: CivilDate): -1 | 0 | 1 {
  const difference = dayNumber(a) - dayNumber(b);
  if (difference === 0) return 0;
  return difference < 0 ? -1 : 1;
}
