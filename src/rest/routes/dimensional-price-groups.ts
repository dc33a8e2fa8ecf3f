import { page } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What dimensional price groups answer to. */
export const dimensionalPriceGroupRoutes: readonly Route[] = [
  route('GET /dimensional_price_groups', 'list-dimensional-price-groups', { query: { ...page } }),
  route('POST /dimensional_price_groups', 'create-dimensional-price-group', { body: 'required', status: 201 }),
  route(
    'GET /dimensional_price_groups/external_dimensional_price_group_id/{external_dimensional_price_group_id}',
    'fetch-dimensional-price-group-external-id',
  ),
  route(
    'PUT /dimensional_price_groups/external_dimensional_price_group_id/{external_dimensional_price_group_id}',
    'update-dimensional-price-group-external',
    { body: 'required' },
  ),
  route('GET /dimensional_price_groups/{dimensional_price_group_id}', 'fetch-dimensional-price-group'),
  route('PUT /dimensional_price_groups/{dimensional_price_group_id}', 'update-dimensional-price-group', {
    body: 'required',
  }),
];
