import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { draftInvoice, invoicesDue, updateFixedFeeQuantity, type PriceInput } from '../../../src/index.js';
import { frozen } from '../../support/frozen.js';
import { seats, subscribed, type Subscribed } from '../../support/subscribed.js';

type Case = {
  readonly name: string;
  readonly why: string;
  readonly recurring: readonly string[];
  readonly phases?: boolean;
  readonly request: { readonly start_date: string };
  readonly invoice_date: string;
};

const cases = JSON.parse(
  readFileSync(new URL('../../cases/subscriptions/one-time.json', import.meta.url), 'utf8'),
) as readonly Case[];

const week = { cadence: 'custom', billing_cycle_configuration: { duration: 7, duration_unit: 'day' } } as const;

/** A fee by its cadence; in phase 1, where it says so. */
function recurring(said: string): PriceInput {
  const [cadence, ...phase] = said.split(' in ');
  const own = cadence === 'weekly' ? week : { cadence };
  return seats('10.00', 1, { id: said, name: said, plan_phase_order: phase.length === 0 ? null : 1, ...own });
}

const phases = [
  { order: 1, duration: 3, duration_unit: 'monthly' },
  { order: 2, duration: null, duration_unit: null },
] as const;

/** A setup fee of 99.00 once, in arrears, among what a case bills by cadences. */
function withSetup({ recurring: said, phases: hasPhases, request }: Case): Subscribed {
  const order = hasPhases === true ? 2 : null;
  const setup = seats('99.00', 1, {
    id: 'setup',
    name: 'Setup',
    cadence: 'one_time',
    billing_mode: 'in_arrear',
    plan_phase_order: order,
  });
  const plan = hasPhases === true ? { plan_phases: phases } : {};
  return subscribed([setup, ...said.map(recurring)], { ...request, plan });
}

/** The local dates of the invoices that bill the setup fee. */
function datesOfSetup(of: Subscribed): readonly string[] {
  const due = invoicesDue(frozen({ ...of, until: '2028-01-01' }));
  return due
    .filter(({ services }) => services.some(({ price_id }) => price_id === 'setup'))
    .map(({ invoice_date }) => invoice_date.slice(0, 10));
}

describe('a one-time price in arrears (F14)', () => {
  it.each(cases)('$name: $why', (one) => {
    expect(datesOfSetup(withSetup(one))).toEqual([one.invoice_date]);
  });

  it('is billed whole on that date, and by no other invoice', () => {
    const of = withSetup(cases[0] as Case);
    const { invoice } = draftInvoice({ ...of, invoice_date: '2027-01-01' });
    const lines = invoice.line_items.map(({ name, subtotal, start_date }) => [name, subtotal, start_date.slice(0, 10)]);
    expect(lines).toEqual([
      ['Setup', '99.00', '2027-01-01'],
      ['annual', '10.00', '2027-01-01'],
    ]);
  });

  it('has the quantity that holds on that date, which is the date of the upcoming invoice', () => {
    const of = withSetup(cases[0] as Case);
    const request = { price_id: 'setup', quantity: 3, change_option: 'upcoming_invoice' } as const;
    const { subscription } = updateFixedFeeQuantity({ ...of, request, at: '2026-03-10' });
    const [setup] = subscription.price_intervals;
    expect(setup?.fixed_fee_quantity_transitions).toEqual([
      { price_id: 'setup', effective_date: '2027-01-01T05:00:00+00:00', quantity: 3 },
    ]);
  });
});
