import * as fc from 'fast-check';
import { instantOfMillis, period, type CivilDate, type Instant, type Period } from '../../src/time/index.js';

const earliest = -62_135_596_800_000;
const latest = 253_402_300_799_999;
const firstDay = -719_162;
const lastDay = 2_932_896;

/** Any instant, half of them between 1990 and 2045. */
export const anyInstant: fc.Arbitrary<Instant> = fc
  .oneof(fc.integer({ min: earliest, max: latest }), fc.integer({ min: Date.UTC(1990), max: Date.UTC(2045) }))
  .map((millis) => instantOfMillis(millis));

/** Any day number of the years 0001 to 9999, half of them close to now. */
export const anyDayNumber: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: firstDay, max: lastDay }),
  fc.integer({ min: 0, max: 40_000 }),
);

/** Any date, found with the platform's calendar and not with ours. */
export const anyDate: fc.Arbitrary<CivilDate> = anyDayNumber.map((days) => {
  const date = new Date(days * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
});

/** A period within a few minutes of milliseconds, so that two of them meet in every way, empty ones included. */
export const anyPeriod: fc.Arbitrary<Period> = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
  .map(([a, b]) => period(instantOfMillis(Math.min(a, b)), instantOfMillis(Math.max(a, b))));
