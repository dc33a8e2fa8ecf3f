import type { IntervalSettings } from '../../../../subscriptions/index.js';
import type { CustomerInput, EventInput } from '../../../../wire/index.js';
import { childrenOf } from '../../../decode/customer-children.js';

type Usage = Pick<IntervalSettings, 'usage_customer_ids'>;

/** Tells which events are of a customer whose usage some interval counts: its own, or those that one names (§3). */
export function countedBy(settings: Iterable<Usage>, customer: CustomerInput): (event: EventInput) => boolean {
  const ids = new Set<string>();
  for (const { usage_customer_ids } of settings) for (const id of usage_customer_ids ?? [customer.id]) ids.add(id);
  const externals = new Set(externalsOf(ids, customer));
  const counts_own = ids.has(customer.id);
  return ({ customer_id, external_customer_id: external }) => {
    if (typeof customer_id === 'string') return ids.has(customer_id);
    // An event that names nobody is taken as the customer's.
    return typeof external === 'string' ? externals.has(external) : counts_own;
  };
}

/** The same as a filter on events, for where usage of several customers is counted side by side. */
export function membershipOf({ usage_customer_ids }: Usage, customer: CustomerInput): string {
  const ids = new Set(usage_customer_ids ?? [customer.id]);
  if (ids.size === 0) return 'FALSE';
  const named = `customer_id IN (${listed(ids)})`;
  const externals = externalsOf(ids, customer);
  if (externals.length === 0) return named;
  const external = ids.has(customer.id)
    ? `COALESCE(external_customer_id, ${quoted(ownExternal(customer))})`
    : 'external_customer_id';
  return `${named} OR (customer_id IS NULL AND ${external} IN (${listed(externals)}))`;
}

/** The external ids of those whose usage counts, as far as the customer's document tells of its children. */
function externalsOf(ids: ReadonlySet<string>, customer: CustomerInput): readonly string[] {
  return [
    ...(ids.has(customer.id) ? [ownExternal(customer)] : []),
    ...childrenOf(customer).flatMap(({ id, external_customer_id }) =>
      ids.has(id) ? (external_customer_id ?? []) : [],
    ),
  ];
}

function ownExternal(customer: CustomerInput): string {
  return customer.external_customer_id ?? customer.id;
}

function listed(texts: Iterable<string>): string {
  return [...texts].map(quoted).join(', ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
