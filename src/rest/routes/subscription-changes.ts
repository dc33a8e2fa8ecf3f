import { oneOf, page, text } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What subscription changes answer to. */
export const subscriptionChangeRoutes: readonly Route[] = [
  route('GET /subscription_changes', 'list-subscription-changes', {
    query: { ...page, customer_id: text, external_customer_id: text, status: oneOf('pending', 'applied', 'cancelled') },
  }),
  route('GET /subscription_changes/{subscription_change_id}', 'fetch-subscription-change'),
  route('POST /subscription_changes/{subscription_change_id}/apply', 'apply-subscription-change', {
    body: 'optional',
  }),
  route('POST /subscription_changes/{subscription_change_id}/cancel', 'cancel-subscription-change'),
];
