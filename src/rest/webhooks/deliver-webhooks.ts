import { fail } from '../../errors/index.js';
import { identity } from '../../identity/index.js';
import type { AccountStore, OutboxMessage } from '../../repository/index.js';
import { parseInstant } from '../../time/index.js';
import { takeLease, type OutboxLease } from './outbox-lease.js';
import { patience, send, type WebhookEndpoint, type WebhookFailure } from './send.js';
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
  /** Whether another delivery, of this or of another process, works on the outbox, so that this one left it to that. */
  readonly held_elsewhere: boolean;
};

const batch = 100;

/**
 * Delivers the messages of an account's outbox as webhooks, in order, to every endpoint.
 *
 * A message leaves the outbox once each endpoint has answered 2xx within five seconds. The first that does not ends the
 * delivery: call it again after a pause, and it goes on there. So everything arrives at least once, and what was repeated
 * has the id that it had before, by which a receiver knows it.
 *
 * However many deliver one outbox, one at a time sends: it holds a lease, which runs out within a minute, and five seconds
 * for each endpoint, of the death of its process. The others return at once. A lease ends by the clock (`now`) of whoever took
 * it: the clocks of all that deliver have to agree to within ten seconds, or two of them may send at once.
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
  // Most often nothing waits; then nothing needs to be written either.
  if ((await store.readOutbox(1)).length === 0) return { ...nothing, held_elsewhere: false };
  const now = (): number => parseInstant(input.now());
  const lease = await takeLease({ store, now, message_time: endpoints.length * patience });
  if (lease === null) return { ...nothing, held_elsewhere: true };
  try {
    return await deliverAll(input, lease);
  } finally {
    await lease.giveBack();
  }
}

const nothing = { delivered: 0, passed_over: 0, failure: null };

async function deliverAll(input: DeliverWebhooksInput, lease: OutboxLease): Promise<WebhookDelivery> {
  const passed = new Set<number>();
  let delivered = 0;
  const ended = (why: Partial<WebhookDelivery>): WebhookDelivery => ({
    delivered,
    passed_over: passed.size,
    failure: null,
    held_elsewhere: false,
    ...why,
  });
  for (;;) {
    const waiting = await input.store.readOutbox(passed.size + batch);
    const next = waiting.filter(({ position }) => !passed.has(position));
    if (next.length === 0) return ended({});
    for (const message of next) {
      // Asked before each message, because whoever was stopped for a while may have lost it to another.
      if (!(await lease.keep())) return ended({ held_elsewhere: true });
      const outcome = await deliver(message, input);
      if (outcome === 'passed_over') passed.add(message.position);
      else if (outcome !== 'delivered') return ended({ failure: outcome });
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
