import fc from 'fast-check';
import { DateTime } from 'luxon';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { redeem } from '../../src/coupons/index.js';
import { redeemCoupon, type RedeemCouponInput } from '../../src/index.js';
import { instantOfMillis, timeZone } from '../../src/time/index.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

type Case = {
  readonly name: string;
  readonly coupon: object;
  readonly at: string;
  readonly timezone: string;
  readonly end_date: string | null;
};
type Refusal = {
  readonly name: string;
  readonly coupon: object;
  readonly is_running?: boolean;
  readonly faults: readonly string[];
};

const cases = JSON.parse(readFileSync(new URL('../cases/coupons/redeem.json', import.meta.url), 'utf8')) as {
  readonly redemptions: readonly Case[];
  readonly refusals: readonly Refusal[];
};

const usual = {
  id: 'c',
  redemption_code: 'SPRING',
  discount: { discount_type: 'amount', amount_discount: '5.00' },
  duration_in_months: 3,
  max_redemptions: null,
  times_redeemed: 0,
  archived_at: null,
};
const redeeming = (more: object): RedeemCouponInput =>
  frozen({ price_ids: ['a', 'b'], at: '2026-01-15', timezone: 'UTC', ...more }) as unknown as RedeemCouponInput;

describe('redeemCoupon', () => {
  it.each(cases.redemptions)('$name', ({ coupon, at, timezone, end_date }) => {
    const result = redeemCoupon(redeeming({ coupon: { ...usual, ...coupon }, at, timezone }));
    expect(result.redemption.end_date).toBe(end_date);
  });

  it('makes an invoice-level adjustment over the prices that are there, and counts the redemption', () => {
    const { adjustment, effects } = redeemCoupon(redeeming({ coupon: usual }));
    expect(adjustment).toMatchObject({
      adjustment_type: 'amount_discount',
      amount_discount: '5.00',
      is_invoice_level: true,
      applies_to_price_ids: ['a', 'b'],
      reason: 'SPRING',
    });
    expect(effects).toEqual([{ kind: 'coupon', coupon: { ...usual, times_redeemed: 1 } }]);
  });

  it.each(cases.refusals)('refuses $name', ({ coupon, is_running, faults }) => {
    const input = redeeming({ coupon: { ...usual, ...coupon }, ...(is_running === undefined ? {} : { is_running }) });
    expect(faultsOf(() => redeemCoupon(input))).toEqual(faults);
  });

  it('ends as many local months later as a calendar says, at the same local time', () => {
    const zones = ['UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1_577_836_800_000, max: 1_893_456_000_000 }),
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom(...zones),
        (millis, months, zone) => {
          const { end } = redeem({ id: 'c', duration_in_months: months }, instantOfMillis(millis), timeZone(zone));
          const start = DateTime.fromMillis(millis, { zone });
          const oracle = start.plus({ months });
          const shown = DateTime.fromMillis(Number(end), { zone });
          // A local time that a change of clocks skips is no time to compare; the date holds all the same.
          expect(shown.toISODate()).toBe(oracle.toISODate());
          if (
            oracle.hour === start.hour &&
            oracle.minute === start.minute &&
            oracle.getPossibleOffsets().length === 1
          ) {
            expect(Number(end)).toBe(oracle.toMillis());
          }
        },
      ),
    );
  });
});
