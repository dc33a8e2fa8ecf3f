import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printMoney, realCurrencyOf, roundMoney } from '../../src/currency/index.js';
import {
  add,
  compare,
  integer,
  parseDecimal,
  ratio,
  subtract,
  toNumber,
  zero,
  type Decimal,
  type Exact,
} from '../../src/decimal/index.js';
import {
  cumulativeShare,
  prorate,
  refundUnused,
  shareOf,
  type BilledLine,
  type ProrationBasis,
} from '../../src/proration/index.js';
import { parseBoundary, timeZone, type Instant } from '../../src/time/index.js';
import instalments from '../cases/proration/instalments.json' with { type: 'json' };
import refunds from '../cases/proration/refunds.json' with { type: 'json' };
import { frozen } from '../support/frozen.js';
import { refusal } from '../support/refusal.js';

const utc = timeZone('UTC');
const currency = realCurrencyOf('USD', 'currency');
const at = (text: string): Instant => parseBoundary(text, utc);

function exact(text: string): Exact {
  const [over = '', under = '1'] = text.split('/');
  return ratio(parseDecimal(over), parseDecimal(under));
}

type Refund = {
  readonly line: {
    readonly adjusted_subtotal: string;
    readonly amount: string;
    readonly start: string;
    readonly end: string;
  };
  /** What was refunded before, and for which time. */
  readonly dated?: readonly { readonly amount: string; readonly start: string; readonly end: string }[];
  readonly refunds: readonly (readonly string[])[];
};

describe('the refund of an unused part (§5, D27)', () => {
  it.each(refunds as readonly (Refund & { case: string; why: string })[])('$case: $why', (given) => {
    const { line, refunds: steps, dated: before = [] } = frozen<Refund>(given);
    const dated = before.map(({ amount, start, end }) => {
      return { amount: parseDecimal(amount), period: { start: at(start), end: at(end) } };
    });
    let refunded = dated.reduce((sum, { amount }) => add(sum, amount), zero);
    for (const [from = '', expected = ''] of steps) {
      const billed: BilledLine = {
        adjusted_subtotal: exact(line.adjusted_subtotal),
        amount: parseDecimal(line.amount),
        refunded,
        dated,
        service_period: { start: at(line.start), end: at(line.end) },
      };
      const refund = refundUnused(billed, { from: at(from), zone: utc, basis: 'day', currency });
      expect(printMoney(refund, currency)).toBe(expected);
      refunded = add(refunded, refund);
    }
  });

  it('L32 never adds up to more than was billed, and to all of it at the start', () => {
    const day = fc.integer({ min: 1, max: 31 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: -1, max: 1 }),
        fc.array(day, { maxLength: 6 }),
        (cents, settled, days) => {
          // An exact amount of thirds of cents; joint rounding may have moved the line by one cent.
          const adjusted_subtotal = ratio(integer(cents), integer(300));
          const rounded = add(roundMoney(adjusted_subtotal, currency), parseDecimal(String(settled / 100)));
          const amount = compare(rounded, zero) < 0 ? zero : rounded;
          const service_period = { start: at('2025-03-01'), end: at('2025-04-01') };
          let refunded = zero;
          const refundFrom = (from: Instant): Decimal => {
            const line = { adjusted_subtotal, amount, refunded, service_period };
            return refundUnused(line, { from, zone: utc, basis: 'day', currency });
          };
          for (const date of days) {
            const refund = refundFrom(at(`2025-03-${String(date).padStart(2, '0')}`));
            expect(compare(refund, zero)).toBeGreaterThanOrEqual(0);
            refunded = add(refunded, refund);
            expect(compare(refunded, amount)).toBeLessThanOrEqual(0);
          }
          expect(compare(add(refunded, refundFrom(service_period.start)), amount)).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(['2025-02-28', '2025-04-02'])('is refused from %s, outside the line', (from) => {
    const service_period = { start: at('2025-03-01'), end: at('2025-04-01') };
    const line = { adjusted_subtotal: integer(1), amount: integer(1), refunded: zero, service_period };
    const refund = (): Decimal => refundUnused(line, { from: at(from), zone: utc, basis: 'day', currency });
    expect(refusal(refund).issues).toMatchObject([{ path: 'from', code: 'invalid_service_period' }]);
  });
});

describe('instalments of a fixed fee (§4.5, F15)', () => {
  it.each(instalments)('$case: $why', (given) => {
    const { fee, full, period, portions, shares, billed } = frozen(given);
    const [full_period, service_period] = [full, period].map(([start = '', end = '']) => ({
      start: at(start),
      end: at(end),
    })) as [BilledLine['service_period'], BilledLine['service_period']];
    const basis = given.basis as ProrationBasis;
    const due = prorate(parseDecimal(fee), shareOf({ service_period, full_period, zone: utc, basis }));
    let before: Decimal = zero;
    for (const [index, expected] of billed.entries()) {
      const span = { start: at(portions[index]!), end: at(portions[index + 1]!) };
      const portion = { ...span, index: index + 1, of: billed.length };
      const share = cumulativeShare({ service_period, full_period, portion, zone: utc, basis });
      expect([toNumber(share.numerator), toNumber(share.denominator)]).toEqual(shares[index]);
      const cumulative = roundMoney(prorate(due, share), currency);
      expect(printMoney(subtract(cumulative, before), currency)).toBe(expected);
      before = cumulative;
    }
    expect(before).toEqual(roundMoney(due, currency));
  });
});
