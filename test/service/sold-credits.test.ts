import { describe, expect, it } from 'vitest';
import { startBackend } from './backend.js';

/** A customer on a plan that sells 100 credits a month, which end with it, at 0.10 each; the first month is a stub. */
async function open(more: object = {}) {
  const backend = startBackend('2026-03-01');
  const { service } = backend;
  const sold = { amount: 100, currency: 'credits', cadence: 'monthly', expires_at_end_of_cadence: true, per_unit_cost_basis: '0.10', ...more } as const; // prettier-ignore
  const plan = await service.createPlan({
    body: { name: 'Credits', currency: 'USD', prices: [{ allocation_price: sold }] },
  });
  const customer = await service.createCustomer({ body: { name: 'Acme', email: 'a@acme.test' } });
  const customer_id = customer.id;
  backend.setClock('2026-03-10');
  const subscription = await service.createSubscription({ body: { customer_id, plan_id: plan.id } });
  const subscription_id = subscription.id;
  const price_id = subscription.price_intervals[0]!.price.id;
  const run = async (now: string) => {
    backend.setClock(now);
    await service.runBilling({ until: now });
  };
  const setQuantity = (quantity: number, effective_date?: string) =>
    service.updateFixedFeeQuantity({
      subscription_id,
      body: { price_id, quantity, ...(effective_date === undefined ? {} : { effective_date }) },
    });
  /** What is billed, by the days of its lines. */
  const billed = async () => {
    const invoices = (await service.listInvoices({ customer_id })).data.filter(({ status }) => status !== 'void');
    const rows = invoices.flatMap(({ line_items }) =>
      line_items.map(
        ({ start_date, end_date, amount }) => `${start_date.slice(5, 10)}–${end_date.slice(5, 10)} ${amount}`,
      ),
    );
    return rows.sort();
  };
  const granted = async () => {
    const { data } = await service.listCreditLedger({ customer_id, currency: 'credits' });
    return data
      .filter(({ entry_type }) => entry_type === 'increment')
      .map(({ created_at, amount, credit_block: { expiry_date } }) =>
        [created_at.slice(5, 10), expiry_date?.slice(5, 10), amount].join(' '),
      )
      .reverse();
  };
  await run('2026-03-10T00:00:00Z');
  return { backend, service, customer_id, subscription_id, price_id, plan, run, setQuantity, billed, granted };
}

describe('§8.6 credits that a subscription sells', () => {
  it('are billed as they are granted, whole: 100 × 0.10 in a stub of 22 of 31 days as in any month', async () => {
    const { run, billed, granted } = await open();
    await run('2026-04-01T00:00:00Z');
    expect(await billed()).toEqual(['03-10–04-01 10.00', '04-01–05-01 10.00']);
    expect(await granted()).toEqual(['03-10 04-01 100', '04-01 05-01 100']);
  });

  it('become more at once, and are billed at once: 50 × 0.10 on the 15th, counted from its first hour', async () => {
    const { backend, service, customer_id, run, setQuantity, billed, granted } = await open();
    backend.setClock('2026-03-15T12:00:00Z');
    await setQuantity(150);
    expect(await granted()).toEqual(['03-10 04-01 100', '03-15 04-01 50']);
    // Orb:API: the block of an allocation names the invoice with the line that bills it.
    const { data: blocks } = await service.listCredits({ customer_id, currency: 'credits' });
    const dates = blocks.map(async ({ id }) => (await service.listCreditBlockInvoices({ block_id: id })).invoices);
    expect((await Promise.all(dates)).map((invoices) => invoices.map(({ id }) => id.split(':')[3]))).toEqual([
      ['20260310T000000Z'],
      ['20260315T120000Z'],
    ]);
    await run('2026-04-01T00:00:00Z');
    expect(await billed()).toEqual(['03-10–04-01 10.00', '03-15–04-01 5.00', '04-01–05-01 15.00']);
    expect(await granted()).toEqual(['03-10 04-01 100', '03-15 04-01 50', '04-01 05-01 150']);
  });

  it('do not become fewer within a period, and as many again cost nothing again', async () => {
    const { backend, run, setQuantity, billed, granted } = await open();
    for (const [day, quantity] of [
      ['12', 150],
      ['15', 40],
      ['18', 150],
      ['20', 160],
      ['25', 60],
    ] as const) {
      // prettier-ignore
      backend.setClock(`2026-03-${day}`);
      await setQuantity(quantity);
    }
    await run('2026-04-01T00:00:00Z');
    // The most was 100, 150 from the 12th and 160 from the 20th; April begins with 60.
    expect(await billed()).toEqual(['03-10–04-01 10.00', '03-12–04-01 5.00', '03-20–04-01 1.00', '04-01–05-01 6.00']);
    expect(await granted()).toEqual(['03-10 04-01 100', '03-12 04-01 50', '03-20 04-01 10', '04-01 05-01 60']);
  });

  it('come to all of them, rounded once, however often they became more', async () => {
    const { backend, service, run, setQuantity, billed } = await open({ amount: 39, per_unit_cost_basis: '0.033' });
    for (const [day, quantity] of [
      ['12', 55],
      ['15', 81],
    ] as const) {
      // prettier-ignore
      backend.setClock(`2026-03-${day}`);
      await setQuantity(quantity);
    }
    await run('2026-03-20T00:00:00Z');
    // 1.287, 1.815 and 2.673 in all: 1.29, 1.82 − 1.29, 2.67 − 1.82.
    expect(await billed()).toEqual(['03-10–04-01 1.29', '03-12–04-01 0.53', '03-15–04-01 0.85']);
    expect((await service.listCreditNotes({})).data).toEqual([]);
  });

  it('become more twice on the last day, and each time by what is more', async () => {
    const { backend, run, setQuantity, billed } = await open();
    for (const [hour, quantity] of [
      ['22', 120],
      ['23', 150],
    ] as const) {
      // prettier-ignore
      backend.setClock(`2026-03-31T${hour}:00:00Z`);
      await setQuantity(quantity);
    }
    await run('2026-03-31T23:30:00Z');
    // 100, 120 and 150 in all.
    expect(await billed()).toEqual(['03-10–04-01 10.00', '03-31–04-01 2.00', '03-31–04-01 3.00']);
  });

  it('that are to become more are billed on their day, and not if that is taken back', async () => {
    const { backend, run, setQuantity, billed, granted } = await open();
    backend.setClock('2026-03-12');
    await setQuantity(150, '2026-03-20');
    await setQuantity(180, '2026-03-25');
    await setQuantity(130, '2026-03-20');
    await run('2026-03-19T00:00:00Z');
    expect(await granted()).toEqual(['03-10 04-01 100']);
    await run('2026-03-26T00:00:00Z');
    // 100, 130 from the 20th, 180 from the 25th.
    expect(await billed()).toEqual(['03-10–04-01 10.00', '03-20–04-01 3.00', '03-25–04-01 5.00']);
    expect(await granted()).toEqual(['03-10 04-01 100', '03-20 04-01 30', '03-25 04-01 50']);
  });

  it('that are known to become more before their month is billed are billed with it, and granted on their day', async () => {
    const { backend, run, setQuantity, billed, granted } = await open();
    backend.setClock('2026-03-12');
    await setQuantity(150, '2026-04-11');
    await run('2026-04-12T00:00:00Z');
    expect(await billed()).toEqual(['03-10–04-01 10.00', '04-01–05-01 15.00']);
    expect(await granted()).toEqual(['03-10 04-01 100', '04-01 05-01 100', '04-11 05-01 50']);
  });

  it('end with their subscription, and nothing of what was granted comes back', async () => {
    const { backend, service, subscription_id, customer_id, run, setQuantity, billed } = await open();
    backend.setClock('2026-03-15');
    await setQuantity(150);
    await setQuantity(170, '2026-03-28');
    backend.setClock('2026-03-20');
    await service.cancelSubscription({ subscription_id, body: { cancel_option: 'immediate' } });
    await run('2026-04-02T00:00:00Z');
    expect(await billed()).toEqual(['03-10–04-01 10.00', '03-15–04-01 5.00']);
    expect((await service.listCreditNotes({})).data).toEqual([]);
    expect((await service.listCredits({ customer_id })).data).toEqual([]);
  });

  it('go on to the end of their period, once, where an end is taken back', async () => {
    const { backend, service, subscription_id, run, billed, granted } = await open();
    backend.setClock('2026-03-12');
    const cancel_option = 'requested_date';
    await service.cancelSubscription({ subscription_id, body: { cancel_option, cancellation_date: '2026-04-11' } });
    await run('2026-04-02T00:00:00Z');
    expect(await granted()).toEqual(['03-10 04-01 100', '04-01 04-11 100']);
    await service.unscheduleCancellation({ subscription_id });
    await run('2026-05-01T00:00:00Z');
    expect(await billed()).toEqual(['03-10–04-01 10.00', '04-01–04-11 10.00', '05-01–06-01 10.00']);
    expect(await granted()).toEqual(['03-10 04-01 100', '04-01 05-01 100', '05-01 06-01 100']);
  });

  it('of a plan end where another begins, whose own are granted and billed whole', async () => {
    const { backend, service, subscription_id, run, billed, granted } = await open();
    const allocation_price = { amount: 300, currency: 'credits', cadence: 'monthly', expires_at_end_of_cadence: true, per_unit_cost_basis: '0.08' } as const; // prettier-ignore
    const { id: plan_id } = await service.createPlan({
      body: { name: 'More', currency: 'USD', prices: [{ allocation_price }] },
    });
    backend.setClock('2026-03-21');
    await service.schedulePlanChange({ subscription_id, body: { change_option: 'immediate', plan_id } });
    await run('2026-04-01T00:00:00Z');
    // 300 × 0.08.
    expect(await billed()).toEqual(['03-10–04-01 10.00', '03-21–04-01 24.00', '04-01–05-01 24.00']);
    expect(await granted()).toEqual(['03-10 04-01 100', '03-21 04-01 300', '04-01 05-01 300']);
  });

  it('that were deleted are not granted again', async () => {
    const { service, customer_id, run, granted } = await open();
    const [block] = (await service.listCredits({ customer_id, currency: 'credits' })).data;
    await service.deleteCreditBlock({ block_id: block!.id });
    await run('2026-03-12T00:00:00Z');
    expect(await granted()).toEqual([]);
    await run('2026-04-01T00:00:00Z');
    expect(await granted()).toEqual(['04-01 05-01 100']);
  });

  it('that were never asked for, as is found out later, are taken back with what they cost', async () => {
    const { backend, service, subscription_id, run, setQuantity, billed, granted } = await open();
    backend.setClock('2026-03-15');
    await setQuantity(150);
    await run('2026-03-20T00:00:00Z');
    const { price_intervals } = await service.fetchSubscription({ subscription_id });
    const body = {
      edit: [{ price_interval_id: price_intervals[0]!.id, fixed_fee_quantity_transitions: [] }],
    };
    await service.editPriceIntervals({ subscription_id, body });
    expect(await granted()).toEqual(['03-10 04-01 100']);
    expect(await billed()).toEqual(['03-10–04-01 10.00', '03-15–04-01 5.00']);
    expect((await service.listCreditNotes({})).data.map(({ total }) => total)).toEqual(['5.00']);
  });
});
