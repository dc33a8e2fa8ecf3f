import { describe, expect, it } from 'vitest';
import type { NewPortalSession } from '../../src/service/index.js';
import { startBackend } from './backend.js';

async function open() {
  const started: NewPortalSession[] = [];
  const portal = {
    open: async (session: NewPortalSession) => {
      started.push(session);
      return `https://portal.test/${session.id}`;
    },
  };
  const backend = startBackend('2026-01-01', { portal });
  const { id } = await backend.service.createCustomer({
    body: { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme' },
  });
  return { ...backend, customer_id: id, started };
}

describe('a session of a portal', () => {
  it('lasts sixty minutes and ends the others, unless the request says otherwise (API)', async () => {
    const { service, customer_id, started } = await open();
    const usual = await service.createPortalSession({ customer_id, body: {} });
    expect(usual).toEqual({
      id: 'portal_session:customer_1:0',
      customer_id,
      created_at: '2026-01-01T00:00:00+00:00',
      expires_at: '2026-01-01T01:00:00+00:00',
      url: 'https://portal.test/portal_session:customer_1:0',
    });
    const other = { expires_in_minutes: 180, invalidate_existing: false };
    const second = await service.createPortalSession({ external_customer_id: 'acme', body: other });
    expect([second.id, second.expires_at]).toEqual(['portal_session:customer_1:1', '2026-01-01T03:00:00+00:00']);
    expect(started.map(({ account_id, invalidate_existing }) => [account_id, invalidate_existing])).toEqual([
      ['demo', true],
      ['demo', false],
    ]);
  });

  it('is started once under an idempotency key', async () => {
    const { service, customer_id, started } = await open();
    const context = { idempotency_key: 'k' };
    const first = await service.createPortalSession({ customer_id }, context);
    expect(await service.createPortalSession({ customer_id }, context)).toEqual(first);
    expect(started).toHaveLength(1);
  });

  it.each([
    [{ expires_in_minutes: 0 }, ['body.expires_in_minutes']],
    [{ expires_in_minutes: 181 }, ['body.expires_in_minutes']],
    [{ expires_in_minutes: 1.5 }, ['body.expires_in_minutes']],
    [{ expires_in_minutes: '60' }, ['body.expires_in_minutes']],
    [{ expires_in_minutes: [], invalidate_existing: 1 }, ['body.expires_in_minutes', 'body.invalidate_existing']],
    [{ expires: 60 }, ['body.expires']],
  ])('is refused for %j, and none is started', async (body, paths) => {
    const { service, customer_id, started } = await open();
    const call = service.createPortalSession({ customer_id, body: body as never });
    const faults = await call.catch((error: { issues: readonly { path: string }[] }) => error.issues);
    expect(faults).toMatchObject(paths.map((path) => ({ path })));
    expect(started).toEqual([]);
  });

  it('shows nothing under an id that is none', async () => {
    const { service, customer_id } = await open();
    await service.createPortalSession({ customer_id });
    const given = ['', 'portal_session', `portal_session:${customer_id}:1`, `portal_session:${customer_id}:x`, '__proto__', null, 7, {}]; // prettier-ignore
    for (const portal_session_id of given) {
      const call = service.fetchPortal({ portal_session_id: portal_session_id as string });
      await expect(call).rejects.toMatchObject({ code: 'resource_not_found' });
    }
    const found = await service.fetchPortal({ portal_session_id: `portal_session:${customer_id}:0` });
    expect(found.customer.id).toBe(customer_id);
  });
});
