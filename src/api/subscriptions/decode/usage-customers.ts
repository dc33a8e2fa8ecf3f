import { isGiven, isTextList, pathAtKey, problem, shown, valueAt, type Fields } from '../../../errors/index.js';
import type { CustomerInput } from '../../../wire/index.js';
import { childrenOf } from '../../decode/customer-children.js';

/**
 * Refuses to count the usage of anybody but the customer and their children (§3 "Membership"). A customer without a
 * hierarchy in its document says nothing of children; whoever is named then may be one.
 */
export function reportStrangers(request: Fields, customer: CustomerInput): void {
  const ids = valueAt(request, 'usage_customer_ids');
  if (!isTextList(ids) || !isGiven(customer.hierarchy)) return;
  const family = new Set([customer.id, ...childrenOf(customer).map(({ id }) => id)]);
  for (const [position, id] of ids.entries()) {
    if (family.has(id)) continue;
    const path = `${pathAtKey(request, 'usage_customer_ids')}[${position}]`;
    const message = `is ${shown(id)}, who is neither the customer nor a child of theirs; name one of these`;
    request.issues.push(problem(path, 'customer_reference', message));
  }
}
