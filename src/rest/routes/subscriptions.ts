import { between, instant, list, listOf, oneOf, page, text } from '../query-grammar.js';
import { route, type Route } from './route.js';

/** What subscriptions answer to. */
export const subscriptionRoutes: readonly Route[] = [
  route('GET /subscriptions', 'list-subscriptions', {
    query: {
      ...page,
      'customer_id[]': list,
      'external_customer_id[]': list,
      plan_id: text,
      external_plan_id: text,
      status: oneOf('active', 'ended', 'upcoming'),
      'status[]': listOf('active', 'ended', 'upcoming'),
      ...between('created_at'),
    },
  }),
  route('POST /subscriptions', 'create-subscription', { body: 'required', status: 201 }),
  route('GET /subscriptions/{subscription_id}', 'fetch-subscription'),
  route('PUT /subscriptions/{subscription_id}', 'update-subscription', { body: 'required' }),
  route('POST /subscriptions/{subscription_id}/cancel', 'cancel-subscription', { body: 'required' }),
  route('GET /subscriptions/{subscription_id}/costs', 'fetch-subscription-costs', {
    query: {
      timeframe_start: instant,
      timeframe_end: instant,
      view_mode: oneOf('periodic', 'cumulative'),
      currency: text,
    },
  }),
  route('POST /subscriptions/{subscription_id}/price_intervals', 'add-edit-price-intervals', { body: 'required' }),
  route('POST /subscriptions/{subscription_id}/redeem_coupon', 'redeem-coupon', { body: 'required' }),
  route('GET /subscriptions/{subscription_id}/schedule', 'fetch-subscription-schedule', {
    query: { ...page, ...between('start_date') },
  }),
  route('POST /subscriptions/{subscription_id}/schedule_plan_change', 'schedule-plan-change', { body: 'required' }),
  route('POST /subscriptions/{subscription_id}/trigger_phase', 'trigger-phase', { body: 'required' }),
  route('POST /subscriptions/{subscription_id}/unschedule_cancellation', 'unschedule-cancellation'),
  route(
    'POST /subscriptions/{subscription_id}/unschedule_fixed_fee_quantity_updates',
    'unschedule-fixed-fee-quantity',
    { body: 'required' },
  ),
  route('POST /subscriptions/{subscription_id}/unschedule_pending_plan_changes', 'unschedule-plan-change'),
  route('POST /subscriptions/{subscription_id}/update_fixed_fee_quantity', 'update-fixed-fee-quantity', {
    body: 'required',
  }),
  route('POST /subscriptions/{subscription_id}/update_trial', 'update-trial', { body: 'required' }),
  route('GET /subscriptions/{subscription_id}/usage', 'fetch-subscription-usage', {
    query: {
      granularity: oneOf('day'),
      timeframe_start: instant,
      timeframe_end: instant,
      billable_metric_id: text,
      group_by: text,
      view_mode: oneOf('periodic', 'cumulative'),
      first_dimension_key: text,
      first_dimension_value: text,
      second_dimension_key: text,
      second_dimension_value: text,
    },
  }),
];
