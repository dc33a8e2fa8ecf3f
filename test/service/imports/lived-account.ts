import { startClient } from '../../rest/client/backend.js';
import { calls, openShop } from '../backend.js';

/** An account with a life behind it: two customers, usage, credits bought and burnt, a coupon, a credit note, a plan change. */
export async function livedAccount() {
  const backend = startClient('2026-01-01T00:00:00Z');
  const { service, setClock, client } = backend;
  const { customer, team, business, item } = await openShop(backend);
  const customer_id = customer.id;
  const other = await service.createCustomer({ body: { name: 'Beta', email: 'b@beta.test', external_customer_id: 'beta', timezone: 'America/New_York' } }); // prettier-ignore
  const credit = {
    item_id: item.id,
    cadence: 'monthly',
    model_type: 'unit',
    unit_config: { unit_amount: '2' },
  } as const;
  const tokens = await service.createPlan({
    body: { name: 'Tokens', currency: 'USD', external_plan_id: 'tokens', prices: [{ price: { ...credit, name: 'Tokens', currency: 'credits', conversion_rate: 0.5, billable_metric_id: team.prices[1]!.billable_metric!.id } }] },
  }); // prettier-ignore
  const first = await service.createSubscription({ body: { customer_id, plan_id: team.id } });
  await service.createSubscription({ body: { customer_id: other.id, plan_id: tokens.id } });
  await service.createLedgerEntry({ customer_id: other.id, body: { entry_type: 'increment', amount: 30, expiry_date: '2026-12-31' } as never }); // prettier-ignore
  await service.createCoupon({ body: { redemption_code: 'HALF', discount: { discount_type: 'percentage', percentage_discount: 0.5 }, duration_in_months: 3 } }); // prettier-ignore
  setClock('2026-01-10T02:00:00Z');
  await service.ingestEvents({ body: { events: [...calls('acme', '2026-01-10T01:00:00Z', 7), ...calls('beta', '2026-01-09T20:00:00Z', 9)] } }); // prettier-ignore
  await service.redeemCoupon({ subscription_id: first.id, body: { coupon_redemption_code: 'HALF', change_option: 'immediate' } }); // prettier-ignore
  setClock('2026-02-03');
  await service.runBilling({ until: '2026-02-03T00:00:00Z' });
  await service.createBalanceTransaction({ customer_id, body: { type: 'increment', amount: '3.00' } });
  setClock('2026-02-26');
  await service.ingestEvents({ body: { events: [...calls('acme', '2026-02-25T16:00:00Z', 5), ...calls('beta', '2026-02-25T20:00:00Z', 8)] } }); // prettier-ignore
  await service.schedulePlanChange({ subscription_id: first.id, body: { plan_id: business.id, change_option: 'immediate' } }); // prettier-ignore
  await service.createTopUp({ customer_id: other.id, body: { currency: 'credits', threshold: 5, amount: 10, per_unit_cost_basis: '0.10', invoice_settings: { auto_collection: false, net_terms: 10 } } }); // prettier-ignore
  await service.createSubscriptionAlert({ subscription_id: first.id, body: { type: 'cost_exceeded', thresholds: [{ value: 500 }] } } as never); // prettier-ignore
  return { ...backend, client };
}
