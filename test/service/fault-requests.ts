import type { Asking, SimpleKind, Subject } from './fault-commands.js';

/** The newest invoice of a customer: an action on it does not make another the newest. */
async function newestInvoice({ service }: Asking, external_customer_id: string) {
  const status = ['issued', 'paid', 'void', 'synced'] as const;
  const { data } = await service.listInvoices({ external_customer_id, status, limit: 1 });
  const [invoice] = data;
  return { invoice_id: invoice?.id ?? 'none', line: invoice?.line_items[0] };
}

const terms = { auto_collection: false, net_terms: 0 };

/** What is asked for a customer by each kind. */
export const simply: { readonly [K in SimpleKind]: (asking: Asking & Subject, name: string) => Promise<unknown> } = {
  customer: ({ service, context }, name) =>
    service.createCustomer(
      { body: { name, email: `billing@${name}.test`, external_customer_id: name, currency: 'USD' } },
      context,
    ),
  read: async ({ service }, name) => {
    const { data } = await service.listSubscriptions({ external_customer_id: name, status: 'active' });
    return [data, (await service.listInvoices({ external_customer_id: name })).data];
  },
  apply: ({ service, context, subscription_change_id }) =>
    service.applySubscriptionChange({ subscription_change_id, body: {} }, context),
  redeem: ({ service, context, subscription_id }) =>
    service.redeemCoupon(
      { subscription_id, body: { coupon_redemption_code: 'TENTH', change_option: 'immediate' } },
      context,
    ),
  threshold: ({ service, context, subscription_id }) =>
    service.updateSubscription({ subscription_id, body: { invoicing_threshold: '1.00' } }, context),
  watch: ({ service, context, subscription_id }) =>
    service.createSubscriptionAlert(
      { subscription_id, body: { type: 'cost_exceeded', thresholds: [{ value: 61 }] } },
      context,
    ),
  buy: ({ service, context }, name) =>
    service.createLedgerEntry(
      {
        external_customer_id: name,
        body: {
          entry_type: 'increment',
          amount: 3,
          currency: 'USD',
          per_unit_cost_basis: '1.00',
          invoice_settings: terms,
        },
      },
      context,
    ),
  top_up: ({ service, context }, name) =>
    service.createTopUp(
      {
        external_customer_id: name,
        body: { currency: 'USD', threshold: '1', amount: '2', per_unit_cost_basis: '1.00', invoice_settings: terms },
      },
      context,
    ),
  move_balance: async ({ service, context }, name) => {
    const { id: customer_id } = await service.fetchCustomer({ external_customer_id: name });
    return service.createBalanceTransaction({ customer_id, body: { type: 'increment', amount: '7.00' } }, context);
  },
  bill_once: ({ service, context, now }, name) => {
    const day = now.slice(0, 10);
    const line = { name: 'Setup', item_id: 'item_item_1', quantity: 1, start_date: day, end_date: day, model_type: 'unit' as const, unit_config: { unit_amount: '9.00' } }; // prettier-ignore
    return service.createInvoice({ body: { external_customer_id: name, currency: 'USD', invoice_date: day, line_items: [line], net_terms: 0, will_auto_issue: true } }, context); // prettier-ignore
  },
  void: async (asking, name) => {
    const { invoice_id } = await newestInvoice(asking, name);
    return asking.service.voidInvoice({ invoice_id }, asking.context);
  },
  pay: async (asking, name) => {
    const { invoice_id } = await newestInvoice(asking, name);
    return asking.service.payInvoice({ invoice_id }, asking.context);
  },
  mark_paid: async (asking, name) => {
    const { invoice_id } = await newestInvoice(asking, name);
    const body = { payment_received_date: asking.now.slice(0, 10), external_id: null, notes: null };
    return asking.service.markInvoicePaid({ invoice_id, body }, asking.context);
  },
  credit: async (asking, name) => {
    const { line } = await newestInvoice(asking, name);
    const line_items = [{ invoice_line_item_id: line?.id ?? 'none', amount: '1.00' }];
    const body = { reason: 'product_unsatisfactory' as const, line_items };
    return asking.service.createCreditNote({ body }, asking.context);
  },
  deprecate: ({ service, context, event_id }) => service.deprecateEvent({ event_id }, context),
  label: ({ service, context }, name) =>
    service.updateCustomer({ external_customer_id: name, body: { metadata: { tier: 'gold' } } }, context),
};
