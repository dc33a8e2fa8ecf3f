import { prorate, roundAmount, type ProrateInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import cases from '../cases/proration/prorate.json' with { type: 'json' };
import refusals from '../cases/proration/refusals.json' with { type: 'json' };
import { frozen } from '../support/frozen.js';
import { rational, sum, product, floor } from '../support/rational.js';
import { faultsOf } from '../support/refusal.js';

describe('prorate (§5)', () => {
  it.each(cases)('$case: $arithmetic', ({ input, result, rounded }) => {
    expect(prorate(frozen(input) as ProrateInput)).toEqual(result);
    expect(roundAmount({ amount: result.amount, currency: 'USD' })).toBe(rounded);
  });

  it('seats in arrears: 5 for 19 days and 8 for 12 days at 12.00 are 12 × 191/31 = 73.94', () => {
    const full_period = { start_date: '2025-03-01', end_date: '2025-04-01' };
    const shareOf = (start_date: string, end_date: string): number =>
      prorate({ amount: 0, service_period: { start_date, end_date }, full_period, timezone: 'UTC' }).numerator;
    const seatDays = 5 * shareOf('2025-03-01', '2025-03-20') + 8 * shareOf('2025-03-20', '2025-04-01');
    expect(seatDays).toBe(191);
    const cents = product({ over: 1200n * BigInt(seatDays), under: 31n }, rational('1'));
    expect(floor(sum([cents, { over: 1n, under: 2n }]))).toBe(7394n);
  });
});

describe('what prorate refuses (§5, §16)', () => {
  it.each(refusals)('$case', ({ input, faults }) => {
    expect(faultsOf(() => prorate(frozen(input) as unknown as ProrateInput))).toEqual(faults);
  });

  it.each([undefined, null, 7, []])('an argument that is %s', (given) => {
    expect(faultsOf(() => prorate(given as unknown as ProrateInput))).toHaveLength(1);
  });
});
