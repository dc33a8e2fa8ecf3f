import { instant, page, required, text } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What events answer to. */
export const eventRoutes: readonly Route[] = [
  route('GET /events/backfills', 'list-backfills', { query: { ...page } }),
  route('POST /events/backfills', 'create-backfill', { body: 'required' }),
  route('GET /events/backfills/{backfill_id}', 'fetch-backfill'),
  route('POST /events/backfills/{backfill_id}/close', 'close-backfill'),
  route('POST /events/backfills/{backfill_id}/revert', 'revert-backfill'),
  route('POST /events/search', 'search-events', { body: 'required' }),
  route('GET /events/volume', 'get-event-volume', {
    query: { ...page, timeframe_start: required(instant), timeframe_end: instant },
  }),
  route('PUT /events/{event_id}', 'amend-event', { body: 'required' }),
  route('PUT /events/{event_id}/deprecate', 'deprecate-event'),
  route('POST /ingest', 'ingest', { query: { backfill_id: text }, body: 'required' }),
];
