import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calendarMonth,
  contains,
  formatInstant,
  instantOfMillis,
  localDate,
  localDay,
  localDays,
  localDaysBetween,
  localMidnight,
  parseInstant,
  period,
  startOfLocalDay,
  timeZone,
  type Instant,
  type Period,
} from '../../src/time/index.js';
import cases from '../cases/time/local-days.json' with { type: 'json' };
import { allZones, resolveByTrying, wallClock } from './oracle.js';

const millisPerDay = 86_400_000;
const someZone = fc.constantFrom(...allZones, 'America/St_Johns', 'Pacific/Apia', 'America/Havana', 'Africa/Cairo');
const someInstant = fc.integer({ min: Date.UTC(1985), max: Date.UTC(2046) }).map((millis) => instantOfMillis(millis));
const runs = { numRuns: 1000 };

/** All local midnights close to a period, tried with `Intl` day by day. */
function midnightsAround(zone: string, span: Period): readonly number[] {
  const first = Math.floor(span.start / millisPerDay) - 2;
  const last = Math.floor(span.end / millisPerDay) + 2;
  const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return [...new Set(days.map((day) => resolveByTrying(wallClock(zone), day * millisPerDay)))];
}

describe('localDays', () => {
  it('tiles the period at every local midnight inside it, without an empty slice (L25)', { timeout: 60_000 }, () => {
    const law = fc.property(someZone, someInstant, fc.nat(9 * millisPerDay), (name, start, length) => {
      const span = period(start, instantOfMillis(start + length));
      const days = localDays(timeZone(name), span);
      const inside = midnightsAround(name, span).filter((at) => at > span.start && at < span.end);
      const cuts = [span.start, ...inside, span.end];
      const expected = length === 0 ? [] : cuts.slice(1).map((end, index) => ({ start: cuts[index], end }));
      expect(days).toEqual(expected);
    });
    fc.assert(law, { numRuns: 400 });
  });

  it.each(cases.day_cuts)('$case', ({ zone, start, end, cuts }) => {
    const days = localDays(timeZone(zone), period(parseInstant(start), parseInstant(end)));
    expect(days.slice(1).map((day) => formatInstant(day.start))).toEqual(cuts);
  });

  it('is empty for an empty period', () => {
    const midnight = parseInstant('2026-01-01T05:00:00Z');
    expect(localDays(timeZone('America/New_York'), period(midnight, midnight))).toEqual([]);
  });
});

describe.each([
  ['localDay', localDay],
  ['calendarMonth', calendarMonth],
] as const)('%s', (_name, cellOf) => {
  it('holds the instant, and meets its neighbours without a gap (L25)', () => {
    const law = fc.property(someZone, someInstant, (name, instant) => {
      const zone = timeZone(name);
      const cell = cellOf(zone, instant);
      expect(contains(cell, instant)).toBe(true);
      expect(cellOf(zone, cell.start)).toEqual(cell);
      expect(cellOf(zone, cell.end).start).toBe(cell.end);
      expect(cellOf(zone, instantOfMillis(cell.start - 1)).end).toBe(cell.start);
    });
    fc.assert(law, runs);
  });
});

describe('startOfLocalDay', () => {
  it('is the last midnight that Intl finds up to the instant, also of midnights themselves', () => {
    const law = fc.property(someZone, someInstant, (name, instant) => {
      const zone = timeZone(name);
      const midnights = midnightsAround(name, { start: instant, end: instant });
      const last = Math.max(...midnights.filter((at) => at <= instant));
      expect(startOfLocalDay(zone, instant)).toBe(last);
      for (const at of midnights) expect(startOfLocalDay(zone, instantOfMillis(at))).toBe(at);
    });
    fc.assert(law, { numRuns: 200 });
  });

  it.each([
    ['a date that was skipped: 30 December 2011 in Apia', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['clocks back over midnight: 7 November 2010 in St John’s', 'America/St_Johns', '2010-11-07T02:30:00Z'],
  ])('%s', (_, name, midnight) => {
    expect(formatInstant(startOfLocalDay(timeZone(name), parseInstant(midnight)))).toBe(
      formatInstant(parseInstant(midnight)),
    );
  });
});

describe('localDay and calendarMonth', () => {
  it('begin and end at midnights of their dates, as Intl finds them', () => {
    const law = fc.property(someZone, someInstant, (name, instant) => {
      const clock = wallClock(name);
      const shown = new Date(clock(Math.floor(instant / 1000) * 1000));
      const first = (months: number): number =>
        resolveByTrying(clock, Date.UTC(shown.getUTCFullYear(), shown.getUTCMonth() + months, 1));
      // The month on the calendar, unless clocks went back over its last midnight, or forward over its first.
      const months = [-1, 0, 1].find((step) => first(step) <= instant && instant < first(step + 1))!;
      expect(calendarMonth(timeZone(name), instant)).toEqual({ start: first(months), end: first(months + 1) });
    });
    fc.assert(law, { numRuns: 500 });
  });

  it.each(cases.cells)('$case', ({ zone, at, day, month }) => {
    const place = timeZone(zone);
    const printed = (span: Period): readonly string[] => [formatInstant(span.start), formatInstant(span.end)];
    if (day) expect(printed(localDay(place, parseInstant(at)))).toEqual(day);
    if (month) expect(printed(calendarMonth(place, parseInstant(at)))).toEqual(month);
  });
});

describe('localDaysBetween', () => {
  it('counts dates on the calendar, which daylight saving cannot change (§5, L28)', () => {
    const law = fc.property(someZone, someInstant, someInstant, (name, from, to) => {
      const zone = timeZone(name);
      const utcDay = (instant: Instant): number => {
        const { year, month, day } = localDate(zone, instant);
        return Date.UTC(year, month - 1, day) / millisPerDay;
      };
      expect(localDaysBetween(zone, from, to)).toBe(utcDay(to) - utcDay(from));
    });
    fc.assert(law, runs);
  });

  it('agrees with the difference of dates for their midnights, in every zone', () => {
    const law = fc.property(someZone, fc.integer({ min: 8000, max: 27_000 }), fc.nat(400), (name, first, days) => {
      // Apia and Kwajalein skipped a date: its midnight is the next date's.
      fc.pre(!/Apia|Kwajalein|Enderbury|Kanton|Kiritimati|Fakaofo/.test(name));
      const zone = timeZone(name);
      const dateOf = (day: number): { year: number; month: number; day: number } => {
        const date = new Date(day * millisPerDay);
        return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      };
      const [from, to] = [localMidnight(zone, dateOf(first)), localMidnight(zone, dateOf(first + days))];
      expect(localDaysBetween(zone, from, to)).toBe(days);
    });
    fc.assert(law, runs);
  });
});
