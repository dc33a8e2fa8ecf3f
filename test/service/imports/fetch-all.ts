import type Orb from 'orb-billing';
import type { ImportLine } from '../../../src/service/index.js';

/** Everything that the official client fetches of an account, each document as its line says it. */
export async function fetchAll(client: Orb): Promise<readonly unknown[]> {
  const lines: unknown[] = [];
  const take = async (list: AsyncIterable<unknown>, owner: object | null = null): Promise<void> => {
    for await (const document of list) lines.push(owner === null ? document : { ...owner, document });
  };
  const customers = await collect(client.customers.list());
  const subscriptions = await collect(client.subscriptions.list());
  const plans = await collect(client.plans.list());
  await take(client.items.list());
  await take(client.metrics.list());
  await take(client.prices.list());
  await take(client.plans.list());
  await take(client.coupons.list({ show_archived: true }));
  await take(client.dimensionalPriceGroups.list());
  await take(client.licenseTypes.list());
  await take(client.invoices.list({ status: ['draft', 'issued', 'paid', 'synced', 'void'] }));
  await take(client.creditNotes.list());
  lines.push(...customers, ...subscriptions);
  for (const { id } of plans) await take(client.plans.migrations.list(id));
  // Those that were decided are mentioned by the list alone; one that waits is needed whole.
  for (const change of await collect(client.subscriptionChanges.list())) {
    lines.push(change.status === 'pending' ? await client.subscriptionChanges.retrieve(change.id) : change);
  }
  for (const { id: customer_id } of customers) {
    await take(client.customers.balanceTransactions.list(customer_id), { customer_id });
    for (const currency of ['credits', 'USD']) {
      await take(client.customers.credits.list(customer_id, { currency, include_all_blocks: true }), {
        customer_id,
        currency,
      });
      await take(client.customers.credits.ledger.list(customer_id, { currency }));
    }
    await take(client.customers.credits.topUps.list(customer_id), { customer_id });
    await take(client.alerts.list({ customer_id }));
  }
  for (const { id: subscription_id } of subscriptions) {
    await take(client.subscriptions.fetchSchedule(subscription_id), { subscription_id });
    await take(client.licenses.list({ subscription_id }));
    await take(client.alerts.list({ subscription_id }));
  }
  const { data } = await client.events.search({ event_ids: [], timeframe_start: '2020-01-01T00:00:00Z' });
  lines.push(...data);
  return lines;
}

/** Lines as an import takes them. */
export function placed(documents: readonly unknown[]): readonly ImportLine[] {
  // Through JSON, as a file would bring them.
  return documents.map((document, index) => ({
    place: `all.ndjson:${index + 1}`,
    document: JSON.parse(JSON.stringify(document)) as unknown,
  }));
}

async function collect<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}
