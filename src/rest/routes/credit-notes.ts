import { between, page } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What credit notes answer to. */
export const creditNoteRoutes: readonly Route[] = [
  route('GET /credit_notes', 'list-credit-notes', { query: { ...page, ...between('created_at') } }),
  route('POST /credit_notes', 'create-credit-note', { body: 'required', status: 201 }),
  route('GET /credit_notes/{credit_note_id}', 'fetch-credit-note'),
];
