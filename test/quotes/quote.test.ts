import { quote, type QuoteInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import refusals from '../cases/quotes/quote-refusals.json' with { type: 'json' };
import cases from '../cases/quotes/quotes.json' with { type: 'json' };
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

const around = { customer: { id: 'acme', currency: 'USD', timezone: 'UTC' }, start_date: '2026-01-01' };

describe('a quote', () => {
  it.each(cases)('$case', ({ input, usage, recognized, invoices, totals }) => {
    const quoted = quote(frozen({ ...around, ...input }) as QuoteInput);
    expect(quoted.periods.map((period) => period.usage.map(({ quantity }) => quantity))).toEqual(usage);
    expect(quoted.invoices.map(({ invoice }) => [invoice.invoice_date.slice(0, 10), invoice.total])).toEqual(invoices);
    expect(quoted.periods.map((period) => period.recognized)).toEqual(recognized);
    const { items, ...sums } = quoted.totals;
    expect(sums).toEqual(totals);
    // L4; and what is told by item adds up.
    expect(JSON.parse(JSON.stringify(quoted))).toEqual(
      JSON.parse(JSON.stringify(quote(frozen({ ...around, ...input }) as QuoteInput))),
    );
    const cents = (text: string): number => Math.round(Number(text) * 100);
    const added = (amounts: readonly { readonly amount: string }[]): number =>
      amounts.reduce((sum, { amount }) => sum + cents(amount), 0);
    expect(added(items)).toBe(cents(sums.recognized));
    for (const period of quoted.periods) expect(added(period.items)).toBe(cents(period.recognized));
    expect(added(quoted.cash)).toBe(cents(sums.amount_due));
  });
});

const calls = {
  id: 'calls',
  name: 'Calls',
  model_type: 'unit',
  unit_config: { unit_amount: '1' },
  billable_metric_id: 'm',
};
const seats = { id: 'seats', name: 'Seats', model_type: 'unit', unit_config: { unit_amount: '1' } };
const scenario = { ...around, prices: [calls, seats], periods: 2, usage: { calls: { quantity: 1 } } };

/** What a refusal changes in a scenario that is accepted; null takes something away. */
function changed({ input, change, usage_text }: (typeof refusals)[number]): unknown {
  if (input === null) return null;
  const usage: unknown = usage_text === undefined ? scenario.usage : JSON.parse(usage_text);
  const entries = Object.entries({ ...scenario, usage, ...change });
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

describe('what quote refuses', () => {
  it('is not the scenario that the refusals change', () => {
    expect(quote(scenario as unknown as QuoteInput).totals.invoiced).toBe('4.00');
  });

  it.each(refusals)('$case', (refusal) => {
    const started = performance.now();
    expect(faultsOf(() => quote(frozen(changed(refusal)) as QuoteInput))).toEqual(refusal.faults);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('tells every fault of the usage at once', () => {
    const usage = { calls: { quantity: 'many' }, seats: { quantity: -1 } };
    expect(faultsOf(() => quote({ ...scenario, usage } as unknown as QuoteInput))).toEqual([
      'invalid_decimal usage.calls.quantity',
      'negative_quantity usage.seats.quantity',
    ]);
  });
});
