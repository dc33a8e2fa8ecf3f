import { createHash } from 'node:crypto';
import { billingPeriods, prorate } from '../../src/index.js';
import {
  addMonths,
  calendarMonth,
  formatInstant,
  localDateTime,
  localDays,
  localMidnight,
  parseBoundary,
  parseDate,
  parseInstant,
  parseLocalDateTime,
  period,
  resolveLocal,
  timeZone,
} from '../../src/time/index.js';

// Runs in a process of its own, once per surroundings: prints what the surroundings are and a digest of what this room,
// cycles and proration compute in them. The zones are those whose clocks have done the strangest things, and those the
// processes are in.
// prettier-ignore
const zones = [
  'UTC', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata', 'Europe/London', 'Africa/Cairo', 'America/Havana',
  'America/St_Johns', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Asia/Gaza', 'Etc/GMT+5',
];
const years = [1975, 1999, 2009, 2011, 2024, 2026, 2040];
const texts = ['2026-01-01T00:00:00Z', '2024-11-03T00:30:00.123456789-04:00', '0001-01-01T00:00:00Z'];
const locals = ['2024-11-03 00:30:00', '2024-03-31T01:30:00', '2011-12-30 12:00:00'];

const results = zones.flatMap((name) => {
  const zone = timeZone(name);
  const boundaries = years.flatMap((year) => {
    const anchor = { year, month: 1, day: 31 };
    const months = Array.from({ length: 12 }, (_, month) => localMidnight(zone, addMonths(anchor, month)));
    const days = localDays(zone, period(months[2]!, months[4]!));
    return [months, days, calendarMonth(zone, months[10]!), localDateTime(zone, months[5]!), formatInstant(months[6]!)];
  });
  const schedule = { cadence: 'monthly', billing_cycle_anchor_configuration: { day: 31 }, timezone: name } as const;
  const range = { from: '2011-11-10', until: '2012-02-01' };
  const periods = billingPeriods({ ...schedule, start_date: '2011-11-10' }, range);
  const [stub] = periods;
  return [
    ...boundaries,
    ...periods,
    prorate({ amount: '100', service_period: stub!, full_period: stub!.full_period, timezone: name }),
    ...texts.map((text) => parseInstant(text)),
    ...locals.map((text) => resolveLocal(zone, parseLocalDateTime(text))),
    parseBoundary('2024-02-29', zone),
    parseDate('2024-02-29'),
  ];
});

const surroundings = {
  zone_offset: new Date(2024, 6, 1).getTimezoneOffset(),
  today: new Date().toISOString().slice(0, 10),
  locale: new Intl.DateTimeFormat().resolvedOptions().locale,
};
const digest = createHash('sha256').update(JSON.stringify(results)).digest('hex');
console.log(JSON.stringify({ surroundings, results: results.length, digest }));
