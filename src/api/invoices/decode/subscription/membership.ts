import type { IntervalSettings } from '../../../../subscriptions/index.js';
import type { CustomerInput, EventInput } from '../../../../wire/index.js';

type Usage = Pick<IntervalSettings, 'usage_customer_ids'>;

/** Whether an event is of a customer whose usage an interval counts: its own, or one of those it names (§3). */
export function isOwn(event: EventInput, { usage_customer_ids: ids }: Usage, customer: CustomerInput): boolean {
  const { customer_id, external_customer_id: external } = event;
  if (typeof customer_id === 'string') return (ids ?? [customer.id]).includes(customer_id);
  const counts_own = ids === null || ids.includes(customer.id);
  // An event that names nobody is taken as the customer's.
  if (typeof external !== 'string') return counts_own;
  return counts_own && external === (customer.external_customer_id ?? customer.id);
}

/** The same as a filter on events, for where usage of several customers is counted side by side. */
export function membershipOf({ usage_customer_ids }: Usage, customer: CustomerInput): string {
  const ids = usage_customer_ids ?? [customer.id];
  const named = ids.length === 0 ? 'FALSE' : `customer_id IN (${ids.map(quoted).join(', ')})`;
  if (!ids.includes(customer.id)) return named;
  const external = quoted(customer.external_customer_id ?? customer.id);
  return `${named} OR (customer_id IS NULL AND COALESCE(external_customer_id, ${external}) = ${external})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
