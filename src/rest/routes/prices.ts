import { page } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What prices answer to. */
export const priceRoutes: readonly Route[] = [
  route('GET /prices', 'list-prices', { query: { ...page } }),
  route('POST /prices', 'create-price', { body: 'required', status: 201 }),
  route('POST /prices/evaluate', 'evaluate-multiple-prices', { body: 'required' }),
  route('POST /prices/evaluate_preview_events', 'evaluate-preview-events', { body: 'required' }),
  route('GET /prices/external_price_id/{external_price_id}', 'fetch-price-external-id'),
  route('PUT /prices/external_price_id/{external_price_id}', 'update-price-by-external-id', { body: 'required' }),
  route('GET /prices/{price_id}', 'fetch-price'),
  route('PUT /prices/{price_id}', 'update-price', { body: 'required' }),
  route('POST /prices/{price_id}/evaluate', 'evaluate-price', { body: 'required' }),
];
