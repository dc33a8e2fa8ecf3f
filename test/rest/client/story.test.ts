import type Orb from 'orb-billing';
import { describe, expect, it } from 'vitest';
import { draftInvoice } from '../../../src/index.js';
import { auditAccount } from '../../../src/service/index.js';
import type { InvoiceDraft, SubscriptionState } from '../../../src/wire/index.js';
import { calls } from '../../service/backend.js';
import { startClient, type ClientBackend } from './backend.js';

const trials = { team: { trial_period: 14, trial_period_unit: 'days' } } as const;

/** A shop with two plans and a customer, made through the client. */
async function openShop({ client }: ClientBackend) {
  const { id: item_id } = await client.items.create({ name: 'Seat' });
  const sql = "SELECT COUNT(*) FROM events WHERE event_name = 'call'";
  const metric = await client.metrics.create({ name: 'Calls', description: null, item_id, sql });
  const unit = { item_id, cadence: 'monthly', model_type: 'unit' } as const;
  const used = { ...unit, name: 'Calls', billable_metric_id: metric.id, unit_config: { unit_amount: '0.50' } };
  const seats = (unit_amount: string) => ({ ...unit, name: 'Seats', unit_config: { unit_amount }, fixed_price_quantity: 5 }); // prettier-ignore
  const tokens = { ...unit, name: 'Tokens', currency: 'credits', conversion_rate: 0.1, billable_metric_id: metric.id, unit_config: { unit_amount: '1' } }; // prettier-ignore
  await client.plans.create({ name: 'Team', external_plan_id: 'team', currency: 'USD', prices: [{ price: seats('12.00') }, { price: used }] }); // prettier-ignore
  await client.plans.create({ name: 'Business', external_plan_id: 'business', currency: 'USD', prices: [{ price: seats('20.00') }, { price: tokens }] }); // prettier-ignore
  return client.customers.create({ name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme', currency: 'USD' });
}

/** What an invoice bills, whoever computed it. */
function billed({ line_items, subtotal, total, amount_due }: Orb.Invoice | InvoiceDraft) {
  const lines = line_items.map((line) => [line.id, line.name, line.quantity, line.start_date, line.end_date, line.subtotal, line.amount]); // prettier-ignore
  return { lines, subtotal, total, amount_due };
}

describe('a year through the official client', () => {
  it('issues what draftInvoice drafts of the documents that were fetched', async () => {
    const backend = startClient('2026-01-01T00:00:00Z');
    const { client, service, setClock } = backend;
    const { id: customer_id } = await openShop(backend);
    const { id } = await client.subscriptions.create({ customer_id, external_plan_id: 'team' });
    const { data: metrics } = await client.metrics.list();
    const compared: string[] = [];
    for (let month = 1; month <= 12; month += 1) {
      const inMonth = new Date(Date.UTC(2026, month - 1, 3 + month, 12)).toISOString();
      setClock(inMonth);
      await client.events.ingest({ events: calls('acme', inMonth, month) });
      const end = new Date(Date.UTC(2026, month, 1)).toISOString();
      setClock(end.replace('T00', 'T13'));
      await service.runBilling({ until: end.replace('T00', 'T13') });
      const { data } = await client.invoices.list({ subscription_id: id, limit: 1 });
      const subscription = await client.subscriptions.fetch(id);
      const { data: events } = await client.events.search({ event_ids: [], timeframe_start: new Date(Date.UTC(2026, month - 1, 1)).toISOString() }); // prettier-ignore
      const direct = draftInvoice({
        subscription: subscription as unknown as SubscriptionState,
        customer: await client.customers.fetch(customer_id),
        invoice_date: end,
        metrics: metrics.map(({ id: metric_id, sql }) => ({ id: metric_id, sql })),
        events: events.map((event) => ({ ...event, external_customer_id: null, customer_id })),
      });
      expect(billed(data[0]!)).toEqual(billed(direct.invoice));
      compared.push(data[0]!.total);
    }
    // Five seats of the next month, and 1, 2, … 12 calls of the last at 0.50.
    expect(compared).toEqual(Array.from({ length: 12 }, (_, month) => (60 + 0.5 * (month + 1)).toFixed(2)));
  });
});

describe('a life through the official client', () => {
  it('from a trial to a credit note, every amount as it is worked out by hand', async () => {
    const backend = startClient('2026-01-01T00:00:00Z', { service: { account: { id: 'demo', trials } } });
    const { client, service, setClock, failures } = backend;
    const customer = await openShop(backend);
    const run = async (until: string) => {
      setClock(until);
      await service.runBilling({ until: `${until}T00:00:00Z` });
    };
    const invoices = async () => {
      const { data } = await client.invoices.list({ customer_id: customer.id, limit: 100 });
      return data.map(({ invoice_date, invoice_source, total }) => [invoice_date.slice(0, 10), invoice_source, total]);
    };

    // Sign-up: a trial of fourteen days, and an invoice whenever 10.00 have been used.
    const { id } = await client.subscriptions.create({ external_customer_id: 'acme', external_plan_id: 'team', invoicing_threshold: '10.00' }); // prettier-ignore
    expect(await invoices()).toEqual([]);

    // After it the seats cost 17 of 31 days of 60.00, which is 32.903.
    await run('2026-01-16');
    setClock('2026-01-16T12:00:00Z');
    await client.events.ingest({ events: calls('acme', '2026-01-16T11:00:00Z', 24) });
    // 24 calls at 0.50 have passed the threshold.
    await run('2026-01-17');
    const [partial] = await invoices();
    expect(partial).toEqual(['2026-01-17', 'partial', '12.00']);

    // A coupon takes half of what comes in its month; 4 more calls; then the month ends.
    const coupon = await client.coupons.create({ redemption_code: 'HALF', discount: { discount_type: 'percentage', percentage_discount: 0.5 }, duration_in_months: 2 }); // prettier-ignore
    setClock('2026-01-31T20:00:00Z');
    await client.events.ingest({ events: calls('acme', '2026-01-31T19:00:00Z', 40) });
    await client.subscriptions.redeemCoupon(id, { change_option: 'immediate', coupon_id: coupon.id });
    await run('2026-02-02');
    // Seats of February 60.00, and the 64 calls of January 32.00; half of both, less the 12.00 that were billed.
    expect((await invoices())[0]).toEqual(['2026-02-01', 'subscription', '34.00']);

    // Upgrade in the middle of February.
    await run('2026-02-15');
    const upgraded = await client.subscriptions.schedulePlanChange(id, { change_option: 'immediate', external_plan_id: 'business' }); // prettier-ignore
    // 14 of 28 days of the 30.00 that were paid come back, and 14 of 28 days of 100.00 are to be paid.
    expect(upgraded.changed_resources).toMatchObject({
      created_credit_notes: [{ total: '15.00' }],
      created_invoices: [{ total: '50.00' }],
    });

    // 20 credits are bought, and ten more whenever they fall to 5.
    await client.customers.credits.ledger.createEntry(customer.id, { entry_type: 'increment', amount: 20, currency: 'credits', per_unit_cost_basis: '0.08', invoice_settings: { auto_collection: false, net_terms: 30 } }); // prettier-ignore
    await client.customers.credits.topUps.create(customer.id, { currency: 'credits', threshold: '5', amount: '10', per_unit_cost_basis: '0.08', invoice_settings: { auto_collection: false, net_terms: 30 } }); // prettier-ignore
    setClock('2026-02-16T12:00:00Z');
    await client.events.ingest({ events: calls('acme', '2026-02-16T11:00:00Z', 17) });
    await run('2026-02-18');
    const { data: blocks } = await client.customers.credits.list(customer.id, { currency: 'credits' });
    // 17 calls use a credit each; the 3 that are left are fewer than 5.
    expect(blocks.map(({ balance }) => balance)).toEqual([3, 10]);

    // Cancelled at the end of the term.
    const cancelled = await client.subscriptions.cancel(id, { cancel_option: 'end_of_subscription_term' });
    expect(cancelled.end_date).toBe('2026-03-01T00:00:00+00:00');
    await run('2026-03-05');
    expect(await invoices()).toEqual([
      // The tokens of February, paid with credits.
      ['2026-03-01', 'subscription', '0.00'],
      // 10 credits at 0.08, and before them 20.
      ['2026-02-16', 'one_off', '0.80'],
      // No calls in February before the upgrade.
      ['2026-02-15', 'subscription', '0.00'],
      ['2026-02-15', 'one_off', '1.60'],
      ['2026-02-15', 'subscription', '50.00'],
      ['2026-02-01', 'subscription', '34.00'],
      ['2026-01-17', 'partial', '12.00'],
      ['2026-01-15', 'subscription', '32.90'],
    ]);

    // 10.00 of the seats are given back, and everything that was stored adds up and is computed again to the same.
    const { data } = await client.invoices.list({ customer_id: customer.id });
    const line = data.find(({ total }) => total === '50.00')?.line_items[0]?.id ?? '';
    const note = await client.creditNotes.create({ reason: 'order_change', line_items: [{ invoice_line_item_id: line, amount: '10.00' }] }); // prettier-ignore
    expect(note.total).toBe('10.00');
    expect(failures).toEqual([]);
    const audit = await auditAccount({ repository: backend.repository, now: () => '2026-03-05T00:00:00Z', account: { id: 'demo', trials } }, { invoices: 'recomputed' }); // prettier-ignore
    expect(audit).toMatchObject({
      invoices: 8,
      findings: [],
      recomputed: { same: 5, differing: [], not_computed: [] },
    });
  });
});
