import { describe, expect, it } from 'vitest';
import { adjustmentOf, scopeOfPrice } from '../../src/adjustments/index.js';
import { currencyOf, realCurrencyOf } from '../../src/currency/index.js';
import { formatDecimal, formatExact, parseDecimal, zero } from '../../src/decimal/index.js';
import { placeOf } from '../../src/errors/index.js';
import {
  draftInvoiceFrom,
  payNothing,
  taxNothing,
  type DraftRequest,
  type LineRequest,
} from '../../src/invoices/index.js';
import { parseInstant, period, timeZone } from '../../src/time/index.js';
import { prepared } from '../support/prepared.js';
import { faultsOf } from '../support/refusal.js';

const usd = realCurrencyOf('USD', 'currency');
const january = period(parseInstant('2026-01-01T00:00:00Z'), parseInstant('2026-02-01T00:00:00Z'));

function lineOf(price_id: string, quantity: string, more: Partial<LineRequest> = {}): LineRequest {
  const own = prepared({ model_type: 'unit', unit_config: { unit_amount: '0.005' } });
  if (own === null) throw new Error('the price of this test is valid');
  return {
    price_interval_id: price_id,
    price_id,
    name: price_id,
    place: placeOf(price_id),
    currency: usd,
    conversion: null,
    subject: { item_id: null, billing_mode: null, cadence: '1 month' },
    period: january,
    shown_period: january,
    adjusted_at: january.end,
    full_period: january,
    prepared: own,
    filters: null,
    usage: { shape: 'quantity', quantity: parseDecimal(quantity) },
    ...more,
  };
}

function requestFor(lines: readonly LineRequest[], more: Partial<DraftRequest> = {}): DraftRequest {
  return {
    billed_to: 'acme',
    source: 'subscription',
    currency: usd,
    period: january,
    invoice_date: january.end,
    zone: timeZone('UTC'),
    lines,
    adjustments: [],
    payWithCredits: payNothing,
    earlier_lines: [],
    taxLines: taxNothing,
    customer_balance: zero,
    policies: {
      negative_quantity: 'error',
      proration_basis: 'day',
      virtual_currency_adjustments: 'reject',
      mixed_adjustment_scope: 'report',
      prorate_adjustments: false,
      zero_lines: 'keep',
    },
    ...more,
  };
}

describe('draftInvoiceFrom', () => {
  it('rounds each line once, so that lines round apart from their sum (D1)', () => {
    // 3 × 0.005 = 0.015 → 0.02, twice: 0.04; rounded together it would have been 0.03.
    const { lines, totals } = draftInvoiceFrom(requestFor([lineOf('a', '3'), lineOf('b', '3')]));
    expect(lines.map((line) => formatExact(line.subtotal))).toEqual(['0.02', '0.02']);
    expect(formatDecimal(totals.total)).toBe('0.04');
  });

  it('keeps a virtual line exact and rounds only what it is converted to (§1.2 step 5)', () => {
    const credits = currencyOf('credits');
    const conversion = [{ lower: zero, upper: null, rate: parseDecimal('0.5') }];
    const [line] = draftInvoiceFrom(requestFor([lineOf('c', '3', { currency: credits, conversion })])).lines;
    // 3 × 0.005 = 0.015 credits, not rounded; × 0.5 = 0.0075 → 0.01
    expect(line && formatExact(line.subtotal)).toBe('0.015');
    expect(line && formatDecimal(line.converted_amount)).toBe('0.01');
  });

  it('collects the faults of all prices under their own usage', () => {
    const request = requestFor([lineOf('a', '-1'), lineOf('b', '1'), lineOf('c', '-2')]);
    expect(faultsOf(() => draftInvoiceFrom(request))).toEqual([
      'negative_quantity usage.a.quantity',
      'negative_quantity usage.c.quantity',
    ]);
  });

  it('refuses a second real currency where the price stands', () => {
    const euro = realCurrencyOf('EUR', 'currency');
    expect(faultsOf(() => draftInvoiceFrom(requestFor([lineOf('a', '1', { currency: euro })])))).toEqual([
      'mixed_currencies a',
    ]);
  });

  it('bills a stub by its days and shows its own dates (D12)', () => {
    // 12.00 × 10/31 = 3.870… → 3.87
    const own = prepared({ model_type: 'unit', unit_config: { unit_amount: '12' }, fixed_price_quantity: 1 });
    if (own === null) throw new Error('the price of this test is valid');
    const stub = period(parseInstant('2026-01-22T00:00:00Z'), january.end);
    const line = lineOf('a', '1', { prepared: own, usage: null, period: stub, shown_period: stub });
    const [drafted] = draftInvoiceFrom(requestFor([line])).lines;
    expect(drafted && formatDecimal(drafted.amount)).toBe('3.87');
    expect(drafted?.id).toContain('20260122T000000Z');
  });

  it('keeps two intervals of one price apart (F4)', () => {
    const middle = parseInstant('2026-01-16T00:00:00Z');
    const [first, second] = [period(january.start, middle), period(middle, january.end)];
    const lines = [first, second].map((span, position) =>
      lineOf('a', '2000', { price_id: `interval-${position}`, period: span, shown_period: span }),
    );
    const earlier = {
      invoice_id: 'earlier',
      invoice_date: january.start,
      price_id: 'interval-1',
      start: middle,
      amount: parseDecimal('4'),
      credits_applied: zero,
    };
    const { lines: drafted } = draftInvoiceFrom(requestFor(lines, { earlier_lines: [earlier] }));
    expect(drafted.map((line) => formatDecimal(line.amount))).toEqual(['10', '6']);
    expect(new Set(drafted.map((line) => line.id)).size).toBe(2);
  });

  it('offers credits the lines in arrears only, what is open of them, and what minimums raised them by (D22)', () => {
    const minimum = adjustmentOf('minimum', parseDecimal('30'), {
      id: 'm',
      place: placeOf('m'),
      is_invoice_level: true,
      scope: scopeOfPrice('a'),
      interval: null,
      reason: null,
      replaces_adjustment_id: null,
      item_id: null,
    });
    const own = prepared({ model_type: 'unit', unit_config: { unit_amount: '12' }, fixed_price_quantity: 1 });
    if (own === null) throw new Error('the price of this test is valid');
    const asked: string[][] = [];
    const earlier = {
      invoice_id: 'earlier',
      invoice_date: january.start,
      price_id: 'a',
      start: january.start,
      amount: zero,
      credits_applied: parseDecimal('5'),
    };
    const { lines } = draftInvoiceFrom(
      requestFor([lineOf('a', '2000'), lineOf('fee', '1', { prepared: own, usage: null })], {
        adjustments: [minimum],
        earlier_lines: [earlier],
        payWithCredits: (charges) => {
          asked.push(
            charges.map(
              (charge) =>
                `${charge.line.request.price_id} ${formatExact(charge.open)} ${formatExact(charge.minimum_part)}`,
            ),
          );
          return charges.map(() => [{ block_id: 'b', amount: parseDecimal('7') }]);
        },
      }),
    );
    // a: 2000 × 0.005 = 10, raised by 20 to 30, 5 paid before: 25 open; 7 more: C = 12; 18 left.
    expect(asked).toEqual([['a 25 20']]);
    expect(lines.map((line) => [formatExact(line.credits_applied), formatDecimal(line.amount)])).toEqual([
      ['12', '18'],
      ['0', '12'],
    ]);
  });

  it('gives credits back where usage fell below what they paid (§1.2: 0 ≤ C ≤ A)', () => {
    const earlier = {
      invoice_id: 'earlier',
      invoice_date: january.start,
      price_id: 'a',
      start: january.start,
      amount: zero,
      credits_applied: parseDecimal('8'),
    };
    const [line] = draftInvoiceFrom(requestFor([lineOf('a', '1000')], { earlier_lines: [earlier] })).lines;
    expect(line && [formatExact(line.credits_applied), formatDecimal(line.amount)]).toEqual(['5', '0']);
  });
});
