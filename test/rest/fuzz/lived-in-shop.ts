import { allRoutes, createPortal } from '../../../src/rest/index.js';
import { routeFinder } from '../../../src/rest/find-route.js';
import { startClient, type ClientBackend } from '../client/backend.js';
import { ports } from '../client/ports.js';
import {
  alertStory,
  changeStory,
  creditStory,
  eventStory,
  invoiceStory,
  licenseStory,
  reportStory,
} from '../client/more-stories.js';
import { catalogStory, subscriptionStory } from '../client/stories.js';
import { collectValues, type KnownValues } from './known-values.js';

/** A shop in which everything has happened once, how it was asked for, and what there is to name. */
export type LivedInShop = ClientBackend & {
  readonly known: KnownValues;
  /** By operation, how it was called. */
  readonly calls: ReadonlyMap<string, readonly RecordedCall[]>;
};

/** A request of a story that carried a body. */
export type RecordedCall = { readonly method: string; readonly url: string; readonly body: object };

/** Bodies beyond this are too large here, so that it costs little to send such. */
const most_bytes = 20_000;

const findRoute = routeFinder(allRoutes);

type Foresight = (request: Request, handler: ClientBackend['handler']) => Promise<void>;

const portal = createPortal({ secret: 'a secret of the campaign, long enough', url: 'http://billing.test/v1' });

/** Lets all stories of the official client happen. The same at every call. */
export async function openLivedInShop(foresee: Foresight = async () => undefined): Promise<LivedInShop> {
  const { note, noteAll, values } = collectValues();
  const calls = new Map<string, RecordedCall[]>();
  const watch = async (request: Request, response: Response): Promise<void> => {
    const found = findRoute(request.method, new URL(request.url).pathname.replace('/v1', ''));
    if ('allowed' in found) return;
    for (const [name, value] of Object.entries(found.path)) note(name, value);
    const text = await request.text();
    const { operation } = found.route;
    if (text !== '') {
      const call = { method: request.method, url: request.url, body: JSON.parse(text) as object };
      calls.set(operation, [...(calls.get(operation) ?? []), call]);
      noteAll(call.body);
    }
    if (response.status !== 204) noteAll(await response.json());
  };
  const backend = startClient('2026-01-01T00:00:00Z', {
    watch,
    foresee,
    service: { ...ports, portal },
    handler: { most_bytes, portal },
  });
  const shop = await catalogStory(backend);
  const subscription = await subscriptionStory(backend, shop);
  await eventStory(backend);
  await reportStory(backend, shop, subscription);
  await invoiceStory(backend, shop, subscription);
  await creditStory(backend, shop);
  await alertStory(backend, shop, subscription);
  await licenseStory(backend, subscription);
  await changeStory(backend, subscription);
  await furnish(backend, subscription);
  const { url } = await backend.client.customers.createPortalSession(shop.customer, { expires_in_minutes: 180 });
  note('link', url.split('/').at(-1));
  return { ...backend, known: values(), calls };
}

/** What the stories take away again: an alert, credits, a draft, and a change that waits. */
async function furnish({ client }: ClientBackend, subscription_id: string): Promise<void> {
  const thresholds = [{ value: 5 }];
  const alert = await client.alerts.createForSubscription(subscription_id, { type: 'cost_exceeded', thresholds });
  await client.alerts.retrieve(alert.id);
  await client.alerts.update(alert.id, { thresholds });
  const grant = { entry_type: 'increment', amount: 50, currency: 'credits' } as const;
  const entry = await client.customers.credits.ledger.createEntryByExternalID('acme', grant);
  await client.creditBlocks.retrieve(entry.credit_block.id);
  const { data: drafts } = await client.invoices.list({ subscription_id, status: ['draft'] });
  await client.invoices.fetch(drafts[0]?.id ?? '');
  const headers = { 'Create-Pending-Subscription-Change': 'True' };
  const change = { change_option: 'immediate', external_plan_id: 'business' } as const;
  const staged = await client.subscriptions.schedulePlanChange(subscription_id, change, { headers });
  await client.subscriptionChanges.retrieve(staged.pending_subscription_change?.id ?? '');
}
