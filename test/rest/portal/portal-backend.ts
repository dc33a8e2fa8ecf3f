import { createHandler, createPortal, type HandlerOptions, type PortalOptions } from '../../../src/rest/index.js';
import type { BillingServiceOptions } from '../../../src/service/index.js';
import { calls, openShop, startBackend, type Backend } from '../../service/backend.js';

export const secret = 'a secret of the test, long enough';

type Handler = (request: Request) => Promise<Response>;

/** A shop with one customer who was billed, has credits and uses calls, and a handler with its portal. */
export type PortalBackend = Backend & {
  readonly handler: Handler;
  readonly customer_id: string;
  /** What went wrong inside; empty unless there is a mistake of our own. */
  readonly failures: readonly unknown[];
};

type Settings = {
  readonly service?: Partial<BillingServiceOptions>;
  readonly portal?: Partial<PortalOptions>;
  readonly handler?: Partial<HandlerOptions>;
};

export function startPortal(settings: Settings = {}): Omit<PortalBackend, 'customer_id'> {
  const portal = createPortal({
    secret,
    url: 'http://billing.test/v1',
    issuer: { name: 'Example Inc.', lines: ['1 Example Street', '10115 Berlin'] },
    ...settings.portal,
  });
  const backend = startBackend('2026-01-01', { portal, ...settings.service });
  const failures: unknown[] = [];
  const handler = createHandler({
    service: backend.service,
    base_path: '/v1',
    authenticate: () => null,
    portal,
    onError: (error) => failures.push(error),
    ...settings.handler,
  });
  return { ...backend, handler, failures };
}

/** Three months of a customer on a plan with seats and calls, prepaid credits, and a balance; it is 10 March. */
export async function openPortalShop(settings: Settings = {}): Promise<PortalBackend> {
  const backend = startPortal(settings);
  const { service, setClock } = backend;
  const { customer } = await openShop(backend);
  const customer_id = customer.id;
  await service.createSubscription({ body: { customer_id, external_plan_id: 'team' } });
  const grant = { entry_type: 'increment', amount: 500, currency: 'credits', expiry_date: '2026-05-01' } as const;
  await service.createLedgerEntry({ customer_id, body: grant });
  setClock('2026-02-02T11:00:00Z');
  await service.ingestEvents({ body: { events: calls('acme', '2026-02-02T10:00:00Z', 3) } });
  await service.runBilling({ until: '2026-02-02T00:00:00Z' });
  await service.createLedgerEntry({ customer_id, body: { entry_type: 'decrement', amount: 120, currency: 'credits' } });
  setClock('2026-03-10T09:30:00Z');
  await service.runBilling({ until: '2026-03-10T00:00:00Z' });
  await service.ingestEvents({ body: { events: calls('acme', '2026-03-10T08:00:00Z', 7) } });
  await service.createBalanceTransaction({ customer_id, body: { type: 'increment', amount: '25.00' } });
  return { ...backend, customer_id };
}

/** The link of a new session. */
export async function linkOf(backend: PortalBackend, body: object = {}): Promise<string> {
  return (await backend.service.createPortalSession({ customer_id: backend.customer_id, body })).url;
}

/** What a reader sees of a page: the texts between the tags. */
export function textsOf(page: string): readonly string[] {
  return page
    .slice(page.indexOf('<body>'))
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
