import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../src/errors/index.js';
import { openShop, startBackend } from './backend.js';

/** A customer on a plan with a coupon, on the first of January. */
async function open(options: Parameters<typeof startBackend>[1] = {}) {
  const backend = startBackend('2026-01-01', options);
  const shop = await openShop(backend);
  const customer_id = shop.customer.id;
  await backend.service.updateCustomer({ customer_id, body: { currency: 'USD' } });
  const subscription = await backend.service.createSubscription({ body: { customer_id, plan_id: shop.team.id } });
  return { ...backend, ...shop, customer_id, subscription };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no refusal';
  } catch (error) {
    if (isBillingError(error)) return error.code;
    throw error;
  }
}

describe('credits', () => {
  it('are bought, used by hand, listed, and gone with the invoice that nobody paid', async () => {
    const { service, customer_id } = await open();
    const settings = { auto_collection: false, net_terms: 30 };
    const body = {
      entry_type: 'increment',
      amount: 100,
      per_unit_cost_basis: '0.50',
      invoice_settings: settings,
    } as const;
    expect(await service.createLedgerEntry({ customer_id, body })).toMatchObject({ amount: 100, ending_balance: 100 });
    const used = await service.createLedgerEntry({
      external_customer_id: 'acme',
      body: { entry_type: 'decrement', amount: 10 },
    });
    expect(used).toMatchObject({ entry_type: 'decrement', ending_balance: 90 });
    const [block] = (await service.listCredits({ customer_id })).data;
    expect(block).toMatchObject({ balance: 90, maximum_initial_balance: 100, per_unit_cost_basis: '0.5' });
    const { data: ledger } = await service.listCreditLedger({ customer_id });
    expect(ledger.map(({ entry_type }) => entry_type)).toEqual(['decrement', 'increment']);
    const { invoices } = await service.listCreditBlockInvoices({ block_id: block!.id });
    expect(invoices).toMatchObject([{ invoice_number: 'ACME-00002', status: 'issued' }]);
    expect(await service.voidInvoice({ invoice_id: invoices[0]!.id })).toMatchObject({ status: 'void' });
    expect((await service.listCredits({ customer_id })).data).toEqual([]);
    // The voided credits are a block of their own, which expires at once (§8.5).
    const all = await service.listCredits({ customer_id, include_all_blocks: 'true' });
    expect(all.data.map(({ balance }) => balance)).toEqual([0, 0]);
  });

  it('are gone as if they had never been when their block is deleted', async () => {
    const { service, customer_id } = await open();
    await service.createLedgerEntry({ customer_id, body: { entry_type: 'increment', amount: 100 } });
    const [block] = (await service.listCredits({ customer_id })).data;
    expect(await service.deleteCreditBlock({ block_id: block!.id })).toBeNull();
    expect((await service.listCreditLedger({ customer_id })).data).toEqual([]);
    expect(await codeOf(service.fetchCreditBlock({ block_id: block!.id }))).toBe('resource_not_found');
  });

  it('are ordered by top-ups, one in each currency', async () => {
    const { service, setClock, customer_id } = await open();
    const invoice_settings = { auto_collection: false, net_terms: 0 };
    const body = { currency: 'credits', threshold: 20, amount: 50, per_unit_cost_basis: '1.00', invoice_settings };
    await service.createTopUp({ customer_id, body });
    setClock('2026-01-02');
    const second = await service.createTopUp({ external_customer_id: 'acme', body: { ...body, threshold: 30 } });
    expect((await service.listTopUps({ customer_id })).data).toEqual([second]);
    expect(await service.deleteTopUp({ customer_id, top_up_id: second.id })).toBeNull();
    expect((await service.listTopUps({ customer_id })).data).toEqual([]);
    expect(await codeOf(service.deleteTopUp({ customer_id, top_up_id: second.id }))).toBe('resource_not_found');
  });
});

describe('alerts', () => {
  it('are created for customers, subscriptions and plans, listed with what is inherited, and switched', async () => {
    const { service, customer_id, subscription, team } = await open();
    const balance = { type: 'credit_balance_depleted', currency: 'credits' } as const;
    const own = await service.createCustomerAlert({ customer_id, body: balance });
    expect(await codeOf(service.createCustomerAlert({ customer_id, body: balance }))).toBe('duplicate_alert');
    const cost = { type: 'cost_exceeded', thresholds: [{ value: 10 }] } as const;
    const spent = await service.createSubscriptionAlert({ subscription_id: subscription.id, body: cost });
    const usage = { type: 'usage_exceeded', thresholds: [{ value: 10 }] } as const;
    const inherited = await service.createPlanAlert({ plan_id: team.id, body: usage });
    const { data } = await service.listAlerts({ subscription_id: subscription.id });
    expect(data.map(({ id }) => id).sort()).toEqual([inherited.id, spent.id].sort());
    expect(await codeOf(service.listAlerts({}))).toBe('missing_field');
    expect(await service.disableAlert({ alert_configuration_id: own.id })).toMatchObject({ enabled: false });
    expect(await service.enableAlert({ alert_configuration_id: own.id })).toMatchObject({ enabled: true });
    const body = { thresholds: [{ value: 99 }] };
    expect(await service.updateAlert({ alert_configuration_id: spent.id, body })).toMatchObject(body);
    expect(await service.deleteAlert({ alert_configuration_id: own.id })).toBeNull();
    expect(await codeOf(service.fetchAlert({ alert_id: own.id }))).toBe('resource_not_found');
  });
});

describe('invoices', () => {
  it('are paid outside, credited, and listed by status, amount and date', async () => {
    const { service, customer_id } = await open();
    const [invoice] = (await service.listInvoices({ external_customer_id: 'acme' })).data;
    const line_items = [{ invoice_line_item_id: invoice!.line_items[0]!.id, amount: '5.00' }];
    const note = await service.createCreditNote({ body: { reason: 'duplicate', line_items } });
    expect(await service.fetchCreditNote({ credit_note_id: note.id })).toEqual(note);
    expect((await service.listCreditNotes()).data).toEqual([note]);
    const body = { payment_received_date: '2026-01-01' };
    const paid = await service.markInvoicePaid({ invoice_id: invoice!.id, body });
    expect(paid).toMatchObject({ status: 'paid', amount_due: '55.00' });
    const ids = async (params: object) =>
      (await service.listInvoices({ customer_id, ...params })).data.map(({ id }) => id);
    expect(await ids({ 'status[]': ['paid'], 'amount[gt]': '59', 'invoice_date[lt]': '2026-01-02T00:00:00Z' })).toEqual(
      [invoice!.id],
    );
    expect(await ids({ status: 'issued' })).toEqual([]);
    expect(await ids({ is_recurring: 'false' })).toEqual([]);
    const { data } = await service.listInvoiceSummaries({ customer_id });
    expect(Object.keys(data[0]!)).not.toContain('line_items');
  });

  it('of their own wait as drafts, take further lines, and are issued by their schedule', async () => {
    const { service, setClock, customer_id, item } = await open();
    const draft = await service.createInvoice({
      body: {
        customer_id,
        currency: 'USD',
        invoice_date: '2026-01-05',
        net_terms: 10,
        line_items: [
          {
            name: 'Setup',
            item_id: item.id,
            quantity: 1,
            start_date: '2026-01-01',
            end_date: '2026-01-01',
            model_type: 'unit',
            unit_config: { unit_amount: '99.00' },
          },
        ],
      },
    });
    expect(draft.status).toBe('draft');
    const added = await service.createInvoiceLineItem({
      body: {
        invoice_id: draft.id,
        name: 'Training',
        quantity: 1,
        amount: '1.00',
        start_date: '2026-01-01',
        end_date: '2026-01-01',
      },
    });
    expect(await service.fetchInvoice({ invoice_id: draft.id })).toMatchObject({ total: '100.00' });
    await service.deleteInvoiceLineItem({ invoice_id: draft.id, line_item_id: added.id });
    const body = { metadata: { order: '7' }, net_terms: 20 };
    expect(await service.updateInvoice({ invoice_id: draft.id, body })).toMatchObject({
      total: '99.00',
      metadata: { order: '7' },
    });
    expect(await codeOf(service.issueInvoice({ invoice_id: draft.id }))).toBe('not_eligible_to_issue');
    setClock('2026-01-06');
    const issued = await service.issueInvoiceSummary({ invoice_id: draft.id });
    expect(issued).toMatchObject({
      status: 'issued',
      due_date: '2026-01-26T00:00:00+00:00',
      invoice_number: 'ACME-00002',
    });
  });

  it('are paid, printed and shown by other systems, where those are connected', async () => {
    const without = await open();
    const [due] = (await without.service.listInvoices({ customer_id: without.customer_id })).data;
    const invoice_id = due!.id;
    for (const work of [
      without.service.payInvoice({ invoice_id }),
      without.service.regenerateInvoicePdf({ invoice_id }),
      without.service.regenerateReceiptPdf({ invoice_id }),
      without.service.createPortalSession({ customer_id: without.customer_id }),
      without.service.syncPaymentMethods({ customer_id: without.customer_id }),
    ]) {
      expect(await codeOf(work)).toBe('feature_not_available');
    }
    const keys: string[] = [];
    const { service, customer_id } = await open({
      payments: {
        pay: async ({ idempotency_key }) => {
          keys.push(idempotency_key);
          return { succeeded: keys.length > 1, payment_provider: 'stripe' };
        },
        paymentMethod: async () => null,
      },
      files: {
        invoice: async ({ id }) => `https://files.test/${id}`,
        receipt: async () => 'https://files.test/receipt',
      },
      portal: { open: async () => 'https://portal.test' },
    });
    const [own] = (await service.listInvoices({ customer_id })).data;
    const paying = { invoice_id: own!.id };
    expect(await service.payInvoice(paying)).toMatchObject({
      status: 'issued',
      payment_attempts: [{ succeeded: false }],
    });
    const context = { idempotency_key: 'pay' };
    const paid = await service.payInvoice(paying, context);
    expect(paid).toMatchObject({ status: 'paid', payment_attempts: [{ succeeded: false }, { succeeded: true }] });
    expect(await service.payInvoice(paying, context)).toEqual(paid);
    expect(keys).toEqual([`${own!.id} 0`, `${own!.id} 1`]);
    expect(await service.regenerateInvoicePdf(paying)).toMatchObject({ invoice_pdf: `https://files.test/${own!.id}` });
    expect((await service.regenerateReceiptPdf(paying)).payment_attempts[1]?.receipt_pdf).toBe(
      'https://files.test/receipt',
    );
    expect(await service.createPortalSession({ customer_id })).toMatchObject({ url: 'https://portal.test' });
    expect(await service.syncPaymentMethods({ external_customer_id: 'acme' })).toBeNull();
  });
});

describe('balances and coupons', () => {
  it('move by hand and are listed', async () => {
    const { service, customer_id } = await open();
    const moved = await service.createBalanceTransaction({ customer_id, body: { amount: '5.00', type: 'increment' } });
    expect((await service.listBalanceTransactions({ customer_id })).data).toEqual([moved]);
    expect(await service.fetchCustomer({ customer_id })).toMatchObject({ balance: '5.00' });
  });

  it('are redeemed once per code, archived, and listed with their subscriptions', async () => {
    const { service, subscription } = await open();
    const discount = { discount_type: 'percentage', percentage_discount: 0.5 } as const;
    const coupon = await service.createCoupon({ body: { redemption_code: 'HALF', discount } });
    expect(await codeOf(service.createCoupon({ body: { redemption_code: 'HALF', discount } }))).toBe(
      'duplicate_resource',
    );
    const body = { coupon_redemption_code: 'HALF', change_option: 'immediate' } as const;
    await service.redeemCoupon({ subscription_id: subscription.id, body });
    const { data } = await service.listCouponSubscriptions({ coupon_id: coupon.id });
    expect(data.map(({ id }) => id)).toEqual([subscription.id]);
    expect(await service.fetchCoupon({ coupon_id: coupon.id })).toMatchObject({ times_redeemed: 1 });
    expect(await service.archiveCoupon({ coupon_id: coupon.id })).toMatchObject({
      archived_at: '2026-01-01T00:00:00+00:00',
    });
    expect((await service.listCoupons()).data).toEqual([]);
    expect((await service.listCoupons({ show_archived: 'true' })).data).toHaveLength(1);
    expect((await service.createCoupon({ body: { redemption_code: 'HALF', discount } })).id).not.toBe(coupon.id);
  });
});

describe('events', () => {
  it('come late in backfills, are corrected, and are found', async () => {
    const { service } = await open();
    const timeframe = { timeframe_start: '2025-12-01T00:00:00Z', timeframe_end: '2025-12-05T00:00:00Z' };
    const backfill = await service.createBackfill({ body: timeframe });
    const call = { event_name: 'call', properties: { region: 'eu' }, external_customer_id: 'acme' };
    const late = { ...call, timestamp: '2025-12-02T00:00:00Z', idempotency_key: 'late' };
    await service.ingestEvents({ backfill_id: backfill.id, body: { events: [late] } });
    const search = async (event_ids: string[]) => (await service.searchEvents({ body: { event_ids } })).data;
    expect(await search(['late'])).toEqual([]);
    expect(await service.closeBackfill({ backfill_id: backfill.id })).toMatchObject({
      status: 'reflected',
      events_ingested: 1,
    });
    expect(await search(['late'])).toHaveLength(1);
    expect(await service.revertBackfill({ backfill_id: backfill.id })).toMatchObject({ status: 'reverted' });
    expect((await service.listBackfills()).data).toMatchObject([{ id: backfill.id, status: 'reverted' }]);
    const fresh = { ...call, timestamp: '2026-01-01T00:00:00Z', idempotency_key: 'fresh' };
    await service.ingestEvents({ body: { events: [fresh] } });
    const { idempotency_key: _key, ...body } = { ...fresh, properties: { region: 'us' } };
    expect(await service.amendEvent({ event_id: 'fresh', body })).toEqual({ amended: 'fresh' });
    expect(await search(['fresh'])).toMatchObject([{ properties: { region: 'us' }, deprecated: false }]);
    await service.deprecateEvent({ event_id: 'fresh' });
    expect(await search(['fresh'])).toMatchObject([{ deprecated: true }]);
    const again = await service
      .ingestEvents({ body: { events: [late] }, backfill_id: null, debug: true })
      .catch(() => null);
    expect(again).toBeNull();
    const { data } = await service.fetchEventVolume({
      timeframe_start: '2026-01-01T00:00:00Z',
      timeframe_end: '2026-01-01T01:00:00Z',
    });
    expect(data).toMatchObject([{ count: 1 }]);
  });
});

describe('plans', () => {
  it('have versions, of which one is the default, and move their subscriptions at the end of a term', async () => {
    const { service, setClock, team, subscription, item } = await open();
    const [seats] = team.prices;
    const price = {
      name: 'Seats',
      item_id: item.id,
      cadence: 'monthly' as const,
      model_type: 'unit' as const,
      unit_config: { unit_amount: '15.00' },
      fixed_price_quantity: 5,
    };
    const body = { version: 2, replace_prices: [{ replaces_price_id: seats!.id, price }], set_as_default: true };
    const version = await service.createPlanVersion({ external_plan_id: 'team', body });
    expect(version.prices.map(({ replaces_price_id }) => replaces_price_id)).toEqual([seats!.id, null]);
    expect(await service.fetchPlanVersion({ plan_id: team.id, version: '2' })).toEqual(version);
    expect(await service.fetchPlan({ plan_id: team.id })).toMatchObject({ version: 2 });
    expect(await codeOf(service.createPlanVersion({ plan_id: team.id, body }))).toBe('duplicate_resource');
    const [migration] = (await service.listMigrations({ plan_id: team.id })).data;
    expect(migration).toMatchObject({ status: 'not_started' });
    setClock('2026-01-02T00:00:00Z');
    await service.runBilling({ until: '2026-01-02T00:00:00Z' });
    const moved = await service.fetchSubscription({ subscription_id: subscription.id });
    expect(moved.price_intervals.map(({ price: { id }, start_date }) => [id, start_date.slice(0, 10)])).toContainEqual([
      version.prices[0]!.id,
      '2026-02-01',
    ]);
    const params = { plan_id: team.id, migration_id: migration!.id };
    expect(await service.fetchMigration(params)).toMatchObject({ status: 'in_progress' });
    expect(await codeOf(service.cancelMigration(params))).toBe('invalid_transition');
    const back = await service.setDefaultPlanVersion({ plan_id: team.id, body: { version: 1 } });
    expect(back).toMatchObject({ version: 1, external_plan_id: 'team' });
  });
});

describe('licences, price groups and evaluations', () => {
  it('are kept and answered', async () => {
    const { service, subscription, metric, team, customer_id } = await open();
    const type = await service.createLicenseType({ body: { name: 'Seat', grouping_key: 'seat_id' } });
    expect((await service.listLicenseTypes()).data).toEqual([type]);
    const named = { subscription_id: subscription.id, license_type_id: type.id, external_license_id: 'L-1' };
    const license = await service.createLicense({ body: named });
    expect(await codeOf(service.createLicense({ body: named }))).toBe('duplicate_resource');
    expect(await service.fetchLicenseByExternalId(named)).toEqual(license);
    expect(await service.deactivateLicense({ license_id: license.id })).toMatchObject({
      end_date: '2026-01-02T00:00:00+00:00',
    });
    expect((await service.listLicenses({ subscription_id: subscription.id, status: 'active' })).data).toHaveLength(1);
    expect((await service.fetchLicenseUsage({ license_id: license.id })).data).toEqual([]);
    const dimensions = ['region'];
    const group = await service.createDimensionalPriceGroup({
      body: { name: 'Regions', billable_metric_id: metric.id, dimensions },
    });
    const body = { external_dimensional_price_group_id: 'regions' };
    await service.updateDimensionalPriceGroup({ dimensional_price_group_id: group.id, body });
    expect(await service.fetchDimensionalPriceGroup(body)).toMatchObject({ id: group.id, dimensions });
    const scope = { customer_id, timeframe_start: '2025-12-20T00:00:00Z', timeframe_end: '2026-01-02T00:00:00Z' };
    const events = [{ event_name: 'call', timestamp: '2025-12-21T00:00:00Z', properties: {} }];
    const price_evaluations = [{ price_id: team.prices[1]!.id }];
    const preview = await service.evaluatePreviewEvents({ body: { ...scope, price_evaluations, events } });
    expect(preview.data).toMatchObject([{ price_groups: [{ quantity: 1, amount: '0.5' }] }]);
    await service.ingestEvents({
      body: {
        events: events.map((one) => ({ ...one, timestamp: '2025-12-31T23:00:00Z', idempotency_key: 'x', customer_id })),
      },
    });
    expect(
      (await service.evaluatePrices({ body: { ...scope, price_evaluations } })).data[0]?.price_groups[0]?.amount,
    ).toBe('0.5');
    expect((await service.evaluatePrice({ price_id: team.prices[1]!.id, body: scope })).data).toMatchObject([
      { quantity: 1 },
    ]);
    const costs = await service.fetchSubscriptionCosts({ subscription_id: subscription.id });
    expect(costs.data[0]).toMatchObject({ subtotal: '60.00' });
    expect((await service.fetchCustomerCosts({ customer_id })).data).toEqual(costs.data);
    const { data } = await service.fetchSubscriptionUsage({ subscription_id: subscription.id });
    expect(data).toMatchObject([{ billable_metric: { id: metric.id } }]);
  });
});

describe('customers', () => {
  it('are changed where they may be, and deleted while nothing was issued', async () => {
    const { service, customer_id } = await open();
    expect(await codeOf(service.updateCustomer({ customer_id, body: { currency: 'EUR' } }))).toBe('invalid_transition');
    expect(await codeOf(service.updateCustomer({ customer_id, body: { external_customer_id: 'b' } }))).toBe(
      'invalid_transition',
    );
    const body = { name: 'Acme Ltd', metadata: { tier: 'gold' }, billing_address: { city: 'Oslo', country: 'NO' } };
    const changed = await service.updateCustomer({ customer_id, body });
    expect(changed).toMatchObject({
      name: 'Acme Ltd',
      metadata: { tier: 'gold' },
      billing_address: { city: 'Oslo', line1: null },
    });
    expect(await codeOf(service.deleteCustomer({ customer_id }))).toBe('invalid_transition');
    const child = await service.createCustomer({
      body: { name: 'B', email: 'b@b.test', hierarchy: { parent_customer_id: customer_id } },
    });
    expect(child.hierarchy.parent).toEqual({ id: customer_id, external_customer_id: 'acme' });
    expect(await service.deleteCustomer({ customer_id: child.id })).toBeNull();
    expect(await codeOf(service.fetchCustomer({ customer_id: child.id }))).toBe('resource_not_found');
  });
});

describe('a seed', () => {
  it('loads what is not there yet, and nothing of a faulty one', async () => {
    const { service } = startBackend('2026-01-01');
    const plan = {
      id: 'basic',
      name: 'Basic',
      currency: 'USD',
      prices: [
        { id: 'fee', name: 'Fee', cadence: 'monthly', model_type: 'unit', unit_config: { unit_amount: '9.00' } },
      ],
    } as const;
    const seed = {
      items: [{ id: 'i', name: 'Item' }],
      metrics: [{ id: 'm', name: 'M', sql: 'SELECT COUNT(*) FROM events' }],
      plans: [plan],
    };
    expect(await service.seed(seed)).toEqual({ items: ['i'], metrics: ['m'], plans: ['basic'] });
    expect(await service.seed(seed)).toEqual({ items: [], metrics: [], plans: [] });
    const faulty = {
      items: [{ id: 'j', name: 'J' }],
      plans: [{ ...plan, id: 'bad', prices: [{ ...plan.prices[0], billable_metric_id: 'none' }] }],
    };
    expect(await codeOf(service.seed(faulty))).toBe('resource_not_found');
    expect((await service.listItems()).data.map(({ id }) => id)).toEqual(['i']);
  });
});
