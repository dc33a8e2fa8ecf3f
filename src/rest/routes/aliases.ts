import { route, type Route } from './route.js';

/** Paths of the abridged description of the API that its client does not call (§17). */
export const aliasRoutes: readonly Route[] = [
  route('POST /customers/{customer_id}/credits/ledger_entries', 'create-ledger-entry', {
    body: 'required',
    status: 201,
  }),
  route('PUT /events/{event_id}/amend', 'amend-event', { body: 'required' }),
  // Its scope stands in the body, which says whose alert it is to be.
  route('POST /alerts', 'create-alert', { body: 'required', status: 201 }),
];
