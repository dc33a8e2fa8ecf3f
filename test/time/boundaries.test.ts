import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayNumber,
  formatDate,
  formatInstant,
  localDaysBetween,
  localMidnight,
  parseBoundary,
  parseDate,
  parseInstant,
  readBoundary,
  timeZone,
  type CivilDate,
} from '../../src/time/index.js';
import type { Issue } from '../../src/errors/index.js';
import cases from '../cases/time/boundaries.json' with { type: 'json' };
import { refusal } from '../support/refusal.js';

type Case = {
  readonly case: string;
  readonly zone: string;
  readonly anchor: string;
  readonly step: number;
  readonly from: number;
  readonly dates: readonly string[];
  readonly instants?: readonly string[] | undefined;
  readonly days_between?: readonly number[] | undefined;
  readonly days_from?: { readonly date: string; readonly to: number; readonly days: number } | undefined;
};

describe('boundaries by months (§4.1, §4.3, §4.5)', () => {
  const steps: readonly Case[] = cases.month_steps;
  it.each(steps)('$case', (given) => verify(given, addMonths));
});

describe('boundaries by days (§4.1, §4.5)', () => {
  const steps: readonly Case[] = cases.day_steps;
  it.each(steps)('$case', (given) => verify(given, addDays));
});

function verify(given: Case, add: (anchor: CivilDate, steps: number) => CivilDate): void {
  const zone = timeZone(given.zone);
  const anchor = parseDate(given.anchor);
  const dates = given.dates.map((_, index) => add(anchor, (given.from + index) * given.step));
  const midnights = dates.map((date) => localMidnight(zone, date));
  expect(dates.map(formatDate)).toEqual(given.dates);
  if (given.instants) expect(midnights).toEqual(given.instants.map((text) => parseInstant(text)));
  const daysBetween = midnights.slice(1).map((end, index) => localDaysBetween(zone, midnights[index]!, end));
  if (given.days_between) expect(daysBetween).toEqual(given.days_between);
  const { days_from: daysFrom } = given;
  if (daysFrom) expect(dayNumber(dates[daysFrom.to]!) - dayNumber(parseDate(daysFrom.date))).toBe(daysFrom.days);
}

describe('parseBoundary', () => {
  const cairo = timeZone('Africa/Cairo');

  it('takes an instant as it is and a date as its local midnight', () => {
    expect(formatInstant(parseBoundary('2024-04-26T00:00:00Z', cairo))).toBe('2024-04-26T00:00:00+00:00');
    expect(formatInstant(parseBoundary('2024-04-26', cairo))).toBe('2024-04-25T22:00:00+00:00');
  });

  it.each([
    ['2024-04-31', 'invalid_date'],
    ['2024-04-26T00:00:00', 'invalid_instant'],
    ['0001-01-01', 'invalid_instant'],
    ['tomorrow', 'invalid_instant'],
  ])('refuses %s', (text, code) => {
    expect(refusal(() => parseBoundary(text, cairo, 'start_date')).issues).toMatchObject([
      { path: 'start_date', code },
    ]);
  });

  it('is read by a decoder, which collects issues', () => {
    const issues: Issue[] = [];
    const place = { path: 'end_date', issues };
    expect(readBoundary('2024-04-26', cairo, place)).toBe(Date.UTC(2024, 3, 25, 22));
    expect(issues).toEqual([]);
    for (const value of [null, 7, '2024-02-30', 'soon']) expect(readBoundary(value, cairo, place)).toBeUndefined();
    const codes = ['missing_field', 'invalid_type', 'invalid_date', 'invalid_instant'];
    expect(issues.map((issue) => [issue.path, issue.code])).toEqual(codes.map((code) => ['end_date', code]));
  });
});

describe('local times outside the years 0001 to 9999', () => {
  it.each(['UTC', 'Asia/Tokyo', 'America/New_York'])('are refused at once in %s, however far the step', (name) => {
    const zone = timeZone(name);
    const anchor = parseDate('2026-01-31');
    for (const months of [12 * 8000, 1e9, 1e15, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refusal(() => localMidnight(zone, addMonths(anchor, months))).code).toBe('invalid_instant');
      expect(refusal(() => localMidnight(zone, addMonths(anchor, -months))).code).toBe('invalid_instant');
    }
  });

  it('reach exactly to the edges', () => {
    expect(formatInstant(localMidnight(timeZone('UTC'), parseDate('0001-01-01')))).toBe('0001-01-01T00:00:00+00:00');
    expect(formatInstant(localMidnight(timeZone('Asia/Tokyo'), parseDate('9999-12-31')))).toBe(
      '9999-12-30T15:00:00+00:00',
    );
    expect(refusal(() => localMidnight(timeZone('Asia/Tokyo'), parseDate('0001-01-01'))).code).toBe('invalid_instant');
  });
});
