import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../src/errors/index.js';
import { operationIds, type CallContext } from '../../src/service/index.js';
import { calls, openShop, startBackend } from './backend.js';

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isBillingError(error)) return error.code;
    throw error;
  }
  return 'no refusal';
}

describe('a subscription', () => {
  // Seats 5 × 12.00 in advance; a call is 0.50 in arrears.
  it('is invoiced as soon as it begins, and shows what is coming', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, team } = await openShop(backend);
    const { service, setClock } = backend;
    const started = await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    expect(started.changed_resources?.created_invoices).toMatchObject([
      { status: 'issued', total: '60.00', invoice_number: 'ACME-00001', is_payable_now: true },
    ]);
    setClock('2026-01-10');
    await service.ingestEvents({ body: { events: calls('acme', '2026-01-09T23:00:00Z', 3) } });
    // 60.00 for February and 3 × 0.50 for January.
    expect(await service.fetchUpcomingInvoice({ subscription_id: started.id })).toMatchObject({ total: '61.50' });
    const { data } = await service.listInvoices({ customer_id: customer.id, status: 'draft' });
    expect(data).toMatchObject([{ total: '61.50', invoice_date: '2026-02-01T00:00:00+00:00', status: 'draft' }]);
    expect(await service.fetchInvoice({ invoice_id: data[0]!.id })).toEqual(data[0]);
  });

  it('changes its plan inside a period: the rest of the old one is credited, that of the new one billed', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, team, business } = await openShop(backend);
    const { service, setClock } = backend;
    const { id } = await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    setClock('2026-01-10');
    await service.ingestEvents({ body: { events: calls('acme', '2026-01-09T23:00:00Z', 1) } });
    const body = { plan_id: business.id, change_option: 'immediate' } as const;
    const changed = await service.schedulePlanChange({ subscription_id: id, body });
    expect(changed.plan?.id).toBe(business.id);
    // 22 of 31 days are left: 60.00 × 22/31 back, 100.00 × 22/31 more.
    expect(changed.changed_resources).toMatchObject({
      created_invoices: [{ status: 'issued', total: '70.97' }],
      created_credit_notes: [{ type: 'adjustment', total: '42.58' }],
    });
    const first = await service.listInvoices({ subscription_id: id });
    expect(first.data.map(({ total, amount_due }) => [total, amount_due])).toEqual([
      ['70.97', '70.97'],
      ['60.00', '17.42'],
    ]);
    // The call is billed once its grace has passed, on an invoice of the day on which the old plan ended.
    const coming = await service.listInvoices({ subscription_id: id, status: ['draft'] });
    expect(coming.data.map(({ total, invoice_date }) => [total, invoice_date.slice(0, 10)])).toEqual([
      ['100.00', '2026-02-01'],
      ['0.50', '2026-01-10'],
    ]);
  });

  it('is listed by customer, plan and status as they are now', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, team, business } = await openShop(backend);
    const { service, setClock } = backend;
    const first = await service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    const later = await service.createSubscription({
      body: { external_customer_id: 'acme', external_plan_id: 'business', start_date: '2026-03-01' },
    });
    const ids = async (params: object) => (await service.listSubscriptions(params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([later.id, first.id]);
    expect(await ids({ status: 'upcoming' })).toEqual([later.id]);
    expect(await ids({ 'external_customer_id[]': ['acme'], plan_id: business.id })).toEqual([later.id]);
    setClock('2026-03-02');
    expect(await ids({ 'status[]': ['active'] })).toEqual([later.id, first.id]);
    const page = await service.listSubscriptions({ limit: 1 });
    expect(page.pagination_metadata.has_more).toBe(true);
    expect(await ids({ limit: '1', cursor: page.pagination_metadata.next_cursor })).toEqual([first.id]);
  });
});

describe('a change', () => {
  it('is made once per idempotency key, and answered the same again', async () => {
    const { service } = startBackend('2026-01-01');
    const context: CallContext = { idempotency_key: 'k-1' };
    const body = { name: 'Acme', email: 'a@acme.test' };
    const first = await service.createCustomer({ body }, context);
    expect(await service.createCustomer({ body: { email: 'a@acme.test', name: 'Acme' } }, context)).toEqual(first);
    expect((await service.listCustomers()).data).toEqual([first]);
    const other = service.createCustomer({ body: { ...body, name: 'Other' } }, context);
    expect(await codeOf(other)).toBe('idempotency_conflict');
  });

  it('that is refused leaves nothing behind', async () => {
    const backend = startBackend('2026-01-01');
    const { customer } = await openShop(backend);
    const { service } = backend;
    const body = { customer_id: customer.id, plan_id: 'none' };
    expect(await codeOf(service.createSubscription({ body }, { idempotency_key: 'k' }))).toBe('plan_not_found');
    expect((await service.listSubscriptions()).data).toEqual([]);
    expect(await codeOf(service.createSubscription({ body }, { idempotency_key: 'k' }))).toBe('plan_not_found');
  });

  it('tells the outbox what it did', async () => {
    const backend = startBackend('2026-01-01');
    const { customer, team } = await openShop(backend);
    await backend.service.createSubscription({ body: { customer_id: customer.id, plan_id: team.id } });
    const messages = await backend.repository.account('demo').readOutbox(100);
    expect(messages.map(({ message }) => message['kind'])).toEqual([
      'customer_created',
      'customer',
      'subscription_created',
      'subscription_started',
      'invoice_created',
      'invoice_issued',
    ]);
  });
});

describe('accounts', () => {
  it('do not see each other', async () => {
    const { service } = startBackend('2026-01-01', { account: (id) => (id === 'a' || id === 'b' ? { id } : null) });
    const body = { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme' };
    const { id } = await service.createCustomer({ body }, { account_id: 'a' });
    expect(await codeOf(service.fetchCustomer({ customer_id: id }, { account_id: 'b' }))).toBe('resource_not_found');
    expect((await service.createCustomer({ body }, { account_id: 'b' })).id).not.toBe(id);
    expect(await codeOf(service.listCustomers({}, { account_id: 'c' }))).toBe('resource_not_found');
  });
});

describe('refusals', () => {
  it.each([
    ['an unknown customer', 'resource_not_found', { customer_id: 'nobody' }],
    ['two ids', 'customer_reference', { customer_id: 'a', external_customer_id: 'b' }],
  ])('%s', async (_name, code, params) => {
    const { service } = startBackend('2026-01-01');
    expect(await codeOf(service.fetchCustomer(params))).toBe(code);
  });

  it('names unknown fields, pages that are too long and cursors that nobody gave out', async () => {
    const { service } = startBackend('2026-01-01');
    const body = { name: 'Seat', colour: 'red' };
    expect(await codeOf(service.createItem({ body }))).toBe('invalid_type');
    expect(await codeOf(service.listItems({ limit: 101 }))).toBe('invalid_type');
    expect(await codeOf(service.listItems({ limit: '0' }))).toBe('invalid_type');
    expect(await codeOf(service.listItems({ cursor: "1' OR '1'='1" }))).toBe('invalid_type');
  });

  it('refuses a second customer, plan or price under an external id', async () => {
    const backend = startBackend('2026-01-01');
    await openShop(backend);
    const { service } = backend;
    const customer = { name: 'Acme', email: 'a@acme.test', external_customer_id: 'acme' };
    expect(await codeOf(service.createCustomer({ body: customer }))).toBe('duplicate_resource');
    const plan = { name: 'Team', currency: 'USD', external_plan_id: 'team', prices: [] };
    expect(await codeOf(service.createPlan({ body: plan }))).toBe('duplicate_resource');
  });
});

describe('the table of operations', () => {
  it('names a function for each id', () => {
    const { service } = startBackend('2026-01-01');
    for (const name of Object.values(operationIds)) expect(service[name], name).toBeTypeOf('function');
  });
});
