import { between, page } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What metrics answer to. */
export const metricRoutes: readonly Route[] = [
  route('GET /metrics', 'list-metrics', { query: { ...page, ...between('created_at') } }),
  route('POST /metrics', 'create-metric', { body: 'required', status: 201 }),
  route('GET /metrics/{metric_id}', 'fetch-metric'),
  route('PUT /metrics/{metric_id}', 'update-metric', { body: 'required' }),
];
