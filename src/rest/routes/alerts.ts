import { between, page, text } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What alerts answer to. */
export const alertRoutes: readonly Route[] = [
  route('GET /alerts', 'list-alerts', {
    query: { ...page, customer_id: text, external_customer_id: text, subscription_id: text, ...between('created_at') },
  }),
  route('POST /alerts/customer_id/{customer_id}', 'create-customer-alert', { body: 'required', status: 201 }),
  route('POST /alerts/external_customer_id/{external_customer_id}', 'create-customer-alert-external-customer-id', {
    body: 'required',
    status: 201,
  }),
  route('POST /alerts/plan_id/{plan_id}', 'create-plan-alert', { body: 'required', status: 201 }),
  route('POST /alerts/subscription_id/{subscription_id}', 'create-subscription-alert', {
    body: 'required',
    status: 201,
  }),
  route('PUT /alerts/{alert_configuration_id}', 'update-alert', { body: 'required' }),
  route('DELETE /alerts/{alert_configuration_id}', 'delete-alert', { status: 204 }),
  route('POST /alerts/{alert_configuration_id}/disable', 'disable-alert', { query: { subscription_id: text } }),
  route('POST /alerts/{alert_configuration_id}/enable', 'enable-alert', { query: { subscription_id: text } }),
  route('GET /alerts/{alert_id}', 'fetch-alert'),
];
