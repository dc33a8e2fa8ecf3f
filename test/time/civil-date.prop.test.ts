import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  compareDates,
  dateOfDayNumber,
  dayNumber,
  daysInMonth,
  formatDate,
  isLeapYear,
  parseDate,
} from '../../src/time/index.js';
import { anyDate, anyDayNumber } from './arbitraries.js';

const millisPerDay = 86_400_000;
const runs = { numRuns: 5000 };

describe('dates', () => {
  it('are numbered as the platform numbers them, for every day of 1890 to 2110', () => {
    for (let days = -29_220; days < 51_135; days += 1) {
      const oracle = new Date(days * millisPerDay);
      const date = { year: oracle.getUTCFullYear(), month: oracle.getUTCMonth() + 1, day: oracle.getUTCDate() };
      // Compared field by field: a deep comparison of 80,000 objects would take seconds.
      const found = dateOfDayNumber(days);
      if (found.year !== date.year || found.month !== date.month || found.day !== date.day) expect(found).toEqual(date);
      if (dayNumber(date) !== days) expect(dayNumber(date)).toBe(days);
    }
  });

  it('are numbered as the platform numbers them, in all years', () => {
    const law = fc.property(anyDayNumber, (days) => {
      const text = new Date(days * millisPerDay).toISOString().slice(0, 10);
      expect(formatDate(dateOfDayNumber(days))).toBe(text);
      expect(dayNumber(parseDate(text))).toBe(days);
    });
    fc.assert(law, runs);
  });

  it('know the length of every month of 1 to 4000', () => {
    for (let month = 0; month < 4000 * 12; month += 1) {
      const date = new Date(0);
      // Day 0 of the next month is the last of this one.
      date.setUTCFullYear(1, month + 1, 0);
      const year = date.getUTCFullYear();
      if (daysInMonth(year, (month % 12) + 1) !== date.getUTCDate())
        expect([year, month % 12, daysInMonth(year, (month % 12) + 1)]).toEqual([year, month % 12, date.getUTCDate()]);
    }
  });

  it('know leap years by the length of February', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (year) => isLeapYear(year) === (daysInMonth(year, 2) === 29)),
    );
  });

  it('compare as their texts do', () => {
    const law = fc.property(anyDate, anyDate, (a, b) => {
      const [first, second] = [formatDate(a), formatDate(b)];
      expect(compareDates(a, b)).toBe(first === second ? 0 : first < second ? -1 : 1);
    });
    fc.assert(law, runs);
  });

  it('step by days as they are counted', () => {
    const law = fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      const oracle = new Date(Date.UTC(2000, 0, 1));
      oracle.setUTCFullYear(date.year, date.month - 1, date.day + days);
      const found = addDays(date, days);
      expect(found).toEqual({
        year: oracle.getUTCFullYear(),
        month: oracle.getUTCMonth() + 1,
        day: oracle.getUTCDate(),
      });
    });
    fc.assert(law, runs);
  });
});

describe('month steps', () => {
  const recent = fc.integer({ min: 0, max: 40_000 }).map(dateOfDayNumber);
  const steps = fc.integer({ min: -1200, max: 1200 });

  it('agree with luxon in UTC (L26)', () => {
    const law = fc.property(recent, steps, (anchor, months) => {
      const oracle = DateTime.utc(anchor.year, anchor.month, anchor.day).plus({ months });
      expect(formatDate(addMonths(anchor, months))).toBe(oracle.toISODate());
    });
    fc.assert(law, runs);
  });

  it('keep the day of the anchor wherever the month has it, and else take the last day (§4.1)', () => {
    const law = fc.property(recent, steps, (anchor, months) => {
      const { year, month, day } = addMonths(anchor, months);
      expect((year - anchor.year) * 12 + month - anchor.month).toBe(months);
      expect(day).toBe(Math.min(anchor.day, new Date(Date.UTC(year, month, 0)).getUTCDate()));
    });
    fc.assert(law, runs);
  });

  it('only ever advance', () => {
    fc.assert(
      fc.property(
        recent,
        steps,
        (anchor, months) => compareDates(addMonths(anchor, months), addMonths(anchor, months + 1)) === -1,
      ),
    );
  });
});
