import { ingest } from './events/ingest.js';
import { changes, reaches, reads } from './operation.js';
import { createCustomer, deleteCustomer, fetchCustomer, listCustomers, updateCustomer } from './resources/customers.js';
import { amendStoredEvent, deprecateStoredEvent, fetchEventVolume, findEvents } from './resources/events.js';
import { fetchInvoice, fetchUpcomingInvoice, listInvoices, listInvoiceSummaries } from './resources/invoices.js';
import { archiveItem, createItem, fetchItem, listItems, updateItem } from './resources/items.js';
import { createMetric, fetchMetric, listMetrics, updateMetric } from './resources/metrics.js';
import { ping } from './resources/ping.js';
import { createPlan, fetchPlan, listPlans, updatePlan } from './resources/plans.js';
import { createPrice, fetchPrice, listPrices, updatePrice } from './resources/prices.js';
import {
  changeAlert,
  createCustomerAlert,
  createPlanAlert,
  createSubscriptionAlert,
  fetchAlert,
  listAlerts,
  removeAlert,
  switchAlertOff,
  switchAlertOn,
} from './resources/alerts.js';
import { endBackfill, fetchBackfill, listStoredBackfills, openBackfill, undoBackfill } from './resources/backfills.js';
import { listBalanceTransactions, moveBalance } from './resources/balance-transactions.js';
import { archiveCoupon, createCoupon, fetchCoupon, listCoupons, listCouponSubscriptions } from './resources/coupons.js';
import { fetchCreditBlock, listBlockInvoices, removeCreditBlock } from './resources/credit-blocks.js';
import { creditInvoice, fetchCreditNote, listCreditNotes } from './resources/credit-notes.js';
import { createLedgerEntry, listCredits, listLedger } from './resources/credits.js';
import {
  createPriceGroup,
  fetchPriceGroup,
  listPriceGroups,
  updatePriceGroup,
} from './resources/dimensional-price-groups.js';
import { evaluatePreview, evaluateStoredPrice, evaluateStoredPrices } from './resources/evaluations.js';
import {
  changeInvoice,
  createInvoice,
  createLineItem,
  deleteLineItem,
  issueByRequest,
  issueSummary,
  markPaid,
  voidByRequest,
} from './resources/invoice-actions.js';
import { licenseUsageByExternalId, licenseUsageById, licenseUsageByType } from './resources/license-usage.js';
import {
  createLicense,
  createLicenseType,
  deactivateLicense,
  fetchLicense,
  fetchLicenseByExternalId,
  fetchLicenseType,
  listLicenses,
  listLicenseTypes,
} from './resources/licenses.js';
import {
  payInvoice,
  regenerateInvoiceFile,
  regenerateReceiptFile,
  syncPaymentMethods,
} from './resources/other-systems.js';
import { openPortal } from './portal/open-portal.js';
import { fetchPortalInvoice, fetchPortalUpcomingInvoice } from './portal/portal-invoice.js';
import { fetchPortal } from './portal/portal-view.js';
import { cancelMigration, fetchMigration, listMigrations } from './resources/plan-migrations.js';
import { createPlanVersion, fetchPlanVersion, setDefaultVersion } from './resources/plan-versions.js';
import { fetchCustomerCosts, fetchSubscriptionCosts, fetchSubscriptionUsage } from './resources/reports.js';
import { endTopUp, listTopUps, orderTopUp } from './resources/top-ups.js';
import {
  applyChange,
  cancelChange,
  fetchSubscriptionChange,
  listSubscriptionChanges,
} from './resources/subscription-changes.js';
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
  listSubscriptionChanges: reads(listSubscriptionChanges),
  fetchSubscriptionChange: reads(fetchSubscriptionChange),
  applySubscriptionChange: changes(applyChange),
  cancelSubscriptionChange: changes(cancelChange),

  ingestEvents: changes(ingest),
  searchEvents: reads(findEvents),
  fetchEventVolume: reads(fetchEventVolume),
  amendEvent: changes(amendStoredEvent),
  deprecateEvent: changes(deprecateStoredEvent),

  listInvoices: reads(listInvoices),
  listInvoiceSummaries: reads(listInvoiceSummaries),
  fetchInvoice: reads(fetchInvoice),
  fetchUpcomingInvoice: reads(fetchUpcomingInvoice),
  createInvoice: changes(createInvoice),
  updateInvoice: changes(changeInvoice),
  issueInvoice: changes(issueByRequest),
  issueInvoiceSummary: changes(issueSummary),
  voidInvoice: changes(voidByRequest),
  markInvoicePaid: changes(markPaid),
  payInvoice: reaches(payInvoice),
  createInvoiceLineItem: changes(createLineItem),
  deleteInvoiceLineItem: changes(deleteLineItem),
  regenerateInvoicePdf: reaches(regenerateInvoiceFile),
  regenerateReceiptPdf: reaches(regenerateReceiptFile),

  createCreditNote: changes(creditInvoice),
  listCreditNotes: reads(listCreditNotes),
  fetchCreditNote: reads(fetchCreditNote),

  createBalanceTransaction: changes(moveBalance),
  listBalanceTransactions: reads(listBalanceTransactions),

  createCoupon: changes(createCoupon),
  listCoupons: reads(listCoupons),
  fetchCoupon: reads(fetchCoupon),
  archiveCoupon: changes(archiveCoupon),
  listCouponSubscriptions: reads(listCouponSubscriptions),

  createLedgerEntry: changes(createLedgerEntry),
  listCredits: reads(listCredits),
  listCreditLedger: reads(listLedger),
  fetchCreditBlock: reads(fetchCreditBlock),
  deleteCreditBlock: changes(removeCreditBlock),
  listCreditBlockInvoices: reads(listBlockInvoices),
  createTopUp: changes(orderTopUp),
  listTopUps: reads(listTopUps),
  deleteTopUp: changes(endTopUp),

  createCustomerAlert: changes(createCustomerAlert),
  createSubscriptionAlert: changes(createSubscriptionAlert),
  createPlanAlert: changes(createPlanAlert),
  listAlerts: reads(listAlerts),
  fetchAlert: reads(fetchAlert),
  updateAlert: changes(changeAlert),
  deleteAlert: changes(removeAlert),
  disableAlert: changes(switchAlertOff),
  enableAlert: changes(switchAlertOn),

  createBackfill: changes(openBackfill),
  listBackfills: reads(listStoredBackfills),
  fetchBackfill: reads(fetchBackfill),
  closeBackfill: changes(endBackfill),
  revertBackfill: changes(undoBackfill),

  createDimensionalPriceGroup: changes(createPriceGroup),
  listDimensionalPriceGroups: reads(listPriceGroups),
  fetchDimensionalPriceGroup: reads(fetchPriceGroup),
  updateDimensionalPriceGroup: changes(updatePriceGroup),

  createLicenseType: changes(createLicenseType),
  listLicenseTypes: reads(listLicenseTypes),
  fetchLicenseType: reads(fetchLicenseType),
  createLicense: changes(createLicense),
  listLicenses: reads(listLicenses),
  fetchLicense: reads(fetchLicense),
  fetchLicenseByExternalId: reads(fetchLicenseByExternalId),
  deactivateLicense: changes(deactivateLicense),
  fetchLicenseUsage: reads(licenseUsageById),
  fetchLicenseUsageByExternalId: reads(licenseUsageByExternalId),
  fetchLicenseUsageByType: reads(licenseUsageByType),

  createPlanVersion: changes(createPlanVersion),
  fetchPlanVersion: reads(fetchPlanVersion),
  setDefaultPlanVersion: changes(setDefaultVersion),
  listMigrations: reads(listMigrations),
  fetchMigration: reads(fetchMigration),
  cancelMigration: changes(cancelMigration),

  evaluatePrice: reads(evaluateStoredPrice),
  evaluatePrices: reads(evaluateStoredPrices),
  evaluatePreviewEvents: reads(evaluatePreview),
  fetchSubscriptionCosts: reads(fetchSubscriptionCosts),
  fetchCustomerCosts: reads(fetchCustomerCosts),
  fetchSubscriptionUsage: reads(fetchSubscriptionUsage),

  createPortalSession: reaches(openPortal),
  // What a link of a portal shows, which Orb's API has no operation for.
  fetchPortal: reads(fetchPortal),
  fetchPortalInvoice: reads(fetchPortalInvoice),
  fetchPortalUpcomingInvoice: reads(fetchPortalUpcomingInvoice),
  syncPaymentMethods: reaches(syncPaymentMethods),
} as const;
