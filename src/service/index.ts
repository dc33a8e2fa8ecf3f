/**
 * The whole of Orb's API as functions over a repository, in your own process.
 *
 * Owns what stands between a request and a pure computation: reading what it needs in one transaction, storing what it
 * returns, idempotency keys, lists and their pages, the order in which bills fall due, taking over what Orb holds, holding
 * what is stored against itself. Does not own any rule of billing (the rooms below) nor how documents are kept (repository),
 * and speaks no HTTP. Invariants: nothing of a refused request is stored; a draft that is read and the invoice that is
 * issued come from the same function; no request reads another account's rows.
 *
 * @module service
 */
export { createBillingService, type BillingService } from './create-billing-service.js';
export { operationIds, type OperationId, type OperationName } from './operation-ids.js';
export { requestFields } from './fields/request-fields.js';
export { applyEffects } from './effects/store-effects.js';
export type {
  AccountSettings,
  BillingServiceOptions,
  CallContext,
  FilesPort,
  NewPortalSession,
  PaymentOutcome,
  PaymentsPort,
  PortalPort,
  PortalSession,
} from './settings.js';
export type { PortalCredits, PortalSubscription, PortalView } from './portal/portal-view.js';
export type { PortalInvoice } from './portal/portal-invoice.js';
export { runBilling, type BillingProgress, type BillingRun, type RunBillingInput } from './runs/run-billing.js';
export { seedAccount, type AccountSeed, type SeededAccount } from './seed.js';
export {
  auditAccount,
  type AccountAudit,
  type AuditAccountInput,
  type InvoiceDifference,
  type UncomputedInvoice,
} from './audits/audit-account.js';
export type { AuditFinding } from './audits/finding.js';
export { importDocuments, type ImportInput } from './imports/import-documents.js';
export type { ImportCounts, ImportNote, ImportOutcome, ImportReport } from './imports/import-report.js';
export type { ImportedKind } from './imports/imported-kinds.js';
export type { ImportLine } from './imports/recognise-line.js';
export type { News, ServiceMessage, SubscriptionNews } from './messages.js';
export type { Operation, OperationFunction } from './operation.js';
