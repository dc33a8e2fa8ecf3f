import { describe, expect, it } from 'vitest';
import { createMemoryRepository, type Repository, type Transaction } from '../../../src/repository/index.js';
import { createHandler, createPortal } from '../../../src/rest/index.js';
import { signLink } from '../../../src/rest/portal/link.js';
import { createBillingService } from '../../../src/service/index.js';
import { linkOf, openPortalShop, secret, startPortal, textsOf, type PortalBackend } from './portal-backend.js';

type Seen = { readonly status: number; readonly page: string; readonly headers: Record<string, string> };

async function see({ handler }: Pick<PortalBackend, 'handler'>, url: string, method = 'GET'): Promise<Seen> {
  const response = await handler(new Request(url, { method }));
  return { status: response.status, page: await response.text(), headers: Object.fromEntries(response.headers) };
}

/** The address that an element of a page leads to, by the text of the link. */
function hrefOf(page: string, text: string): string {
  const [, href = ''] = new RegExp(`<a href="([^"]*)">${text}</a>`).exec(page) ?? [];
  return href.replaceAll('&amp;', '&');
}

describe('a portal', () => {
  it('shows what is coming, invoices, credits and usage', async () => {
    const backend = await openPortalShop();
    const url = await linkOf(backend);
    const { status, page } = await see(backend, url);
    expect(status).toBe(200);
    const texts = textsOf(page);
    expect(texts).toContain('Billing for Acme');
    // Five seats at 12.00 and so far seven calls at 0.50: 60.00 + 3.50.
    expect(texts).toContain('63.50 USD');
    // 60.00 in January and February; in March 60.00 and three calls of February, 1.50.
    expect(texts.filter((text) => text.startsWith('ACME-'))).toEqual(['ACME-00003', 'ACME-00002', 'ACME-00001']);
    expect(texts.filter((text) => /^6\d\.\d\d$/.test(text))).toEqual([
      '61.50',
      '61.50',
      '60.00',
      '60.00',
      '60.00',
      '60.00',
    ]);
    // 500 granted less 120 used.
    expect(texts.filter((text) => text === '380')).toHaveLength(2);
    expect(texts).toContain('25.00 USD');
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).toContain('>Acme · in ');
    expect(page).not.toContain(backend.customer_id);
    expect(texts.slice(texts.indexOf('Calls'))).toEqual([
      'Calls',
      'Team',
      '2026-03-01',
      'to 2026-03-31',
      '7',
      'As of 2026-03-10 09:30, UTC. This address is yours alone and works until 2026-03-10 10:30.',
    ]);
    expect(backend.failures).toEqual([]);
  });

  it('opens each invoice, and what is coming, and leads back', async () => {
    const backend = await openPortalShop();
    const url = await linkOf(backend);
    const { page } = await see(backend, url);
    const invoice = await see(backend, new URL(hrefOf(page, 'ACME-00003'), url).href);
    expect([invoice.status, textsOf(invoice.page)]).toEqual([
      200,
      expect.arrayContaining(['Invoice ACME-00003', '1.50', '61.50']),
    ]);
    const coming = await see(backend, new URL(hrefOf(page, 'Team'), url).href);
    // Of 63.50 the balance of 25.00 pays its part.
    expect([coming.status, textsOf(coming.page)]).toEqual([
      200,
      expect.arrayContaining(['Invoice draft', '63.50', '38.50']),
    ]);
    const from = new URL(hrefOf(page, 'ACME-00003'), url);
    expect(new URL(hrefOf(invoice.page, '← All of your billing'), from).href).toBe(url);
    expect(backend.failures).toEqual([]);
  });

  it('turns the pages of many invoices', async () => {
    const backend = await openPortalShop();
    const { service, customer_id: id } = backend;
    const line = { name: 'Setup', item_id: 'item_1', quantity: 1, start_date: '2026-03-10', end_date: '2026-03-10', model_type: 'unit' as const, unit_config: { unit_amount: '9.00' } }; // prettier-ignore
    const body = { customer_id: id, currency: 'USD', invoice_date: '2026-03-10', line_items: [line], net_terms: 0, will_auto_issue: true }; // prettier-ignore
    for (let count = 0; count < 18; count += 1) {
      await service.createInvoice({ body });
    }
    const url = await linkOf(backend);
    const first = await see(backend, url);
    expect(first.page.match(/ACME-\d+/g)).toHaveLength(20);
    const older = new URL(hrefOf(first.page, 'Older invoices'), url);
    const second = await see(backend, older.href);
    expect(second.page.match(/ACME-\d+/g)).toEqual(['ACME-00001']);
    expect(hrefOf(second.page, 'Older invoices')).toBe('');
    expect(new URL(hrefOf(second.page, 'Latest invoices'), older).href).toBe(`${url}#invoices`);
  });

  it('is a page for one who has nothing yet', async () => {
    const backend = startPortal();
    const { id } = await backend.service.createCustomer({ body: { name: 'New', email: 'new@new.test' } });
    const { url } = await backend.service.createPortalSession({ customer_id: id });
    const { status, page } = await see(backend, url);
    expect([status, textsOf(page)]).toEqual([
      200,
      expect.arrayContaining(['No subscription is running.', 'No invoice was issued yet.']),
    ]);
    expect(page).not.toContain('id="credits"');
    expect(page).not.toContain('id="usage"');
  });

  it('shows the others where one subscription cannot be computed', async () => {
    const backend = await openPortalShop();
    const { service, customer_id } = backend;
    const tiers = [{ first_unit: 0, last_unit: 2, unit_amount: '1.00' }];
    const bounded = { name: 'Bounded', item_id: 'item_1', cadence: 'monthly', model_type: 'tiered', tiered_config: { tiers }, billable_metric_id: 'metric_2' } as const; // prettier-ignore
    const plan = await service.createPlan({ body: { name: 'Small', currency: 'USD', prices: [{ price: bounded }] } });
    await service.createSubscription({ body: { customer_id, plan_id: plan.id, start_date: '2026-03-10T00:00:00Z' } });
    const { status, page } = await see(backend, await linkOf(backend));
    // Seven calls are more than its last tier takes (D16).
    expect([status, textsOf(page)]).toEqual([
      200,
      expect.arrayContaining(['Small', 'Nothing is coming that is known now.', 'Team', '63.50 USD']),
    ]);
  });

  it('takes no text for markup', async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
    const backend = startPortal({ portal: { issuer: { name: evil, lines: [evil] } } });
    const { service } = backend;
    const item = await service.createItem({ body: { name: evil } });
    const metric = await service.createMetric({
      body: { name: evil, description: evil, item_id: item.id, sql: 'SELECT COUNT(*) FROM events' },
    });
    const price = { name: evil, item_id: item.id, cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '1.00' } } as const; // prettier-ignore
    const plan = await service.createPlan({
      body: {
        name: evil,
        currency: 'USD',
        prices: [
          { price: { ...price, fixed_price_quantity: 1 } },
          { price: { ...price, billable_metric_id: metric.id } },
        ],
      },
    });
    const billing_address = { line1: evil, city: evil, country: 'US', postal_code: evil, state: evil, line2: evil };
    const customer = await service.createCustomer({ body: { name: evil, email: 'a@b.test', billing_address } });
    await service.createSubscription({
      body: { customer_id: customer.id, plan_id: plan.id, default_invoice_memo: evil },
    });
    await service.createLedgerEntry({
      customer_id: customer.id,
      body: { entry_type: 'increment', amount: 5, currency: evil, description: evil },
    });
    const { url } = await service.createPortalSession({ customer_id: customer.id });
    const { page, status } = await see(backend, url);
    const [invoice] = (await service.listInvoices({ customer_id: customer.id })).data;
    const opened = await see(backend, `${url}/invoices/${encodeURIComponent(invoice!.id)}`);
    expect([status, opened.status]).toEqual([200, 200]);
    for (const written of [page, opened.page]) {
      expect(written).toContain('&lt;script&gt;');
      expect(written).not.toMatch(/<(script|img|iframe|object|form|link|base)\b/);
      expect(written).not.toMatch(/<[^>]*\s(on\w+|style|src)=/);
    }
  });

  it('lets nothing in, keeps nothing, and tells nobody where it is', async () => {
    const backend = await openPortalShop();
    const url = await linkOf(backend);
    const { page, headers } = await see(backend, url);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; style-src ('sha256-[\w+/]{43}=' ?)+; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    // The page's own style and that of its pictures.
    expect(policy.match(/sha256-/g)).toHaveLength(2);
    expect(new Set(page.match(/<style>.*?<\/style>/gs)).size).toBe(2);
    const head = await see(backend, url, 'HEAD');
    expect(head).toEqual({ status: 200, page: '', headers });
  });
});

describe('a link that is no good', () => {
  it('is answered by one page and one status, whatever is wrong with it', async () => {
    const backend = await openPortalShop();
    const { service, customer_id, setClock, handler } = backend;
    const keep = { invalidate_existing: false };
    const url = await linkOf(backend, keep);
    const other = await service.createCustomer({ body: { name: 'Other', email: 'other@other.test' } });
    const others = await service.createPortalSession({ customer_id: other.id });
    const [own] = (await service.listInvoices({ customer_id })).data;
    const gone = await service.createCustomer({ body: { name: 'Gone', email: 'gone@gone.test' } });
    const goneUrl = (await service.createPortalSession({ customer_id: gone.id })).url;
    await service.deleteCustomer({ customer_id: gone.id });
    const [draft] = (await service.listInvoices({ customer_id, status: 'draft' })).data;
    const link = (account_id: string, portal_session_id: string) => signLink({ account_id, portal_session_id }, secret);
    const root = 'http://billing.test/v1/portal/';
    // Each was signed here, by somebody who knew the secret.
    const signed = await Promise.all([
      link('demo', `portal_session:${customer_id}:99`),
      link('demo', `portal_session:${customer_id}:-1`),
      link('demo', `portal_session:${customer_id}:0:0`),
      link('demo', `portal_session:nobody:0`),
      link('demo', customer_id),
      link('another', `portal_session:${customer_id}:0`),
    ]);
    const bad = [
      ...signed.map((one) => root + one),
      goneUrl,
      root,
      `${root}x`,
      `${root}%`,
      `${root}%00`,
      `${root}..%2f..%2fcustomers`,
      `${url}x`,
      url.slice(0, -1),
      `${url}/`,
      `${url}/invoices`,
      `${url}/invoices/none`,
      `${url}/invoices/${encodeURIComponent(draft!.id)}`,
      `${url}/upcoming/none`,
      `${url}/customers`,
      `${url}?cursor=evil`,
      // Replayed for another customer: their session, this one's documents.
      `${others.url}/invoices/${encodeURIComponent(own!.id)}`,
      `${others.url}/upcoming/${own!.subscription!.id}`,
    ];
    const [refused, ...rest] = await Promise.all(bad.map((address) => see(backend, address)));
    expect(refused!.status).toBe(404);
    expect(textsOf(refused!.page)[0]).toBe('This address does not work');
    for (const one of rest) expect(one).toEqual(refused);
    expect((await see({ handler }, url)).status).toBe(200);
    // Sixty minutes: the last millisecond is inside, the end is outside.
    setClock('2026-03-10T10:29:59.999Z');
    expect((await see(backend, url)).status).toBe(200);
    setClock('2026-03-10T10:30:00Z');
    expect(await see(backend, url)).toEqual(refused);
    expect(backend.failures).toEqual([]);
  });

  it('is one that a later session ended, unless that was told not to', async () => {
    const backend = await openPortalShop();
    const statuses = (urls: readonly string[]) =>
      Promise.all(urls.map(async (url) => (await see(backend, url)).status));
    const first = await linkOf(backend);
    const second = await linkOf(backend, { invalidate_existing: false });
    expect(await statuses([first, second])).toEqual([200, 200]);
    const third = await linkOf(backend);
    expect(await statuses([first, second, third])).toEqual([404, 404, 200]);
    const fourth = await linkOf(backend, { invalidate_existing: false });
    expect(await statuses([first, second, third, fourth])).toEqual([404, 404, 200, 200]);
  });

  it('is one of another account or another place', async () => {
    const repository = createMemoryRepository();
    const portal = createPortal({ secret, url: 'http://billing.test' });
    const service = createBillingService({
      repository,
      now: () => '2026-01-01T00:00:00Z',
      account: (id) => (['north', 'south'].includes(id) ? { id } : null),
      newId: (kind) => kind,
      portal,
    });
    const handler = createHandler({ service, authenticate: () => null, portal });
    const open = async (account_id: string, name: string) => {
      await service.createCustomer({ body: { name, email: 'a@a.test' } }, { account_id });
      return (await service.createPortalSession({ customer_id: 'customer' }, { account_id })).url;
    };
    const [north, south] = [await open('north', 'Northern'), await open('south', 'Southern')];
    // The ids are the same, and the accounts are not.
    expect(textsOf((await see({ handler }, north)).page)).toContain('Billing for Northern');
    expect(textsOf((await see({ handler }, south)).page)).toContain('Billing for Southern');
    const [payload] = north.split('/').at(-1)!.split('.');
    const [, signature] = south.split('/').at(-1)!.split('.');
    expect((await see({ handler }, `http://billing.test/portal/${payload}.${signature}`)).status).toBe(404);
    const elsewhere = startPortal();
    expect((await see(elsewhere, north.replace('/portal', '/v1/portal'))).status).toBe(404);
  });

  it('is an unknown address like any other where there is no portal', async () => {
    const backend = await openPortalShop({ handler: { portal: undefined, authenticate: () => 'demo' } });
    const { status, headers } = await see(backend, await linkOf(backend));
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json']);
  });
});

const readers = new Set(['readDocument', 'findDocument', 'listDocuments', 'findEvents', 'readEvents', 'readEntries', 'countEntries', 'readAnswer', 'listWork', 'measureUsage']); // prettier-ignore

/** The same repository, which notes every call that is none of those that read. */
function watched(repository: Repository, writes: string[]): Repository {
  return {
    ...repository,
    account: (id) => {
      const store = repository.account(id);
      return {
        ...store,
        transaction: (work) => store.transaction((transaction) => work(noting(transaction, writes))),
      };
    },
  };
}

function noting(transaction: Transaction, writes: string[]): Transaction {
  return new Proxy(transaction, {
    get: (target, name: keyof Transaction) => {
      const method = target[name] as ((...given: unknown[]) => unknown) | undefined;
      if (method === undefined || readers.has(name)) return method;
      return (...given: unknown[]) => {
        writes.push(name);
        return method.apply(target, given);
      };
    },
  });
}

describe('reading a portal', () => {
  it('writes nothing, and is all that can be done', async () => {
    const writes: string[] = [];
    const repository = createMemoryRepository();
    const backend = await openPortalShop({ service: { repository: watched(repository, writes) } });
    const url = await linkOf(backend);
    expect(writes).toContain('appendEntries');
    writes.length = 0;
    const [invoice] = (await backend.service.listInvoices({ customer_id: backend.customer_id })).data;
    const pages = [
      url,
      `${url}/invoices/${encodeURIComponent(invoice!.id)}`,
      `${url}/upcoming/${invoice!.subscription!.id}`,
      `${url}/nothing`,
    ];
    for (const page of pages) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
        const { status, headers } = await see(backend, page, method);
        const reads = method === 'GET' || method === 'HEAD';
        expect([status, headers['allow']]).toEqual(
          reads ? [page === pages[3] ? 404 : 200, undefined] : [405, 'GET, HEAD'],
        );
      }
    }
    expect(writes).toEqual([]);
    expect(backend.failures).toEqual([]);
  });

  it('tells nothing of what went wrong inside, except to `onError`', async () => {
    const backend = await openPortalShop();
    const url = await linkOf(backend);
    const failing = createPortal({ secret, url: 'http://billing.test/v1' });
    const seen: unknown[] = [];
    const service = {
      ...backend.service,
      fetchPortal: async () => {
        throw new Error('password=secret');
      },
    };
    const handler = createHandler({ service, authenticate: () => null, base_path: '/v1', portal: failing, onError: (error) => seen.push(error) }); // prettier-ignore
    const { status, page } = await see({ handler }, url);
    expect([status, page.includes('password'), String(seen[0])]).toEqual([500, false, 'Error: password=secret']);
  });
});
