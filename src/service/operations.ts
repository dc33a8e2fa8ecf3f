import { ingest } from './events/ingest.js';
import { changes, reads } from './operation.js';
import { createCustomer, deleteCustomer, fetchCustomer, listCustomers, updateCustomer } from './resources/customers.js';
import { amendStoredEvent, deprecateStoredEvent, fetchEventVolume, findEvents } from './resources/events.js';
import { fetchInvoice, fetchUpcomingInvoice, listInvoices, listInvoiceSummaries } from './resources/invoices.js';
import { archiveItem, createItem, fetchItem, listItems, updateItem } from './resources/items.js';
import { createMetric, fetchMetric, listMetrics, updateMetric } from './resources/metrics.js';
import { ping } from './resources/ping.js';
import { createPlan, fetchPlan, listPlans, updatePlan } from './resources/plans.js';
import { createPrice, fetchPrice, listPrices, updatePrice } from './resources/prices.js';
import { steps } from './resources/subscription-steps.js';
import {
  fetchSubscription,
  fetchSubscriptionSchedule,
  listSubscriptions,
  subscribe,
} from './resources/subscriptions.js';

/** Every operation that the service offers, by the name of its function. */
export const operations = {
  ping: reads(ping),

  createCustomer: changes(createCustomer),
  listCustomers: reads(listCustomers),
  fetchCustomer: reads(fetchCustomer),
  updateCustomer: changes(updateCustomer),
  deleteCustomer: changes(deleteCustomer),

  createItem: changes(createItem),
  listItems: reads(listItems),
  fetchItem: reads(fetchItem),
  updateItem: changes(updateItem),
  archiveItem: changes(archiveItem),

  createMetric: changes(createMetric),
  listMetrics: reads(listMetrics),
  fetchMetric: reads(fetchMetric),
  updateMetric: changes(updateMetric),

  createPrice: changes(createPrice),
  listPrices: reads(listPrices),
  fetchPrice: reads(fetchPrice),
  updatePrice: changes(updatePrice),

  createPlan: changes(createPlan),
  listPlans: reads(listPlans),
  fetchPlan: reads(fetchPlan),
  updatePlan: changes(updatePlan),

  createSubscription: changes(subscribe),
  listSubscriptions: reads(listSubscriptions),
  fetchSubscription: reads(fetchSubscription),
  fetchSubscriptionSchedule: reads(fetchSubscriptionSchedule),
  ...steps,

  ingestEvents: changes(ingest),
  searchEvents: reads(findEvents),
  fetchEventVolume: reads(fetchEventVolume),
  amendEvent: changes(amendStoredEvent),
  deprecateEvent: changes(deprecateStoredEvent),

  listInvoices: reads(listInvoices),
  listInvoiceSummaries: reads(listInvoiceSummaries),
  fetchInvoice: reads(fetchInvoice),
  fetchUpcomingInvoice: reads(fetchUpcomingInvoice),
} as const;
