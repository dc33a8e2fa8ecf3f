import { between, flag, instant, longPage, oneOf, page, text } from '../query-grammar.js';
import { route, type Route } from './route.js';

const costs = {
  timeframe_start: instant,
  timeframe_end: instant,
  view_mode: oneOf('periodic', 'cumulative'),
  currency: text,
};

const credits = { ...page, currency: text, include_all_blocks: flag, ...between('effective_date') };

const ledger = {
  ...longPage,
  currency: text,
  minimum_amount: text,
  // prettier-ignore
  entry_type: oneOf('increment', 'decrement', 'expiration_change', 'credit_block_expiry', 'void', 'void_initiated', 'amendment'),
  entry_status: oneOf('committed', 'pending'),
  ...between('created_at'),
};

/** What customers answer to. */
export const customerRoutes: readonly Route[] = [
  route('GET /customers', 'list-customers', { query: { ...page, ...between('created_at') } }),
  route('POST /customers', 'create-customer', { body: 'required', status: 201 }),
  route('GET /customers/external_customer_id/{external_customer_id}', 'fetch-customer-external-id'),
  route('PUT /customers/external_customer_id/{external_customer_id}', 'update-customer-external-id', {
    body: 'required',
  }),
  route('GET /customers/external_customer_id/{external_customer_id}/costs', 'fetch-customer-costs-external-id', {
    query: costs,
  }),
  route('GET /customers/external_customer_id/{external_customer_id}/credits', 'fetch-customer-credits-external-id', {
    query: credits,
  }),
  route(
    'GET /customers/external_customer_id/{external_customer_id}/credits/ledger',
    'fetch-customer-credits-ledger-external-id',
    {
      query: ledger,
    },
  ),
  route(
    'POST /customers/external_customer_id/{external_customer_id}/credits/ledger_entry',
    'create-ledger-entry-external-id',
    { body: 'required', status: 201 },
  ),
  route('GET /customers/external_customer_id/{external_customer_id}/credits/top_ups', 'list-top-ups-external-id', {
    query: { ...page },
  }),
  route('POST /customers/external_customer_id/{external_customer_id}/credits/top_ups', 'create-top-up-external-id', {
    body: 'required',
    status: 201,
  }),
  route(
    'DELETE /customers/external_customer_id/{external_customer_id}/credits/top_ups/{top_up_id}',
    'delete-top-up-external-id',
    { status: 204 },
  ),
  route(
    'POST /customers/external_customer_id/{external_customer_id}/portal_sessions',
    'create-customer-portal-session-by-external-id',
    { body: 'required', status: 201 },
  ),
  route(
    'POST /customers/external_customer_id/{external_customer_id}/sync_payment_methods_from_gateway',
    'sync-customer-payment-methods-from-gateway-by-external-id',
    { status: 204 },
  ),
  route('GET /customers/{customer_id}', 'fetch-customer'),
  route('PUT /customers/{customer_id}', 'update-customer', { body: 'required' }),
  route('DELETE /customers/{customer_id}', 'delete-customer', { status: 204 }),
  route('GET /customers/{customer_id}/balance_transactions', 'list-balance-transactions', {
    query: { ...page, ...between('operation_time') },
  }),
  route('POST /customers/{customer_id}/balance_transactions', 'create-customer-balance-transaction', {
    body: 'required',
  }),
  route('GET /customers/{customer_id}/costs', 'fetch-customer-costs', {
    query: costs,
  }),
  route('GET /customers/{customer_id}/credits', 'fetch-customer-credits', {
    query: credits,
  }),
  route('GET /customers/{customer_id}/credits/ledger', 'fetch-customer-credits-ledger', {
    query: ledger,
  }),
  route('POST /customers/{customer_id}/credits/ledger_entry', 'create-ledger-entry', {
    body: 'required',
    status: 201,
  }),
  route('GET /customers/{customer_id}/credits/top_ups', 'list-top-ups', { query: { ...page } }),
  route('POST /customers/{customer_id}/credits/top_ups', 'create-top-up', { body: 'required', status: 201 }),
  route('DELETE /customers/{customer_id}/credits/top_ups/{top_up_id}', 'delete-top-up', { status: 204 }),
  route('POST /customers/{customer_id}/portal_sessions', 'create-customer-portal-session', {
    body: 'required',
    status: 201,
  }),
  route(
    'POST /customers/{customer_id}/sync_payment_methods_from_gateway',
    'sync-customer-payment-methods-from-gateway',
    { status: 204 },
  ),
];
