import { DateTime } from 'luxon';
import { billingPeriods, createSubscription, invoicesDue, prorate } from '../src/index.js';
import { alignCycle, boundary, indexAt, type Grid } from '../src/cycles/index.js';
import { instantOfMillis, parseDate, timeZone } from '../src/time/index.js';
import { compare, type Comparison } from './harness.js';

const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Sydney', 'Asia/Kolkata', 'America/Sao_Paulo'] as const;
const months = 36;

function monthlyGrid(zone: string): Grid {
  const anchor = { day: 31, month: 1, year: 2020 };
  const length = { unit: 'month', count: 1 } as const;
  return alignCycle({ length, anchor, start: parseDate('2020-01-31'), zone: timeZone(zone) });
}

function boundaries(): Comparison {
  const name = 'America/New_York';
  const grid = monthlyGrid(name);
  const start = DateTime.fromObject({ year: 2020, month: 1, day: 31 }, { zone: name });
  const rounds = 200;
  return compare({
    name: 'monthly boundary in a DST zone',
    rows: 120 * rounds,
    rounds: 5,
    ours: () => {
      let sum = 0;
      for (let round = 0; round < rounds; round += 1)
        for (let month = 0; month < 120; month += 1) sum += boundary(grid, month);
      return sum / rounds;
    },
    baselines: {
      'luxon, plus only': () => {
        let sum = 0;
        for (let round = 0; round < rounds; round += 1)
          for (let month = 0; month < 120; month += 1) sum += start.plus({ months: month }).toMillis();
        return sum / rounds;
      },
    },
    oracle: 'luxon, plus only',
    goals: { 'luxon, plus only': { at_least: 300 } },
  });
}

function periodNumbers(): Comparison {
  const name = 'America/New_York';
  const grid = monthlyGrid(name);
  const start = DateTime.fromObject({ year: 2020, month: 1, day: 31 }, { zone: name });
  const instants = Array.from({ length: 2000 }, (_, index) =>
    instantOfMillis(Date.UTC(2021, 0, 1) + index * 157_012_345),
  );
  return compare({
    name: 'number of the period that holds an instant',
    rows: instants.length,
    rounds: 5,
    ours: () => instants.map((at) => indexAt(grid, at)),
    baselines: {
      'luxon, guess and step': () =>
        instants.map((at) => {
          const date = DateTime.fromMillis(at, { zone: name });
          let k = (date.year - start.year) * 12 + date.month - start.month;
          if (start.plus({ months: k }).toMillis() > at) k -= 1;
          return k;
        }),
    },
    oracle: 'luxon, guess and step',
  });
}

/** Schedules of many subscriptions in turn over zones and anchor days, all from 2025. */
function schedules(count: number): readonly Parameters<typeof billingPeriods>[0][] {
  return Array.from({ length: count }, (_, index) => ({
    cadence: 'monthly' as const,
    billing_cycle_anchor_configuration: { day: (index % 31) + 1 },
    start_date: '2025-01-01',
    timezone: zones[index % zones.length] ?? 'UTC',
  }));
}

const range = { from: '2025-01-01', until: '2028-01-01' };

/** Lists the periods of every schedule and adds up what there is to see of them. */
function listed(all: readonly Parameters<typeof billingPeriods>[0][]): number {
  let sum = 0;
  for (const schedule of all)
    for (const { start_date, end_date } of billingPeriods(schedule, range)) sum += start_date.length + end_date.length;
  return sum;
}

function manySubscriptions(): Comparison {
  const [all, tenth] = [schedules(10_000), schedules(1000)];
  return compare({
    name: `periods of 10,000 subscriptions over ${months} months, documents in and out`,
    rows: all.length * months,
    rounds: 3,
    ours: () => listed(all),
    baselines: {
      'ten times 1,000 subscriptions': () => {
        let sum = 0;
        for (let time = 0; time < 10; time += 1) sum += listed(tenth);
        return sum;
      },
    },
    oracle: 'ten times 1,000 subscriptions',
    // Linear in subscriptions: with the noise of a shared machine.
    equal: (ours, theirs) => Math.abs(ours - theirs) / theirs < 0.01,
    goals: { 'ten times 1,000 subscriptions': { at_most: 1.2 } },
  });
}

function longSchedule(): Comparison {
  const schedule = { cadence: 'monthly', start_date: '2000-01-01', timezone: 'Europe/Berlin' } as const;
  const years = Array.from({ length: 100 }, (_, index) => `${2000 + index}-01-01`);
  return compare({
    name: 'a century of periods in one list',
    rows: 1200,
    ours: () => billingPeriods(schedule, { from: '2000-01-01', until: '2100-01-01' }),
    baselines: {
      'a list per year': () =>
        years.flatMap((from, index) => billingPeriods(schedule, { from, until: years[index + 1] ?? '2100-01-01' })),
    },
    oracle: 'a list per year',
    goals: { 'a list per year': { at_most: 1.2 } },
  });
}

/** A subscription to so many prices of four cadences, with its schedule. */
function subscribedTo(count: number) {
  const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York' } as const;
  const cadences = ['monthly', 'quarterly', 'annual', 'one_time'] as const;
  const prices = Array.from({ length: count }, (_, index) => ({
    id: `price-${index}`,
    name: `Price ${index}`,
    model_type: 'unit' as const,
    unit_config: { unit_amount: '1.00' },
    cadence: cadences[index % cadences.length] ?? 'monthly',
    billing_mode: index % 2 === 0 ? ('in_advance' as const) : ('in_arrear' as const),
    fixed_price_quantity: 1,
  }));
  const request = { customer_id: 'acme', plan_id: 'plan', start_date: '2025-01-01' };
  const { subscription, schedule } = createSubscription({
    customer,
    plans: [{ id: 'plan', prices }],
    request,
    at: '2025-01-01',
  });
  return { subscription, schedule, customer };
}

/** How many services all invoices until 2028 bill. */
function servicesOf(subscribed: ReturnType<typeof subscribedTo>): number {
  return invoicesDue({ ...subscribed, until: '2028-01-01' }).reduce((sum, { services }) => sum + services.length, 0);
}

function manyIntervals(): Comparison {
  const [all, tenth] = [subscribedTo(400), subscribedTo(40)];
  return compare({
    name: `what is due of 400 price intervals over ${months} months, documents in and out`,
    rows: servicesOf(all),
    rounds: 3,
    ours: () => servicesOf(all),
    baselines: {
      'ten times 40 intervals': () => {
        let sum = 0;
        for (let time = 0; time < 10; time += 1) sum += servicesOf(tenth);
        return sum;
      },
    },
    oracle: 'ten times 40 intervals',
    // Linear in intervals, with the noise of a shared machine; what grows with their square would take ten times as long.
    goals: { 'ten times 40 intervals': { at_most: 1.5 } },
  });
}

function shares(): Comparison {
  const name = 'America/New_York';
  const full_period = { start_date: '2025-03-01T05:00:00Z', end_date: '2025-04-01T04:00:00Z' };
  const starts = Array.from({ length: 31 }, (_, day) => new Date(Date.UTC(2025, 2, 1 + day, 12)).toISOString());
  const dateOf = (text: string): DateTime => DateTime.fromISO(text, { zone: name }).startOf('day');
  return compare({
    name: 'days covered of a month in a DST zone, documents in and out',
    rows: starts.length,
    ours: () =>
      starts.map((start_date) => {
        const service_period = { start_date, end_date: full_period.end_date };
        return prorate({ amount: 0, service_period, full_period, timezone: name }).numerator;
      }),
    baselines: {
      luxon: () => starts.map((text) => Math.round(dateOf(full_period.end_date).diff(dateOf(text), 'days').days)),
    },
    oracle: 'luxon',
  });
}

/** Boundaries, period numbers, whole schedules and shares, against luxon and against parts of themselves. */
export function run(): readonly Comparison[] {
  return [boundaries(), periodNumbers(), manySubscriptions(), longSchedule(), manyIntervals(), shares()];
}
