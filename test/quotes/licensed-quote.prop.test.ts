import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote, type PlanInput } from 'reckoner';
import { frozen } from '../support/frozen.js';
import { startBackend } from '../service/backend.js';

const cadence = 'monthly' as const;
const credits = { currency: 'credits', conversion_rate: '1.5' };

/** A plan that grants each licence credits of its own, in both ways there are, and a pool for all. */
function planOf(license_type_id: string, granted: Grants): PlanInput {
  const allocation = (amount: number, more: object = {}) => ({
    allocation_price: { amount, currency: 'credits', cadence, expires_at_end_of_cadence: true, ...more },
  });
  const calls = {
    name: 'Calls',
    item_id: 'item',
    cadence,
    model_type: 'unit' as const,
    unit_config: { unit_amount: '2' },
    billable_metric_id: 'calls',
    ...credits,
  };
  const own = {
    license_type_id,
    license_allocations: [{ currency: 'credits', amount: granted.beside, write_off_overage: granted.writes_off }],
  };
  const price = granted.beside === 0 ? calls : { ...calls, ...own };
  const prices = [
    granted.beside === 0 ? { price } : { license_allocation_price: price },
    ...(granted.own === 0 ? [] : [allocation(granted.own, { license_type_id })]),
    ...(granted.pool === 0 ? [] : [allocation(granted.pool)]),
  ];
  return { currency: 'USD', prices };
}

type Grants = { readonly own: number; readonly beside: number; readonly writes_off: boolean; readonly pool: number };

const grants: fc.Arbitrary<Grants> = fc.record({
  own: fc.constantFrom(0, 12, 30),
  beside: fc.constantFrom(0, 0, 8),
  writes_off: fc.boolean(),
  pool: fc.constantFrom(0, 10),
});

// Ann holds a licence all the time, Bob from within January until within February, and Eve none.
const held = [
  ['ann', '2026-01-01', null],
  ['bob', '2026-01-10', '2026-02-20'],
] as const;
const use = fc.record({
  user: fc.constantFrom('ann', 'bob', 'eve'),
  day: fc.integer({ min: 0, max: 57 }),
  calls: fc.integer({ min: 1, max: 9 }),
});
const uses = fc.array(use, { minLength: 1, maxLength: 10 });

type Use = { readonly user: string; readonly day: number; readonly calls: number };

function eventsOf(list: readonly Use[]) {
  return [...list]
    .sort((a, b) => a.day - b.day)
    .map(({ user, day, calls }, index) => ({
      event_name: 'call',
      timestamp: new Date(Date.UTC(2026, 0, 1 + day, 15)).toISOString(),
      properties: { user, calls },
      idempotency_key: `event ${index}`,
      external_customer_id: 'acme',
    }));
}

/** What a service bills of two months, and the documents that it was asked with. */
async function billed(granted: Grants, list: readonly Use[]) {
  const { service, setClock, repository } = startBackend('2026-01-01T05:00:00Z');
  const sql = 'SELECT SUM(calls) FROM events';
  await service.seed({
    items: [{ id: 'item', name: 'Calls' }],
    metrics: [{ id: 'calls', name: 'Calls', sql, item_id: 'item' }],
  });
  const license_type = await service.createLicenseType({ body: { name: 'Seat', grouping_key: 'user' } });
  const plan = await service.createPlan({ body: { name: 'Team', ...planOf(license_type.id, granted) } });
  const customer = await service.createCustomer({
    body: {
      name: 'Acme',
      email: 'a@acme.test',
      external_customer_id: 'acme',
      timezone: 'America/New_York',
      currency: 'USD',
    },
  });
  const { id: subscription_id } = await service.createSubscription({
    body: { customer_id: customer.id, plan_id: plan.id, start_date: '2026-01-01', end_date: '2026-03-01' },
  });
  const license_type_id = license_type.id;
  for (const [external_license_id, start_date, end_date] of held) {
    await service.createLicense({
      body: { subscription_id, license_type_id, external_license_id, start_date, end_date },
    });
  }
  const { data: licenses } = await service.listLicenses({ subscription_id });
  const events = eventsOf(list);
  for (const event of events) {
    setClock(new Date(Date.parse(event.timestamp) + 60_000).toISOString());
    await service.ingestEvents({ body: { events: [event] } });
  }
  await service.runBilling({ until: '2026-03-03T00:00:00Z' });
  const { data: invoices } = await service.listInvoices({ subscription_id });
  await repository.close();
  const metric = { id: 'calls', sql };
  return { customer, plan, licenses, license_types: [license_type], events, metrics: [metric], invoices };
}

type Billed = { readonly invoice_date: string; readonly total: string; readonly line_items: readonly object[] };

/** Of each invoice what it bills, whatever it is called; one of nothing is not told apart from none. */
function shown(invoices: readonly Billed[]) {
  return [...invoices]
    .sort((a, b) => Date.parse(a.invoice_date) - Date.parse(b.invoice_date))
    .map(({ invoice_date, total, line_items }) => ({
      invoice_date,
      total,
      lines: (line_items as readonly { readonly [key: string]: unknown }[]).map(
        ({ name, quantity, start_date, end_date, adjusted_subtotal, credits_applied, amount }) => [
          name, quantity, start_date, end_date, adjusted_subtotal, credits_applied, amount,
        ], // prettier-ignore
      ),
    }));
}

describe('quoting a deal with licences is billing it', () => {
  it('of recorded events: the same lines, paid by the same credits', async () => {
    let paid = 0;
    const property = fc.asyncProperty(grants, uses, async (granted, list) => {
      const { customer, plan, licenses, license_types, events, metrics, invoices } = await billed(granted, list);
      const terms = { end_date: '2026-03-01' };
      const asked = { customer, plan, terms, start_date: '2026-01-01', periods: 2, events, metrics };
      const quoted = quote(frozen({ ...asked, licenses, license_types }));
      const drafted = quoted.invoices.map(({ invoice }) => invoice);
      expect(shown(drafted)).toEqual(shown(invoices));
      paid += Number(drafted.some(({ line_items }) => line_items.some((line) => Number(line.credits_applied) > 0)));
    });
    await fc.assert(property, { numRuns: 4 });
    expect(paid).toBeGreaterThan(0);
  });

  it('of stated usage: what so much each day would come to', () => {
    fc.assert(
      fc.property(
        grants,
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
        (granted, daily) => {
          const customer = { id: 'acme', external_customer_id: 'acme', currency: 'USD', timezone: 'America/New_York' };
          const license_types = [{ id: 'seat', name: 'Seat', grouping_key: 'user' }];
          const licenses = held.map(([external_license_id, start_date, end_date]) => ({
            external_license_id,
            license_type_id: 'seat',
            start_date,
            end_date,
          }));
          const plan = { id: 'team', ...planOf('seat', granted) };
          const asked = { customer, plan, start_date: '2026-01-01', periods: 2, licenses, license_types };
          const users = ['ann', 'bob', 'eve'].map((user, position) => ({ user, calls: daily[position] ?? 0 }));
          const days = Array.from({ length: 59 }, (_, day) => day);
          const events = eventsOf(days.flatMap((day) => users.map((one) => ({ ...one, day }))));
          const metrics = [{ id: 'calls', sql: 'SELECT SUM(calls) FROM events' }];
          const sum = users.reduce((all, { calls }) => all + calls, 0);
          const groups = users.map(({ user, calls }) => ({
            grouping_values: [user],
            quantity: [31 * calls, 28 * calls],
          }));
          const stated = { usage: { calls: { quantity: [31 * sum, 28 * sum] } }, license_usage: { calls: { groups } } };
          const [told, recorded] = [
            quote(frozen({ ...asked, ...stated })),
            quote(frozen({ ...asked, events, metrics })),
          ];
          expect(shown(told.invoices.map(({ invoice }) => invoice))).toEqual(
            shown(recorded.invoices.map(({ invoice }) => invoice)),
          );
          expect(told.ledgers.map(({ balance }) => balance)).toEqual(recorded.ledgers.map(({ balance }) => balance));
        },
      ),
      { numRuns: 15 },
    );
  });
});
