import { billingPeriodAt, billingPeriods, prorate, type PeriodRange, type ScheduleInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import cases from '../cases/cycles/billing-periods.json' with { type: 'json' };
import refusals from '../cases/cycles/refusals.json' with { type: 'json' };
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

type Case = {
  readonly case: string;
  readonly arithmetic: string;
  readonly schedule: ScheduleInput;
  readonly range: PeriodRange;
  readonly first?: {
    readonly start: string;
    readonly full_start: string;
    readonly full_end: string;
    readonly days?: readonly [covered: number, whole: number];
  };
  readonly ends: readonly string[];
};
type Refusal = {
  readonly case: string;
  readonly schedule: ScheduleInput;
  readonly range: PeriodRange;
  readonly faults: readonly string[];
};

describe('billing periods (§4)', () => {
  it.each(cases as unknown as readonly Case[])('$case: $arithmetic', (given) => {
    const { schedule, range, first, ends } = frozen(given);
    const periods = billingPeriods(schedule, range);
    expect(periods.map((period) => period.end_date)).toEqual(ends);
    const starts = periods.map((period) => period.start_date);
    expect(starts.slice(1)).toEqual(ends.slice(0, -1));
    for (const [index, start] of starts.entries()) expect(billingPeriodAt(schedule, start)).toEqual(periods[index]);
    if (first === undefined) return;
    const { start, full_start, full_end, days } = first;
    const full_period = { start_date: full_start, end_date: full_end };
    expect(periods[0]).toEqual({ start_date: start, end_date: ends[0], full_period });
    if (days === undefined) return;
    const { timezone } = schedule;
    const { numerator, denominator } = prorate({ amount: 1, service_period: periods[0]!, full_period, timezone });
    expect([numerator, denominator]).toEqual(days);
  });

  it('are null outside the schedule: before its start, from its end on, and for one_time', () => {
    const schedule = { cadence: 'monthly', start_date: '2025-03-10', end_date: '2025-05-10', timezone: 'UTC' } as const;
    expect(billingPeriodAt(schedule, '2025-03-09T23:59:59.999Z')).toBeNull();
    expect(billingPeriodAt(schedule, '2025-03-10')?.end_date).toBe('2025-04-01T00:00:00+00:00');
    expect(billingPeriodAt(schedule, '2025-05-09T23:59:59.999Z')?.end_date).toBe('2025-05-10T00:00:00+00:00');
    expect(billingPeriodAt(schedule, '2025-05-10')).toBeNull();
    expect(billingPeriodAt({ ...schedule, cadence: 'one_time' }, '2025-04-01')).toBeNull();
  });

  it('do not depend on how the offset of an instant is written (L27)', () => {
    const dates = [
      '2025-03-10T05:00:00Z',
      '2025-03-10T05:00:00.000+00:00',
      '2025-03-10T06:30:00+01:30',
      '2025-03-09T21:00:00-08:00',
    ];
    const listed = dates.map((start_date) =>
      billingPeriods(
        { cadence: 'monthly', start_date, timezone: 'Asia/Tokyo' },
        { from: start_date, until: '2025-07-01' },
      ),
    );
    for (const periods of listed) expect(periods).toEqual(listed[0]);
    expect(listed[0]).toHaveLength(4);
  });

  it('may be as many as the policy says, exactly', () => {
    const schedule = { cadence: 'monthly', start_date: '2025-01-01', timezone: 'UTC' } as const;
    const range = { from: '2025-01-01', until: '2025-04-01' };
    expect(billingPeriods(schedule, { ...range, policies: { max_periods: 3 } })).toHaveLength(3);
    expect(faultsOf(() => billingPeriods(schedule, { ...range, policies: { max_periods: 2 } }))).toEqual([
      'horizon_exceeded ',
    ]);
    expect(billingPeriods(schedule, { from: '2025-01-01', until: '2125-01-01' })).toHaveLength(1200);
  });
});

describe('what the calendar refuses (§16)', () => {
  it.each(refusals as unknown as readonly Refusal[])('$case', (given) => {
    const { schedule, range, faults } = frozen(given);
    expect(faultsOf(() => billingPeriods(schedule, range))).toEqual(faults);
    const ofSchedule = faults.filter((fault) => fault.includes(' schedule'));
    if (ofSchedule.length > 0) expect(faultsOf(() => billingPeriodAt(schedule, '2025-01-01'))).toEqual(ofSchedule);
  });

  it.each([null, 7, '2025-02-30', 'soon'])('an instant that is %s', (at) => {
    const schedule = { cadence: 'monthly', start_date: '2025-01-01', timezone: 'UTC' } as const;
    expect(faultsOf(() => billingPeriodAt(schedule, at as string))[0]).toMatch(/ at$/);
  });

  it.each([undefined, null, 7, 'monthly', []])('an argument that is %s', (given) => {
    const schedule = given as unknown as ScheduleInput;
    expect(faultsOf(() => billingPeriodAt(schedule, '2025-01-01'))[0]).toMatch(/ schedule$/);
    expect(faultsOf(() => billingPeriods(schedule, given as unknown as PeriodRange))).toHaveLength(2);
  });
});
