import { describe, expect, it } from 'vitest';
import { BillingError } from '../../src/errors/index.js';
import { createHandler } from '../../src/rest/create-handler.js';
import type { HandlerOptions } from '../../src/rest/settings.js';
import type { BillingService, CallContext } from '../../src/service/index.js';

type Called = { readonly params: unknown; readonly context: CallContext };

/** A handler over one function, with what it was called with. */
function handlerOver(name: keyof BillingService, perform: () => unknown, options: Partial<HandlerOptions> = {}) {
  const calls: Called[] = [];
  const called = async (params: unknown, context: CallContext) => {
    calls.push({ params, context });
    return perform();
  };
  const handler = createHandler({
    service: { [name]: called } as object as BillingService,
    authenticate: (request) => (request.headers.get('authorization') === 'Bearer key' ? 'acme' : null),
    ...options,
  });
  return { handler, calls };
}

const headers = { authorization: 'Bearer key', 'content-type': 'application/json' };

async function jsonOf(response: Response): Promise<unknown> {
  return JSON.parse(await response.text()) as unknown;
}

describe('createHandler', () => {
  it('hands path, query and body to the operation, and the account of the caller', async () => {
    const { handler, calls } = handlerOver('listCustomers', () => ({ data: [] }));
    const request = new Request('http://x/customers?limit=5&created_at[gte]=2026-01-01T00:00:00Z', { headers });
    const response = await handler(request);
    expect(response.status).toBe(200);
    expect(await jsonOf(response)).toEqual({ data: [] });
    expect(calls).toEqual([
      {
        params: { limit: 5, 'created_at[gte]': '2026-01-01T00:00:00Z' },
        context: { account_id: 'acme', idempotency_key: null, creates_pending_change: false },
      },
    ]);
  });

  it('answers creations by 201 and deletions by 204 without a body', async () => {
    const created = handlerOver('createCustomer', () => ({ id: 'c' }));
    const creation = { method: 'POST', headers: { ...headers, 'idempotency-key': 'k' }, body: '{"name":"A"}' };
    expect((await created.handler(new Request('http://x/customers', creation))).status).toBe(201);
    expect(created.calls[0]?.context.idempotency_key).toBe('k');
    const removed = handlerOver('deleteCustomer', () => null);
    const response = await removed.handler(new Request('http://x/customers/c', { method: 'DELETE', headers }));
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(removed.calls[0]?.params).toEqual({ customer_id: 'c' });
  });

  it('reads both grammars of bounds, lists, and the header of pending changes', async () => {
    const { handler, calls } = handlerOver('listInvoices', () => ({}));
    await handler(
      new Request('http://x/invoices?status[]=paid&status[]=void&invoice_date.lt=2026-01-01T00:00:00Z&cursor=', {
        headers: { ...headers, 'create-pending-subscription-change': 'True' },
      }),
    );
    expect(calls).toEqual([
      {
        params: { 'status[]': ['paid', 'void'], 'invoice_date[lt]': '2026-01-01T00:00:00Z' },
        context: { account_id: 'acme', idempotency_key: null, creates_pending_change: true },
      },
    ]);
  });

  it('takes whose alert it is from the body where the path does not say (§17)', async () => {
    const { handler, calls } = handlerOver('createPlanAlert', () => ({}));
    const request = (body: string) => new Request('http://x/alerts', { method: 'POST', headers, body });
    const response = await handler(request('{"plan_id":"p","type":"cost_exceeded"}'));
    expect([response.status, calls[0]?.params]).toEqual([201, { plan_id: 'p', body: { type: 'cost_exceeded' } }]);
    expect((await handler(request('{"type":"cost_exceeded"}'))).status).toBe(400);
    expect((await handler(request('{"plan_id":"p","customer_id":"c"}'))).status).toBe(400);
  });

  it('knows its base path', async () => {
    const { handler } = handlerOver('ping', () => ({ response: 'pong' }), { base_path: '/v1' });
    expect((await handler(new Request('http://x/v1/ping', { headers }))).status).toBe(200);
    expect((await handler(new Request('http://x/v1evil/ping', { headers }))).status).toBe(404);
    expect((await handler(new Request('http://x/ping', { headers }))).status).toBe(404);
  });

  it.each([
    ['no key', new Request('http://x/ping'), 401, '401-authentication-error'],
    ['an unknown path', new Request('http://x/nowhere', { headers }), 404, '404-url-not-found'],
    ['another method', new Request('http://x/ping', { method: 'PATCH', headers }), 404, '404-url-not-found'],
    ['an unknown parameter', new Request('http://x/ping?limit=5', { headers }), 400, '400-request-validation-errors'],
    ['a limit of 101', new Request('http://x/customers?limit=101', { headers }), 400, '400-request-validation-errors'],
    ['a limit twice', new Request('http://x/plans?limit=1&limit=2', { headers }), 400, '400-request-validation-errors'],
    [
      'a missing parameter',
      new Request('http://x/invoices/upcoming', { headers }),
      400,
      '400-request-validation-errors',
    ],
    ['a malformed body', post('{"name":'), 400, '400-request-validation-errors'],
    ['a list for a body', post('[]'), 400, '400-request-validation-errors'],
    ['no body', post(''), 400, '400-request-validation-errors'],
    ['another content type', post('{}', { 'content-type': 'text/plain' }), 400, '400-request-validation-errors'],
    ['a body too large', post(JSON.stringify({ name: 'x'.repeat(2000) })), 413, '413-request-too-large'],
    ['a body said to be too large', post('{}', { 'content-length': '2000' }), 413, '413-request-too-large'],
    ['a mistake of our own', post('{"a":1}'), 500, '500-internal-server-error'],
  ])('refuses %s', async (_name, request, status, anchor) => {
    const { handler } = handlerOver('createCustomer', () => missing.of.everything, { most_bytes: 1000 });
    const response = await handler(request);
    expect(response.status).toBe(status);
    expect(await jsonOf(response)).toMatchObject({
      status,
      type: `https://docs.withorb.com/reference/error-responses#${anchor}`,
    });
  });

  it('reads of 100 MB that nobody announced no more than the limit', async () => {
    const chunk = new Uint8Array(65_536).fill(0x20);
    let sent = 0;
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += chunk.byteLength;
        if (sent > 100_000_000) controller.close();
        else controller.enqueue(chunk);
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const { handler, calls } = handlerOver('createCustomer', () => ({}));
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const response = await handler(new Request('http://x/customers', init));
    expect([response.status, cancelled, calls]).toEqual([413, true, []]);
    // The limit of a handler that was told none, and a chunk or two on their way.
    expect(sent).toBeLessThan(10_000_000 + 4 * chunk.byteLength);
  });

  it('tells a caller nothing of its inside, and `onError` everything', async () => {
    const seen: unknown[] = [];
    const failing = () => {
      throw new Error('password=secret');
    };
    const { handler } = handlerOver('ping', failing, { onError: (error) => seen.push(error) });
    const response = await handler(new Request('http://x/ping', { headers }));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(String(seen[0])).toContain('secret');
  });

  it.each([
    ['plan_not_found', 404, '404-resource-not-found', null],
    ['subscription_ended', 400, '400-constraint-violation', null],
    ['duplicate_alert', 400, '400-duplicate-resource-creation', null],
    ['invalid_decimal', 400, '400-request-validation-errors', null],
    ['too_many_results', 413, '413-too-many-results', null],
  ] as const)('answers %s as %i', async (code, status, anchor, retry) => {
    const refusing = () => {
      throw new BillingError(code, 'a sentence');
    };
    const { handler } = handlerOver('ping', refusing);
    const response = await handler(new Request('http://x/ping', { headers }));
    expect(response.status).toBe(status);
    expect(response.headers.get('x-should-retry')).toBe(retry);
    expect(await jsonOf(response)).toMatchObject({
      detail: 'a sentence',
      type: `https://docs.withorb.com/reference/error-responses#${anchor}`,
    });
  });
});

// Reading of it throws what no refusal is.
const missing = {} as { of: { everything: unknown } };

function post(body: string, more: Record<string, string> = {}): Request {
  return new Request('http://x/customers', { method: 'POST', headers: { ...headers, ...more }, body });
}
