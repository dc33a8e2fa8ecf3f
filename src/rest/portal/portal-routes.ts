import { text } from '../query-grammar.js';
import { route, type Route } from '../routes/route.js';

/** Where the pages of a portal are; they are the library's own, and no operation of Orb's API (§17). */
export const portalRoutes: readonly Route[] = [
  route('GET /portal/{link}', 'show-portal', { query: { cursor: text } }),
  route('GET /portal/{link}/invoices/{invoice_id}', 'show-portal-invoice'),
  route('GET /portal/{link}/upcoming/{subscription_id}', 'show-portal-upcoming-invoice'),
];
