import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftInvoice, type DraftInvoiceInput, type InvoiceLineItem } from '../../src/index.js';
import { frozen } from '../support/frozen.js';

const decimalText = fc
  .tuple(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => new Big(digits).div(new Big(10).pow(places)).toFixed());

const config = fc.oneof(
  decimalText.map((rate) => ({ model_type: 'unit' as const, unit_config: { unit_amount: rate } })),
  fc.tuple(decimalText, fc.integer({ min: 1, max: 500 })).map(([amount, size]) => ({
    model_type: 'package' as const,
    package_config: { package_amount: amount, package_size: size },
  })),
  fc.tuple(decimalText, decimalText, fc.integer({ min: 1, max: 1000 })).map(([low, high, bound]) => ({
    model_type: 'tiered' as const,
    tiered_config: {
      tiers: [
        { first_unit: 0, last_unit: bound, unit_amount: low },
        { first_unit: bound, last_unit: null, unit_amount: high },
      ],
    },
  })),
);

const input: fc.Arbitrary<DraftInvoiceInput> = fc
  .record({
    billed: fc.array(fc.tuple(config, decimalText), { maxLength: 8 }),
    currency: fc.constantFrom('USD', 'JPY', 'KWD', 'EUR'),
    balance: fc.constantFrom('0', '12', '-5', '1000000'),
    rounding: fc.constantFrom('half_up' as const, 'half_even' as const),
  })
  .map(({ billed, currency, balance, rounding }) => ({
    customer: { id: 'c', currency, balance },
    policies: { rounding },
    prices: billed.map(([price], position) => ({ id: `p${position}`, ...price })),
    usage: Object.fromEntries(billed.map(([, quantity], position) => [`p${position}`, { quantity }])),
    period: { start_date: '2026-01-01', end_date: '2026-02-01' },
  }));

const places = new Map([
  ['USD', 2],
  ['EUR', 2],
  ['JPY', 0],
  ['KWD', 3],
]);

describe('every drafted invoice', () => {
  it('is the same for the same input, leaves it alone, and survives JSON (L1, L2, L4)', () => {
    fc.assert(
      fc.property(input, (given) => {
        const first = draftInvoice(frozen(given));
        expect(JSON.stringify(draftInvoice(given))).toBe(JSON.stringify(first));
        expect(JSON.parse(JSON.stringify(first))).toEqual(first);
      }),
    );
  });

  it('adds up on its printed strings (W1–W3, L5, L8, L9)', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { invoice } = draftInvoice(given);
        for (const line of invoice.line_items) {
          if (line.sub_line_items.length > 0)
            expect(sum(line.sub_line_items.map((row) => row.amount))).toBe(plain(line.subtotal));
          expect(line.adjusted_subtotal).toBe(line.subtotal);
          const left = new Big(line.adjusted_subtotal)
            .minus(line.credits_applied)
            .minus(line.partially_invoiced_amount);
          expect(plain(line.amount)).toBe(left.toFixed());
        }
        expect(sum(invoice.line_items.map((line) => line.subtotal))).toBe(plain(invoice.subtotal));
        expect(sum(invoice.line_items.map((line) => line.amount))).toBe(plain(invoice.total));
        const due = new Big(invoice.total).minus(given.customer.balance ?? 0);
        expect(plain(invoice.amount_due)).toBe((due.lt(0) ? new Big(0) : due).toFixed());
      }),
    );
  });

  it('bills each line what straightforward arithmetic says, rounded once (L10, D1)', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { invoice } = draftInvoice(given);
        const digits = places.get(invoice.currency) ?? 2;
        const mode = given.policies?.rounding === 'half_even' ? Big.roundHalfEven : Big.roundHalfUp;
        for (const [position, line] of invoice.line_items.entries()) {
          const usage = given.usage?.[`p${position}`] as { quantity: string };
          expect(line.subtotal).toBe(naiveSubtotal(line, new Big(usage.quantity)).toFixed(digits, mode));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('keeps its rows within one unit of their exact amounts (L6)', () => {
    fc.assert(
      fc.property(input, (given) => {
        const { invoice, workings } = draftInvoice(given);
        const unit = new Big(10).pow(-(places.get(invoice.currency) ?? 2));
        for (const line of workings.lines) {
          for (const charge of line.rating.charges) {
            expect(new Big(charge.shown_amount ?? 0).minus(charge.amount).abs().lte(unit)).toBe(true);
          }
        }
      }),
    );
  });
});

function sum(amounts: readonly string[]): string {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();
}

function plain(amount: string): string {
  return new Big(amount).toFixed();
}

/** The subtotal as the rules word it, without any of our own code: §2.2 unit, package, tiered. */
function naiveSubtotal(line: InvoiceLineItem, quantity: Big): Big {
  const { price } = line;
  if (price.model_type === 'unit') return quantity.times(price.unit_config.unit_amount);
  if (price.model_type === 'package') {
    const whole = quantity.div(price.package_config.package_size).round(0, Big.roundUp);
    return whole.times(price.package_config.package_amount);
  }
  if (price.model_type !== 'tiered') throw new Error('not generated here');
  const [first, second] = price.tiered_config.tiers;
  const bound = new Big(first?.last_unit ?? 0);
  const inside = quantity.gt(bound) ? bound : quantity;
  return inside.times(first?.unit_amount ?? 0).plus(quantity.minus(inside).times(second?.unit_amount ?? 0));
}
