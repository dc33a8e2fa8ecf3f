import Orb from 'orb-billing';
import { describe, expect, it } from 'vitest';
import { createMemoryRepository, type JsonDocument } from '../../src/repository/index.js';
import { deliverWebhooks, signWebhook } from '../../src/rest/index.js';
import { webhookKinds } from '../../src/rest/webhooks/webhook-of-message.js';
import { openShop, startBackend } from '../service/backend.js';

const client = new Orb({ apiKey: 'key' });
const endpoint = { url: 'https://shop.test/hooks', secret: 'shared' };
const now = () => new Date().toISOString();

type Received = { readonly url: string; readonly webhook: JsonDocument };

/** A receiver that checks each signature as the official client does, and answers in turn; 200 after the last. */
function receiver(...answers: readonly (number | Error)[]) {
  const received: Received[] = [];
  const receive: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    const webhook = client.webhooks.unwrap(init?.body as string, headers, 'shared') as JsonDocument;
    received.push({ url: input as string, webhook });
    const answer = answers[received.length - 1] ?? 200;
    if (answer instanceof Error) throw answer;
    return new Response(answer === 204 ? null : 'thanks', { status: answer });
  };
  return { received, fetch: receive };
}

/** An account with these messages in its outbox. */
async function outboxOf(messages: readonly JsonDocument[]) {
  const store = createMemoryRepository().account('demo');
  await store.transaction((transaction) => transaction.appendMessages(messages));
  return store;
}

const item = (id: string) => ({ kind: 'item_created', item: { id, name: id } });
const notification = { alert_id: 'a', threshold: '1', value: '2', subscription_id: 's', period_start: null };

const subscriptionVerbs = [
  'created', 'started', 'trial_ended', 'ended', 'edited', 'cancellation_scheduled', 'cancellation_unscheduled',
  'plan_change_scheduled', 'plan_changed', 'plan_version_change_scheduled', 'plan_version_changed',
  'fixed_fee_quantity_updated', 'invoicing_threshold_exceeded',
]; // prettier-ignore

/** What the service tells, and the type and the resource of the webhook that it becomes. */
const kinds: readonly (readonly [message: JsonDocument, type: string, resource: string])[] = [
  [{ kind: 'invoice_created', invoice: { id: 'i', status: 'draft' } }, 'invoice.edited', 'i'],
  [{ kind: 'invoice_created', invoice: { id: 'i', status: 'issued' } }, 'invoice.issued', 'i'],
  [{ kind: 'invoice_created', invoice: { id: 'i', status: 'paid' } }, 'invoice.issued', 'i'],
  [
    { kind: 'invoice_issued', at: '2026-03-01T00:00:00Z', invoice: { id: 'i', status: 'issued' } },
    'invoice.issued',
    'i',
  ],
  [{ kind: 'invoice_voided', invoice: { id: 'i', status: 'void' } }, 'invoice.manually_marked_as_void', 'i'],
  [{ kind: 'invoice_deleted', invoice_id: 'i' }, 'invoice.deleted', 'i'],
  [{ kind: 'credit_note_created', credit_note: { id: 'n' } }, 'credit_note.issued', 'n'],
  [{ kind: 'credit_note_voided', credit_note: { id: 'n' } }, 'credit_note.marked_as_void', 'n'],
  [{ kind: 'balance_transaction', customer_id: 'c', transaction: {} }, 'customer.balance_transaction_created', 'c'],
  [{ kind: 'ledger_entry', customer_id: 'c', currency: 'USD', entry: null }, 'customer.ledger_entry_changed', 'c'],
  [{ kind: 'credit_block', customer_id: 'c', currency: 'USD', block: null }, 'customer.credit_block_changed', 'c'],
  [{ kind: 'credit_purchase', purchase: { customer_id: 'c' } }, 'customer.credits_bought', 'c'],
  [{ kind: 'credit_purchase_undone', customer_id: 'c', block_id: 'b' }, 'customer.credit_purchase_undone', 'c'],
  [{ kind: 'customer', customer: { id: 'c' } }, 'customer.edited', 'c'],
  [{ kind: 'coupon', coupon: { id: 'k' } }, 'coupon.edited', 'k'],
  [item('t'), 'item.created', 't'],
  [{ kind: 'top_up', customer_id: 'c', top_up: {} }, 'customer.top_up_changed', 'c'],
  [{ kind: 'top_up_disabled', customer_id: 'c', top_up_id: 'u' }, 'customer.top_up_disabled', 'c'],
  [{ kind: 'alert', alert_id: 'a', alert: null }, 'alert.changed', 'a'],
  [{ kind: 'alert', alert_id: 'a', alert: { id: 'a' } }, 'alert.changed', 'a'],
  [{ kind: 'invoice_edited', invoice: { id: 'i' } }, 'invoice.edited', 'i'],
  [{ kind: 'invoice_marked_as_paid', invoice: { id: 'i' }, payment: {} }, 'invoice.manually_marked_as_paid', 'i'],
  [{ kind: 'invoice_payment_recorded', invoice: { id: 'i' }, succeeded: true }, 'invoice.payment_succeeded', 'i'],
  [{ kind: 'invoice_payment_recorded', invoice: { id: 'i' }, succeeded: false }, 'invoice.payment_failed', 'i'],
  [{ kind: 'customer_created', customer: { id: 'c' } }, 'customer.created', 'c'],
  [{ kind: 'customer_edited', customer: { id: 'c' }, previous_attributes: {} }, 'customer.edited', 'c'],
  [{ kind: 'customer_deleted', customer_id: 'c' }, 'customer.deleted', 'c'],
  ...subscriptionVerbs.map(
    (verb) => [{ kind: `subscription_${verb}`, subscription: { id: 's' } }, `subscription.${verb}`, 's'] as const,
  ),
  [{ kind: 'payment_request', payment_request: { invoice_id: 'i' } }, 'invoice.payment_requested', 'i'],
  ...(['usage_exceeded', 'cost_exceeded', 'spend_exceeded', 'license_balance_threshold_reached'] as const).map(
    (type) => [fired(type), `subscription.${type}`, 's'] as const,
  ),
  [fired('cost_exceeded', ['eu']), 'subscription.grouped_cost_exceeded', 's'],
  ...(['credit_balance_depleted', 'credit_balance_dropped', 'credit_balance_recovered'] as const).map(
    (type) => [fired(type), `customer.${type}`, 'c'] as const,
  ),
];

function fired(type: string, group_values: readonly string[] | null = null): JsonDocument {
  const told = { ...notification, type, group_values };
  return { kind: 'alert_fired', at: '2026-03-01T00:00:00Z', customer_id: 'c', notification: told };
}

describe('webhooks', () => {
  it('are signed as RFC 2104 says, of what Orb says', async () => {
    // printf 'v1:2026-03-01T00:00:00:{}' | openssl dgst -sha256 -hmac shared
    expect(await signWebhook({ body: '{}', secret: 'shared', at: '2026-03-01T01:00:00+01:00' })).toEqual({
      'x-orb-timestamp': '2026-03-01T00:00:00',
      'x-orb-signature': 'v1=4a3ecc3e8cdec9b24e5c865b93f4259145720a4a5bb53b55bf2cc232d8f13e4f',
    });
  });

  it('are refused by the client under another secret, with another body or at another time', async () => {
    const at = now();
    const signed = { ...(await signWebhook({ body: '{"a":1}', secret: 'shared', at })) };
    expect(client.webhooks.unwrap('{"a":1}', signed, 'shared')).toEqual({ a: 1 });
    expect(() => client.webhooks.unwrap('{"a":1}', signed, 'other')).toThrow(/signature/);
    expect(() => client.webhooks.unwrap('{"a":2}', signed, 'shared')).toThrow(/signature/);
    const moved = { ...signed, 'x-orb-timestamp': new Date(Date.parse(at) - 1000).toISOString() };
    expect(() => client.webhooks.unwrap('{"a":1}', moved, 'shared')).toThrow(/signature/);
    await expect(signWebhook({ body: '', secret: '', at })).rejects.toThrow(/secret/);
    await expect(signWebhook({ body: '', secret: 's', at: 'soon' })).rejects.toThrow(/at/);
  });

  it.each(kinds)('tell of %j', async (message, type, id) => {
    const { received, fetch } = receiver();
    await deliverWebhooks({ store: await outboxOf([message]), endpoints: [endpoint], now, fetch });
    const [name = ''] = type.split('.');
    expect(received[0]!.webhook).toMatchObject({
      type,
      [name]: { id },
      properties: {},
      created_at: expect.any(String),
    });
    expect(Object.keys(received[0]!.webhook)).toEqual(['id', 'created_at', 'type', name, 'properties']);
  });

  it('are there for every kind of message', () => {
    expect(new Set(kinds.map(([message]) => message['kind']))).toEqual(new Set(webhookKinds));
  });

  it('tell of all that the service did, once', async () => {
    const backend = startBackend('2026-01-15');
    await openShop(backend);
    const customer = await backend.service.createCustomer({ body: { name: 'Zed', email: 'z@zed.test' } });
    await backend.service.createSubscription({ body: { customer_id: customer.id, external_plan_id: 'team' } });
    const line = { name: 'Setup', item_id: 'item_1', quantity: 1, start_date: '2026-01-15', end_date: '2026-01-15', model_type: 'unit' as const, unit_config: { unit_amount: '99.00' } }; // prettier-ignore
    await backend.service.createInvoice({ body: { customer_id: customer.id, currency: 'USD', invoice_date: '2026-01-15', line_items: [line], net_terms: 0, will_auto_issue: true } }); // prettier-ignore
    await backend.service.runBilling({ until: '2026-03-02T00:00:00Z' });
    const store = backend.repository.account('demo');
    const messages = await store.readOutbox(1000);
    const { received, fetch } = receiver();
    const outcome = await deliverWebhooks({ store, endpoints: [endpoint], now, fetch });
    expect(outcome).toEqual({ delivered: messages.length, passed_over: 0, failure: null, held_elsewhere: false });
    const issued = received.filter(({ webhook }) => webhook['type'] === 'invoice.issued');
    const { data } = await backend.service.listInvoices({ status: ['issued', 'paid'], limit: 100 });
    expect(data.length).toBeGreaterThan(0);
    const told = issued.map(({ webhook }) => (webhook['invoice'] as { id: string }).id);
    expect(told.sort()).toEqual(data.map(({ id }) => id).sort());
    expect(await store.readOutbox(1)).toEqual([]);
    expect(await deliverWebhooks({ store, endpoints: [endpoint], now, fetch })).toMatchObject({ delivered: 0 });
  });

  it.each([500, 404, 302, new Error('refused')])('stop at an answer of %s, and go on there', async (answer) => {
    const store = await outboxOf([item('one'), item('two'), item('three')]);
    const first = receiver(200, answer);
    const { delivered, failure } = await deliverWebhooks({ store, endpoints: [endpoint], now, fetch: first.fetch });
    expect([delivered, failure?.url]).toEqual([1, endpoint.url]);
    expect(failure?.reason).toBe(answer instanceof Error ? 'refused' : `answered ${answer}`);
    const second = receiver(204);
    await deliverWebhooks({ store, endpoints: [endpoint], now, fetch: second.fetch });
    const names = [...first.received, ...second.received].map(({ webhook }) => (webhook['item'] as JsonDocument)['id']);
    expect(names).toEqual(['one', 'two', 'two', 'three']);
    // What came twice is known by its id.
    expect(second.received[0]!.webhook['id']).toBe(first.received[1]!.webhook['id']);
    expect(new Set([...first.received, ...second.received].map(({ webhook }) => webhook['id'])).size).toBe(3);
  });

  it('count as told once everybody took them', async () => {
    const store = await outboxOf([item('one')]);
    const endpoints = [endpoint, { ...endpoint, url: 'https://books.test/hooks' }];
    const { received, fetch } = receiver(200, 503);
    const outcome = await deliverWebhooks({ store, endpoints, now, fetch });
    expect(outcome).toMatchObject({ delivered: 0, failure: { url: 'https://books.test/hooks' } });
    await deliverWebhooks({ store, endpoints, now, fetch });
    expect(received.map(({ url }) => new URL(url).host)).toEqual([
      'shop.test',
      'books.test',
      'shop.test',
      'books.test',
    ]);
    expect(await store.readOutbox(1)).toEqual([]);
  });

  it('leave messages of others where they are, however many', async () => {
    const foreign = Array.from({ length: 250 }, () => ({ kind: 'toString' }));
    const store = await outboxOf([...foreign, item('one'), { mine: true }, item('two')]);
    const { received, fetch } = receiver();
    const outcome = await deliverWebhooks({ store, endpoints: [endpoint], now, fetch });
    expect(outcome).toEqual({ delivered: 2, passed_over: 251, failure: null, held_elsewhere: false });
    expect(received).toHaveLength(2);
    expect(await store.readOutbox(1000)).toHaveLength(251);
  });

  it.each([
    [[], /endpoints/],
    [[{ url: 'ftp://shop.test', secret: 's' }], /endpoints\[0\]\.url/],
    [[{ url: 'https://', secret: 's' }], /endpoints\[0\]\.url/],
    [[endpoint, { url: 'https://shop.test', secret: '' }], /endpoints\[1\]\.secret/],
  ])('are not sent to %j', async (endpoints, message) => {
    const store = await outboxOf([item('one')]);
    const { received, fetch } = receiver();
    await expect(deliverWebhooks({ store, endpoints, now, fetch })).rejects.toThrow(message);
    expect([received.length, (await store.readOutbox(1)).length]).toEqual([0, 1]);
  });
});
