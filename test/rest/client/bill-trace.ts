import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startClient } from './backend.js';

// The trace belongs to its publisher and lies beside the repository where it is present at all.
const place = join(process.cwd(), '..', 'shared', 'reference', 'azure-llm-trace-2023');

/** Whether the trace is here. */
export const isTraced = ['code.csv', 'conv.csv'].every((file) => existsSync(join(place, file)));

type Request = { readonly service: string; readonly at: string; readonly context: number; readonly generated: number };

/** The first requests of each of the two services, in the order of their files. */
export function requestsOf(most: number): readonly Request[] {
  return ['code', 'conv'].flatMap((service) => {
    const [, ...rows] = readFileSync(join(place, `${service}.csv`), 'utf8')
      .trim()
      .split('\n');
    return rows.slice(0, most).map((row) => {
      const [time = '', context, generated] = row.trim().split(',');
      // Milliseconds are what events are held by; the files have ten thousand times as many digits.
      const at = `${time.slice(0, 23).replace(' ', 'T')}Z`;
      return { service, at, context: Number(context), generated: Number(generated) };
    });
  });
}

/** Ingests requests through the official client, bills the month, and answers what its lines come to. */
export async function billTrace(requests: readonly Request[]) {
  const backend = startClient('2023-11-01T00:00:00Z');
  const { client, service, setClock, failures } = backend;
  const { id: item_id } = await client.items.create({ name: 'Tokens' });
  const metricOf = async (sql: string) => (await client.metrics.create({ name: sql, description: null, item_id, sql })).id; // prettier-ignore
  const unit = { item_id, cadence: 'monthly', model_type: 'unit' } as const;
  const priceOf = async (name: string, expression: string, unit_amount: string) => ({
    price: { ...unit, name, billable_metric_id: await metricOf(`SELECT ${expression} FROM events WHERE event_name = 'request'`), unit_config: { unit_amount } }, // prettier-ignore
  });
  const prices = [
    await priceOf('Context', 'SUM(context)', '0.0000025'),
    await priceOf('Generated', 'SUM(generated)', '0.00001'),
    await priceOf('Requests', 'COUNT(*)', '0.0004'),
  ];
  await client.plans.create({ name: 'Tokens', external_plan_id: 'tokens', currency: 'USD', prices });
  const { id: customer_id } = await client.customers.create({ name: 'Acme', email: 'a@acme.test' });
  const { id } = await client.subscriptions.create({ customer_id, external_plan_id: 'tokens' });
  setClock('2023-11-16T20:00:00Z');
  for (let first = 0; first < requests.length; first += 500) {
    const events = requests.slice(first, first + 500).map(({ service: from, at, context, generated }, index) => ({
      event_name: 'request',
      timestamp: at,
      idempotency_key: `request ${first + index}`,
      properties: { from, context, generated },
      customer_id,
    }));
    const { validation_failed } = await client.events.ingest({ events });
    if (validation_failed.length > 0) throw new Error(JSON.stringify(validation_failed[0]));
  }
  setClock('2023-12-02T00:00:00Z');
  await service.runBilling({ until: '2023-12-02T00:00:00Z' });
  const { data } = await client.invoices.list({ subscription_id: id });
  if (failures.length > 0) throw new Error(String(failures[0]));
  return {
    total: data[0]?.total,
    lines: data[0]?.line_items.map(({ name, quantity, amount }) => [name, quantity, amount]),
  };
}

/** The same by whole numbers alone: sums, and amounts rounded half up to the cent. */
export function tracedByHand(requests: readonly Request[]) {
  const sum = (of: (request: Request) => number): bigint => requests.reduce((all, one) => all + BigInt(of(one)), 0n);
  const rows = [
    ['Context', sum(({ context }) => context), 25n],
    ['Generated', sum(({ generated }) => generated), 100n],
    ['Requests', BigInt(requests.length), 4000n],
  ] as const;
  // Rates are in ten-millionths, of which a cent has a hundred thousand.
  const cents = rows.map(([, quantity, rate]) => (quantity * rate + 50_000n) / 100_000n);
  return {
    total: money(cents.reduce((all, one) => all + one, 0n)),
    lines: rows.map(([name, quantity], line) => [name, Number(quantity), money(cents[line] ?? 0n)]),
  };
}

function money(cents: bigint): string {
  return `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
}
