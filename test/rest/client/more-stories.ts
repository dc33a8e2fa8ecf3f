import type Orb from 'orb-billing';
import type { ClientBackend } from './backend.js';
import type { Shop } from './stories.js';

const external_customer_id = 'acme';

export async function eventStory({ client }: ClientBackend): Promise<void> {
  const call = (idempotency_key: string) => ({
    event_name: 'call',
    timestamp: '2026-01-16T02:00:00Z',
    idempotency_key,
    properties: { region: 'eu' },
    external_customer_id,
  });
  await client.events.ingest({ events: ['a', 'b', 'c', 'd'].map(call) });
  await client.events.search({ event_ids: ['a'] });
  await client.events.update('b', {
    event_name: 'call',
    timestamp: '2026-01-16T02:00:00Z',
    properties: { region: 'us' },
    external_customer_id,
  });
  await client.events.deprecate('c');
  await client.events.volume.list({ timeframe_start: '2026-01-16T00:00:00Z', timeframe_end: '2026-01-17T00:00:00Z' });
  const late = { timeframe_start: '2026-01-02T00:00:00Z', timeframe_end: '2026-01-03T00:00:00Z' };
  const backfill = await client.events.backfills.create({ ...late, replace_existing_events: false });
  await client.events.ingest({
    backfill_id: backfill.id,
    events: [{ ...call('late'), timestamp: '2026-01-02T10:00:00Z' }],
  });
  await client.events.backfills.fetch(backfill.id);
  await client.events.backfills.list();
  await client.events.backfills.close(backfill.id);
  await client.events.backfills.revert(backfill.id);
}

export async function reportStory({ client }: ClientBackend, shop: Shop, subscription: string): Promise<void> {
  await client.subscriptions.fetchUsage(subscription);
  await client.subscriptions.fetchCosts(subscription);
  await client.customers.costs.list(shop.customer);
  await client.customers.costs.listByExternalID(external_customer_id);
  const timeframe = { timeframe_start: '2026-01-16T00:00:00Z', timeframe_end: '2026-01-17T00:00:00Z' };
  const price = await client.prices.externalPriceID.fetch('calls');
  await client.prices.evaluate(price.id, { ...timeframe, customer_id: shop.customer });
  await client.prices.evaluateMultiple({
    ...timeframe,
    customer_id: shop.customer,
    price_evaluations: [{ price_id: price.id }],
  });
  await client.prices.evaluatePreviewEvents({
    ...timeframe,
    customer_id: shop.customer,
    price_evaluations: [{ price_id: price.id }],
    events: [{ event_name: 'call', timestamp: '2026-01-16T05:00:00Z', properties: {} }],
  });
}

export async function invoiceStory(backend: ClientBackend, shop: Shop, subscription: string): Promise<void> {
  const { client } = backend;
  await client.invoices.fetchUpcoming({ subscription_id: subscription });
  await client.invoices.list({ customer_id: shop.customer, status: ['draft'] });
  await client.invoices.listSummary({ external_customer_id });
  const paid = await oneOff(client, shop);
  await client.invoices.update(paid, { net_terms: 15, metadata: { po: '17' } });
  const line = await client.invoiceLineItems.create({
    invoice_id: paid,
    name: 'Extra',
    amount: '5.00',
    quantity: 1,
    start_date: '2026-01-16',
    end_date: '2026-01-16',
  });
  await client.invoices.deleteLineItem(line.id, { invoice_id: paid });
  const issued = await client.invoices.issue(paid, { synchronous: true });
  await client.invoices.fetch(paid);
  await client.invoices.regenerateInvoicePdf(paid);
  await client.invoices.pay(paid, { shared_payment_token_id: 'token' });
  await client.invoices.regenerateReceiptPdf(paid);
  const summed = await oneOff(client, shop);
  await client.invoices.issueSummary(summed, {});
  await client.invoices.markPaid(summed, { payment_received_date: '2026-01-16' });
  const voided = await oneOff(client, shop);
  await client.invoices.issue(voided, {});
  await client.invoices.void(voided);
  const note = await client.creditNotes.create({
    reason: 'duplicate',
    line_items: [{ invoice_line_item_id: issued.line_items[0]?.id ?? '', amount: '10.00' }],
  });
  await client.creditNotes.fetch(note.id);
  await client.creditNotes.list();
}

async function oneOff(client: Orb, shop: Shop): Promise<string> {
  const { id } = await client.invoices.create({
    customer_id: shop.customer,
    currency: 'USD',
    invoice_date: '2026-01-16T00:00:00Z',
    line_items: [
      {
        name: 'Setup',
        item_id: shop.item,
        quantity: 1,
        start_date: '2026-01-16',
        end_date: '2026-01-16',
        model_type: 'unit',
        unit_config: { unit_amount: '99.00' },
      },
    ],
  });
  return id;
}

export async function creditStory({ client }: ClientBackend, shop: Shop): Promise<void> {
  const { credits } = client.customers;
  const grant = { entry_type: 'increment', amount: 100, currency: 'USD' } as const;
  const entry = await credits.ledger.createEntry(shop.customer, grant);
  await credits.ledger.createEntryByExternalID(external_customer_id, { ...grant, amount: 20 });
  await credits.ledger.list(shop.customer, { entry_type: 'increment' });
  await credits.ledger.listByExternalID(external_customer_id, { limit: 1000 });
  await credits.list(shop.customer, { currency: 'USD' });
  await credits.listByExternalID(external_customer_id, { include_all_blocks: true });
  const block = entry.credit_block.id;
  await client.creditBlocks.retrieve(block);
  await client.creditBlocks.listInvoices(block);
  await client.creditBlocks.delete(block);
  const topUp = {
    currency: 'USD',
    amount: '50.00',
    threshold: '10.00',
    per_unit_cost_basis: '1.00',
    invoice_settings: { auto_collection: false, net_terms: 0 },
  };
  const first = await credits.topUps.create(shop.customer, topUp);
  await credits.topUps.list(shop.customer);
  await credits.topUps.delete(first.id, { customer_id: shop.customer });
  const second = await credits.topUps.createByExternalID(external_customer_id, topUp);
  await credits.topUps.listByExternalID(external_customer_id);
  await credits.topUps.deleteByExternalID(second.id, { external_customer_id });
}

export async function alertStory({ client }: ClientBackend, shop: Shop, subscription: string): Promise<void> {
  const alert = await client.alerts.createForSubscription(subscription, {
    type: 'usage_exceeded',
    metric_id: shop.metric,
    thresholds: [{ value: 1000 }],
  });
  await client.alerts.retrieve(alert.id);
  await client.alerts.update(alert.id, { thresholds: [{ value: 2000 }] });
  await client.alerts.list({ subscription_id: subscription });
  await client.alerts.disable(alert.id);
  await client.alerts.enable(alert.id);
  const dropped = { currency: 'USD', thresholds: [{ value: 10 }] };
  await client.alerts.createForCustomer(shop.customer, { type: 'credit_balance_dropped', ...dropped });
  await client.alerts.createForExternalCustomer(external_customer_id, {
    type: 'credit_balance_depleted',
    currency: 'USD',
  });
  await client.alerts.delete(alert.id);
}

export async function licenseStory({ client }: ClientBackend, subscription: string): Promise<void> {
  const { id: license_type_id } = await client.licenseTypes.create({ name: 'Seat', grouping_key: 'user' });
  await client.licenseTypes.retrieve(license_type_id);
  await client.licenseTypes.list();
  const license = await client.licenses.create({
    external_license_id: 'ann',
    license_type_id,
    subscription_id: subscription,
  });
  await client.licenses.retrieve(license.id);
  await client.licenses.list({ subscription_id: subscription });
  const whose = { license_type_id, subscription_id: subscription };
  await client.licenses.retrieveByExternalID('ann', whose);
  await client.licenses.usage.getUsage(license.id, { group_by: 'license,day' });
  await client.licenses.usage.getAllUsage(whose);
  await client.licenses.externalLicenses.getUsage('ann', whose);
  await client.licenses.deactivate(license.id, {});
}

/** A change that waits is shown, applied, and another one given up. */
export async function changeStory({ client }: ClientBackend, subscription: string): Promise<void> {
  const headers = { 'Create-Pending-Subscription-Change': 'True' };
  const stage = async (): Promise<string> => {
    const shown = await client.subscriptions.cancel(
      subscription,
      { cancel_option: 'end_of_subscription_term' },
      { headers },
    );
    return shown.pending_subscription_change?.id ?? '';
  };
  const first = await stage();
  await client.subscriptionChanges.retrieve(first);
  await client.subscriptionChanges.list({ external_customer_id, status: 'pending' });
  await client.subscriptionChanges.cancel(first);
  await client.subscriptionChanges.apply(await stage());
  await client.subscriptions.unscheduleCancellation(subscription);
}
