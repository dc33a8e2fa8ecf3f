import { fail } from '../../errors/index.js';
import { identity } from '../../identity/index.js';
import type { AccountStore, OutboxMessage } from '../../repository/index.js';
import { send, type WebhookEndpoint, type WebhookFailure } from './send.js';
import { webhookOfMessage } from './webhook-of-message.js';

export type DeliverWebhooksInput = {
  /** The account whose outbox is delivered: `repository.account(id)`. */
  readonly store: AccountStore;
  /** Who is told, each of everything. */
  readonly endpoints: readonly WebhookEndpoint[];
  /** Now, as an ISO 8601 instant. */
  readonly now: () => string;
  /** How it is sent; the `fetch` of the surroundings unless given. */
  readonly fetch?: typeof fetch | undefined;
};

/** What became of the outbox. */
export type WebhookDelivery = {
  /** Messages that every endpoint took. */
  readonly delivered: number;
  /** Messages of kinds that are not the service's; they stay for whoever put them there. */
  readonly passed_over: number;
  /** Why it stopped before the end; null if it came there. */
  readonly failure: WebhookFailure | null;
};

const batch = 100;

/**
 * Delivers the messages of an account's outbox as webhooks, in order, to every endpoint.
 *
 * A message leaves the outbox once each endpoint has answered 2xx within five seconds. The first that does not ends the
 * delivery: call it again after a pause, and it goes on there. So everything arrives at least once, and what was repeated
 * has the id that it had before, by which a receiver knows it.
 *
 * @throws `missing_field` without endpoints or with an empty secret, `invalid_type` for an address that is not http(s);
 * nothing was sent then
 * @example
 * ```ts
 * import { createMemoryRepository } from 'reckoner/repository';
 * import { deliverWebhooks } from 'reckoner/rest';
 *
 * const { delivered } = await deliverWebhooks({
 *   store: createMemoryRepository().account('demo'),
 *   endpoints: [{ url: 'https://shop.test/webhooks', secret: 'shared' }],
 *   now: () => '2026-03-01T00:00:00Z',
 * });
 * delivered; // → 0
 * ```
 */
export async function deliverWebhooks(input: DeliverWebhooksInput): Promise<WebhookDelivery> {
  const { store, endpoints } = input;
  checkEndpoints(endpoints);
  const passed = new Set<number>();
  for (let delivered = 0; ;) {
    const waiting = await store.readOutbox(passed.size + batch);
    const next = waiting.filter(({ position }) => !passed.has(position));
    if (next.length === 0) return { delivered, passed_over: passed.size, failure: null };
    for (const message of next) {
      const outcome = await deliver(message, input);
      if (outcome === 'passed_over') passed.add(message.position);
      else if (outcome !== 'delivered') return { delivered, passed_over: passed.size, failure: outcome };
      else delivered += 1;
    }
  }
}

/** Tells every endpoint of a message, and takes it out of the outbox once all have taken it. */
async function deliver(
  { position, message }: OutboxMessage,
  input: DeliverWebhooksInput,
): Promise<'delivered' | 'passed_over' | WebhookFailure> {
  const webhook = webhookOfMessage(message);
  if (webhook === null) return 'passed_over';
  const { type, resource, properties } = webhook;
  const [name = type] = type.split('.');
  const at = input.now();
  const id = identity('webhook', String(position));
  const body = JSON.stringify({ id, created_at: at, type, [name]: resource, properties });
  for (const endpoint of input.endpoints) {
    const reason = await send({ endpoint, body, at, fetch: input.fetch ?? fetch });
    if (reason !== null) return { position, url: endpoint.url, reason };
  }
  await input.store.acknowledge([position]);
  return 'delivered';
}

// Without anybody to tell, everything would count as told.
function checkEndpoints(endpoints: readonly WebhookEndpoint[]): void {
  if (endpoints.length === 0) fail('endpoints', 'missing_field', 'is empty; give at least one { url, secret }');
  endpoints.forEach(({ url, secret }, index) => {
    if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) {
      fail(`endpoints[${index}].url`, 'invalid_type', 'is no address; give one with http:// or https://');
    }
    if (secret === '') fail(`endpoints[${index}].secret`, 'missing_field', 'is empty; give the secret of the receiver');
  });
}
