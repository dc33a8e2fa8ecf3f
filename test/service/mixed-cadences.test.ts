import { describe, expect, it } from 'vitest';
import { auditAccount } from '../../src/service/index.js';
import { quote } from '../../src/index.js';
import { openShop, startBackend } from './backend.js';

const priced = {
  currency: 'credits',
  conversion_rate: 2,
  model_type: 'unit',
  unit_config: { unit_amount: '1' },
} as const;

/** Calls by the month and pings by the quarter, a credit each or beyond all credits 2.00, on one block of ten. */
async function open() {
  const backend = startBackend('2026-03-01');
  const { service, setClock } = backend;
  const { customer, item, metric } = await openShop(backend);
  const sql = "SELECT COUNT(*) FROM events WHERE event_name = 'ping'";
  const pings = await service.createMetric({ body: { name: 'Pings', description: null, item_id: item.id, sql } });
  const priceOf = (name: string, billable_metric_id: string, cadence: 'monthly' | 'quarterly') => ({
    price: { ...priced, name, item_id: item.id, billable_metric_id, cadence },
  });
  const prices = [priceOf('Calls', metric.id, 'monthly'), priceOf('Pings', pings.id, 'quarterly')];
  const plan = await service.createPlan({ body: { name: 'Mixed', currency: 'USD', prices } });
  const { id: customer_id } = customer;
  await service.createLedgerEntry({ customer_id, body: { entry_type: 'increment', amount: 10 } });
  const { id: subscription_id } = await service.createSubscription({ body: { customer_id, plan_id: plan.id } });
  const use = async (day: number) => {
    const timestamp = `2026-03-${String(day).padStart(2, '0')}T10:00:00Z`;
    setClock(timestamp);
    const events = ['call', 'ping'].map((event_name) => ({
      event_name, timestamp, properties: {}, idempotency_key: `${event_name} ${day}`, external_customer_id: 'acme',
    })); // prettier-ignore
    await service.ingestEvents({ body: { events } });
    return events;
  };
  const events = [];
  for (let day = 1; day <= 20; day += 1) events.push(...(await use(day)));
  const metrics = [metric, pings].map(({ id }, place) => ({
    id,
    event_names: [['call', 'ping'][place]!],
    aggregation: { kind: 'count' } as const,
  }));
  return { ...backend, customer, plan, metrics, events, customer_id, subscription_id };
}

type Lines = readonly {
  readonly name: string;
  readonly credits_applied: string;
  readonly amount: string;
}[];

const told = (lines: Lines) => lines.map(({ name, credits_applied, amount }) => [name, credits_applied, amount]);

// Two credits a day: five days of each are paid, and of the 20 − 5 = 15 beyond each is 2.00.
const paid = (name: string) => [name, '5', '30.00'];

describe('credits that a month and a quarter of one subscription use', () => {
  it('are burnt day by day over both, whichever is billed first (§8.2, §8.3)', async () => {
    const { service, setClock, repository, subscription_id } = await open();
    setClock('2026-03-20T12:00:00Z');
    const upcoming = await service.fetchUpcomingInvoice({ subscription_id });
    expect(told(upcoming.line_items)).toEqual([paid('Calls')]);
    for (const day of ['2026-04-02', '2026-05-02', '2026-06-02']) {
      setClock(day);
      await service.runBilling({ until: `${day}T00:00:00Z` });
    }
    const { data } = await service.listInvoices({ subscription_id, status: ['issued', 'paid'] });
    const lines = data.flatMap(({ line_items }) => line_items).filter(({ quantity }) => quantity > 0);
    expect(told(lines).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))).toEqual([paid('Calls'), paid('Pings')]);
    const now = '2026-06-03T00:00:00Z';
    const { findings } = await auditAccount({ repository, now: () => now, account: { id: 'demo' } });
    expect(findings).toEqual([]);
  });

  it('fall below nothing as they are used, and not as the quarter ends', async () => {
    const { service, setClock, customer_id } = await open();
    setClock('2026-03-20T12:00:00Z');
    const { data } = await service.listCreditLedger({ customer_id, limit: 100 });
    const burnt = data.filter(({ entry_type }) => entry_type === 'decrement');
    expect(new Set(burnt.map(({ created_at }) => created_at.slice(0, 10)))).toEqual(
      new Set(['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']),
    );
    expect(burnt.length).toBe(10);
  });

  it('are what a coming invoice shows that is issued by hand', async () => {
    const { service, setClock, repository, subscription_id } = await open();
    setClock('2026-03-31T12:00:00Z');
    const { data: drafts } = await service.listInvoices({ subscription_id, status: ['draft'] });
    const { id: invoice_id } = drafts.find(({ line_items }) => line_items.some(({ name }) => name === 'Calls'))!;
    await service.updateInvoice({ invoice_id, body: { metadata: { kept: 'yes' } } });
    expect(told((await service.fetchInvoice({ invoice_id })).line_items)).toEqual([paid('Calls')]);
    setClock('2026-06-02');
    await service.runBilling({ until: '2026-06-02T00:00:00Z' });
    const { findings } = await auditAccount({ repository, now: () => '2026-06-03T00:00:00Z', account: { id: 'demo' } });
    expect(findings).toEqual([]);
  });

  it('are quoted as they are billed, also beyond the end of the quote', async () => {
    const { customer, plan, metrics, events } = await open();
    const credits = [{ currency: 'credits', amount: '10' }];
    const asked = { customer, plan, metrics, events, credits, start_date: '2026-03-01' };
    const linesOf = (periods: number) =>
      quote({ ...asked, periods }).invoices.flatMap(({ invoice }) =>
        invoice.line_items.filter(({ quantity }) => quantity > 0),
      );
    expect(told(linesOf(1))).toEqual([paid('Calls')]);
    expect(told(linesOf(3))).toEqual([paid('Calls'), paid('Pings')]);
    // What the quarter has used by then is not invoiced within one month, and left in the ledger.
    expect(quote({ ...asked, periods: 1 }).ledgers.map(({ balance }) => balance)).toEqual(['5']);
    expect(quote({ ...asked, periods: 3 }).ledgers.map(({ balance }) => balance)).toEqual(['0']);
  });
});
