import type { operations } from './operations.js';

/** The name of a function of the service. */
export type OperationName = keyof typeof operations;

/**
 * The function of the service behind each operation of Orb's API, by the id that the API description gives it. Parameters
 * of the path and of the query are keys of the one argument, the body is its `body`.
 */
export const operationIds = {
  ping: 'ping',

  'create-customer': 'createCustomer',
  'list-customers': 'listCustomers',
  'fetch-customer': 'fetchCustomer',
  'fetch-customer-external-id': 'fetchCustomer',
  'update-customer': 'updateCustomer',
  'update-customer-external-id': 'updateCustomer',
  'delete-customer': 'deleteCustomer',

  'create-item': 'createItem',
  'list-items': 'listItems',
  'fetch-item': 'fetchItem',
  'update-item': 'updateItem',
  'archive-item': 'archiveItem',

  'create-metric': 'createMetric',
  'list-metrics': 'listMetrics',
  'fetch-metric': 'fetchMetric',
  'update-metric': 'updateMetric',

  'create-price': 'createPrice',
  'list-prices': 'listPrices',
  'fetch-price': 'fetchPrice',
  'fetch-price-external-id': 'fetchPrice',
  'update-price': 'updatePrice',
  'update-price-by-external-id': 'updatePrice',

  'create-plan': 'createPlan',
  'list-plans': 'listPlans',
  'fetch-plan': 'fetchPlan',
  'fetch-plan-external-id': 'fetchPlan',
  'update-plan': 'updatePlan',
  'update-plan-external': 'updatePlan',

  'create-subscription': 'createSubscription',
  'list-subscriptions': 'listSubscriptions',
  'fetch-subscription': 'fetchSubscription',
  'fetch-subscription-schedule': 'fetchSubscriptionSchedule',
  'update-subscription': 'updateSubscription',
  'cancel-subscription': 'cancelSubscription',
  'unschedule-cancellation': 'unscheduleCancellation',
  'schedule-plan-change': 'schedulePlanChange',
  'unschedule-plan-change': 'unschedulePlanChanges',
  'update-fixed-fee-quantity': 'updateFixedFeeQuantity',
  'unschedule-fixed-fee-quantity': 'unscheduleFixedFeeQuantityUpdates',
  'update-trial': 'updateTrial',
  'trigger-phase': 'triggerPhase',
  'add-edit-price-intervals': 'editPriceIntervals',
  'redeem-coupon': 'redeemCoupon',

  ingest: 'ingestEvents',
  'search-events': 'searchEvents',
  'get-event-volume': 'fetchEventVolume',
  'amend-event': 'amendEvent',
  'deprecate-event': 'deprecateEvent',

  'list-invoices': 'listInvoices',
  'list-invoices-summary': 'listInvoiceSummaries',
  'fetch-invoice': 'fetchInvoice',
  'fetch-upcoming-invoice': 'fetchUpcomingInvoice',
} as const satisfies { readonly [operation_id: string]: OperationName };

/** The id of an operation of Orb's API. */
export type OperationId = keyof typeof operationIds;
