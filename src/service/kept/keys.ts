import type { DocumentKind } from '../../repository/index.js';
import type { AsideOf, DocumentOf } from './shapes.js';

/** What a document can be listed by, and what no other document of its kind may share with it. */
export type Keys = { readonly keys: readonly string[]; readonly unique_keys: readonly string[] };

type Entry<K extends DocumentKind> = { readonly document: DocumentOf[K]; readonly aside: AsideOf[K] };

const none: Keys = { keys: [], unique_keys: [] };

/** By kind, total: a kind that is forgotten here does not compile. */
const keysByKind: { readonly [K in DocumentKind]: (entry: Entry<K>) => Keys } = {
  alert: ({ document: { customer, plan, subscription } }) =>
    listed(key('customer', customer?.id), key('plan', plan?.id), key('subscription', subscription?.id)),
  backfill: () => none,
  balance_transaction: ({ aside }) => listed(key('customer', aside.customer_id)),
  // The code of an archived coupon is free again (§7).
  coupon: ({ document }) => unique(document.archived_at === null ? key('code', document.redemption_code) : []),
  credit_block: ({ aside }) => listed(key('customer', aside.customer_id)),
  credit_ledger: ({ document }) => listed(key('customer', document.customer_id)),
  credit_note: ({ document }) => listed(key('customer', document.customer.id), key('invoice', document.invoice_id)),
  customer: ({ document, aside }) => ({
    ...listed(key('parent', document.hierarchy.parent?.id)),
    unique_keys: [...key('external', document.external_customer_id), ...key('invoice_prefix', aside.invoice_prefix)],
  }),
  dimensional_price_group: ({ document }) => unique(key('external', document.external_dimensional_price_group_id)),
  invoice: ({ document, aside }) =>
    listed(
      key('customer', document.customer.id),
      key('subscription', document.subscription?.id),
      ...(aside.purchase?.block_ids ?? []).map((id) => key('block', id)),
      // A credit note names its invoice by lines alone.
      ...document.line_items.map(({ id }) => key('line', id)),
    ),
  item: () => none,
  license: ({ document }) => listed(key('subscription', document.subscription_id)),
  license_type: () => none,
  metric: () => none,
  payment_request: ({ document }) => listed(key('customer', document.customer_id)),
  plan: ({ document }) => unique(key('external', document.external_plan_id)),
  plan_migration: ({ document }) => listed(key('plan', document.plan_id)),
  plan_version: ({ document }) => listed(key('plan', document.id)),
  price: ({ document, aside }) => ({
    keys: [aside.plan_id === null ? 'standing_alone' : `plan:${aside.plan_id}`],
    // The external id of a plan's price is the plan's own affair.
    unique_keys: aside.plan_id === null ? key('external', document.external_price_id) : [],
  }),
  subscription: ({ document }) =>
    listed(
      key('customer', document.customer.id),
      key('plan', document.plan?.id),
      key('coupon', document.redeemed_coupon?.coupon_id),
    ),
  subscription_change: ({ document, aside }) =>
    listed(key('customer', aside.customer_id), key('subscription', document.subscription?.id)),
  subscription_schedule: () => none,
  top_up: ({ aside }) => listed(key('customer', aside.customer_id)),
};

/** The keys of a document. */
export function keysOf<K extends DocumentKind>(kind: K, entry: Entry<K>): Keys {
  return keysByKind[kind](entry);
}

/** A key by which documents are listed, or found: none where there is nothing to list by. */
function key(name: string, id: string | null | undefined): readonly string[] {
  return id === null || id === undefined ? [] : [`${name}:${id}`];
}

function listed(...keys: readonly (readonly string[])[]): Keys {
  return { keys: keys.flat(), unique_keys: [] };
}

function unique(keys: readonly string[]): Keys {
  return { keys: [], unique_keys: keys };
}
