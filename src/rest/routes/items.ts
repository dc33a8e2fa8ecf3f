import { page } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What items answer to. */
export const itemRoutes: readonly Route[] = [
  route('GET /items', 'list-items', { query: { ...page } }),
  route('POST /items', 'create-item', { body: 'required', status: 201 }),
  route('GET /items/{item_id}', 'fetch-item'),
  route('PUT /items/{item_id}', 'update-item', { body: 'required' }),
  route('POST /items/{item_id}/archive', 'archive-item'),
];
