import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../src/index.js';
import { auditAccount, type BillingService } from '../../src/service/index.js';
import type { Customer } from '../../src/wire/index.js';
import { calls, openShop, startBackend } from './backend.js';

/** The code with which a call is refused. */
async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'nothing',
    (error: unknown) => (isBillingError(error) ? error.code : String(error)),
  );
}

type Family = {
  readonly service: BillingService;
  readonly of: (name: string, hierarchy?: object) => Promise<Customer>;
};

function startFamily(): Family {
  const { service } = startBackend('2026-01-01');
  const of = (name: string, hierarchy: object = {}) =>
    service.createCustomer({ body: { name, email: 'a@a.test', external_customer_id: name, hierarchy } });
  return { service, of };
}

/** The parent and the children of a customer by their external ids, as its own document shows them. */
async function shownOf({ service }: Family, { id }: Customer): Promise<readonly [unknown, ...unknown[]]> {
  const { hierarchy } = await service.fetchCustomer({ customer_id: id });
  return [
    hierarchy.parent?.external_customer_id ?? null,
    ...hierarchy.children.map((child) => child.external_customer_id),
  ];
}

describe('a hierarchy of customers (Orb:API, Orb:HIER)', () => {
  it('is shown by both sides, whichever names the other', async () => {
    const family = startFamily();
    const first = await family.of('first');
    const parent = await family.of('parent', { child_customer_ids: [first.id] });
    const second = await family.of('second', { parent_customer_id: parent.id });
    const third = await family.of('third');
    // Named children join those that are there; whom it names already it has already.
    const hierarchy = { child_customer_ids: [third.id, first.id] };
    await family.service.updateCustomer({ customer_id: parent.id, body: { hierarchy } });
    expect(await shownOf(family, parent)).toEqual([null, 'first', 'second', 'third']);
    for (const child of [first, second, third]) expect(await shownOf(family, child)).toEqual(['parent']);
    // What says nothing of relatives changes none.
    await family.service.updateCustomer({ customer_id: parent.id, body: { name: 'P', hierarchy: {} } });
    await family.service.updateCustomer({ customer_id: second.id, body: { name: 'S' } });
    expect(await shownOf(family, parent)).toEqual([null, 'first', 'second', 'third']);
    expect(await shownOf(family, second)).toEqual(['parent']);
  });

  it('forgets who is deleted, and learns an external id', async () => {
    const family = startFamily();
    const { service } = family;
    const parent = await service.createCustomer({ body: { name: 'P', email: 'p@a.test' } });
    const [first, second] = [
      await family.of('first', { parent_customer_id: parent.id }),
      await family.of('second', { parent_customer_id: parent.id }),
    ];
    expect(await shownOf(family, first)).toEqual([null]);
    await service.updateCustomer({ customer_id: parent.id, body: { external_customer_id: 'parent' } });
    expect(await shownOf(family, first)).toEqual(['parent']);
    await service.deleteCustomer({ customer_id: first.id });
    expect(await shownOf(family, parent)).toEqual([null, 'second']);
    await service.deleteCustomer({ customer_id: parent.id });
    expect(await shownOf(family, second)).toEqual([null]);
  });

  it('has two generations, one parent for each child, and no circle', async () => {
    const family = startFamily();
    const { service } = family;
    const [parent, other, alone] = [await family.of('parent'), await family.of('other'), await family.of('alone')];
    const child = await family.of('child', { parent_customer_id: parent.id });
    const before = await service.listCustomers({});
    const asked = async (customer_id: string, hierarchy: object) =>
      codeOf(service.updateCustomer({ customer_id, body: { hierarchy } }));
    expect({
      'its own parent': await asked(alone.id, { parent_customer_id: alone.id }),
      'its own child': await asked(alone.id, { child_customer_ids: [alone.id] }),
      'another parent': await asked(child.id, { parent_customer_id: other.id }),
      'the child of two': await asked(other.id, { child_customer_ids: [child.id] }),
      'a child of a child': await asked(alone.id, { parent_customer_id: child.id }),
      'a child with a child': await asked(child.id, { child_customer_ids: [alone.id] }),
      'a parent as a child': await asked(alone.id, { child_customer_ids: [parent.id] }),
      'a parent with a parent': await asked(parent.id, { parent_customer_id: other.id }),
      'a circle of two': await asked(parent.id, { parent_customer_id: child.id }),
      'both at once': await asked(alone.id, { parent_customer_id: parent.id, child_customer_ids: [other.id] }),
      nobody: await asked(alone.id, { parent_customer_id: 'nobody' }),
      'no list': await asked(alone.id, { child_customer_ids: 'child' }),
    }).toEqual({
      'its own parent': 'customer_reference',
      'its own child': 'customer_reference',
      'another parent': 'invalid_transition',
      'the child of two': 'invalid_transition',
      'a child of a child': 'invalid_transition',
      'a child with a child': 'invalid_transition',
      'a parent as a child': 'invalid_transition',
      'a parent with a parent': 'invalid_transition',
      'a circle of two': 'invalid_transition',
      'both at once': 'invalid_transition',
      nobody: 'resource_not_found',
      'no list': 'invalid_type',
    });
    // A request that is refused changes nobody.
    expect(await service.listCustomers({})).toEqual(before);
  });

  it('has at most a hundred children', async () => {
    const family = startFamily();
    const parent = await family.of('parent');
    const ids = [];
    for (let count = 0; count < 100; count += 1) ids.push((await family.of(`child ${count}`)).id);
    const { service } = family;
    await service.updateCustomer({ customer_id: parent.id, body: { hierarchy: { child_customer_ids: ids } } });
    expect(await codeOf(family.of('one more', { parent_customer_id: parent.id }))).toBe('limit_exceeded');
  });
});

describe('the usage of children', () => {
  it('is billed to their parent by the prices that name them, and to nobody else', async () => {
    const backend = startBackend('2026-01-01');
    const { service, repository } = backend;
    const { customer, team } = await openShop(backend);
    const childOf = (name: string, hierarchy: object) =>
      service.createCustomer({ body: { name, email: 'c@c.test', external_customer_id: name, hierarchy } });
    const [north, south] = [
      await childOf('north', { parent_customer_id: customer.id }),
      await childOf('south', { parent_customer_id: customer.id }),
    ];
    const stranger = await childOf('stranger', {});
    const body = { customer_id: customer.id, plan_id: team.id, start_date: '2026-01-01' };
    const refused = { ...body, usage_customer_ids: [north.id, stranger.id] };
    await expect(service.createSubscription({ body: refused })).rejects.toThrow(
      /request\.usage_customer_ids\[1\]: is "customer_\d+", who is neither the customer nor a child of theirs/,
    );
    const ids = [customer.id, north.id];
    const filter = "region IS NULL OR region <> 'test'";
    const { id: subscription_id, price_intervals } = await service.createSubscription({
      body: { ...body, usage_customer_ids: ids, filter },
    });
    const price_interval_id = price_intervals.find(({ price }) => price.name === 'Calls')!.id;
    const edit = [{ price_interval_id, usage_customer_ids: [stranger.id] }];
    expect(await codeOf(service.editPriceIntervals({ subscription_id, body: { edit } }))).toBe('customer_reference');
    backend.setClock('2026-01-10');
    const tests = calls('north', '2026-01-09T18:00:00Z', 9).map((one) => ({ ...one, properties: { region: 'test' } }));
    const used = [calls('acme', '2026-01-09T12:00:00Z', 3), calls('north', '2026-01-09T12:00:00Z', 4)];
    const others = [calls('south', '2026-01-09T12:00:00Z', 50), calls('stranger', '2026-01-09T12:00:00Z', 70)];
    await service.ingestEvents({ body: { events: [...used, ...others, tests].flat() } });
    backend.setClock('2026-02-02');
    await service.runBilling({ until: '2026-02-02T00:00:00Z' });
    const { data } = await service.listInvoices({ customer_id: customer.id, status: ['issued'] });
    const lines = data.flatMap((invoice) => invoice.line_items);
    const line = lines.find(({ name }) => name === 'Calls');
    // (3 + 4) × 0.50; the line says whose usage it counts.
    expect(line).toMatchObject({ quantity: 7, amount: '3.50', usage_customer_ids: ids, filter });
    const fee = lines.find(({ name }) => name === 'Seats');
    expect(fee).toMatchObject({ usage_customer_ids: null, filter: null });
    for (const child of [north, south]) {
      expect((await service.listInvoices({ customer_id: child.id })).data).toEqual([]);
      expect((await service.fetchCustomerCosts({ customer_id: child.id, currency: 'USD' })).data).toEqual([]);
    }
    const account = { repository, now: () => '2026-02-02T00:00:00Z', account: { id: 'demo' } };
    expect((await auditAccount(account, { invoices: 'recomputed' })).findings).toEqual([]);
  });
});
