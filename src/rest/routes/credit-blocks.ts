import { route, type Route } from './route.js';

/** What credit blocks answer to. */
export const creditBlockRoutes: readonly Route[] = [
  route('GET /credit_blocks/{block_id}', 'fetch-credit-block'),
  route('DELETE /credit_blocks/{block_id}', 'delete-credit-block', { status: 204 }),
  route('GET /credit_blocks/{block_id}/invoices', 'list-credit-block-invoices'),
];
