import { describe, expect, it } from 'vitest';
import { currencyOf, realCurrencyOf } from '../../src/currency/index.js';
import { formatDecimal, formatExact, parseDecimal, zero } from '../../src/decimal/index.js';
import { placeOf } from '../../src/errors/index.js';
import { draftInvoiceFrom, type DraftRequest, type LineRequest } from '../../src/invoices/index.js';
import { wholePeriod } from '../../src/prices/index.js';
import { parseInstant, period } from '../../src/time/index.js';
import { prepared } from '../support/prepared.js';
import { faultsOf } from '../support/refusal.js';

const usd = realCurrencyOf('USD', 'currency');
const january = period(parseInstant('2026-01-01T00:00:00Z'), parseInstant('2026-02-01T00:00:00Z'));

function lineOf(price_id: string, quantity: string, more: Partial<LineRequest> = {}): LineRequest {
  const own = prepared({ model_type: 'unit', unit_config: { unit_amount: '0.005' } });
  if (own === null) throw new Error('the price of this test is valid');
  return {
    price_id,
    name: price_id,
    place: placeOf(price_id),
    currency: usd,
    conversion: null,
    period: january,
    prepared: own,
    usage: { shape: 'quantity', quantity: parseDecimal(quantity) },
    ...more,
  };
}

function requestFor(prices: readonly LineRequest[]): DraftRequest {
  return {
    billed_to: 'acme',
    currency: usd,
    period: january,
    invoice_date: january.end,
    prices,
    terms: wholePeriod,
    customer_balance: zero,
    zero_lines: 'keep',
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
});
