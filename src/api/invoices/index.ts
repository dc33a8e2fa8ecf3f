/** From a draft to what became of it: drafted, edited, issued, paid, voided, credited, compared. */
export { draftInvoice, type InvoiceDraftResult } from './draft-invoice.js';
export { prepareInvoicing, type PreparedInvoiceInput, type PreparedInvoicing } from './prepare-invoicing.js';
export type { CustomPrepareInvoicingInput, PrepareInvoicingInput } from './prepare-invoicing.js';
export {
  draftPartialInvoice,
  type DraftPartialInvoiceInput,
  type PartialInvoiceResult,
} from './draft-partial-invoice.js';
export { percentTax, type TaxRateInput } from './percent-tax.js';
export { invoicesDue, type InvoiceDue, type InvoicesDueInput, type ServiceDue } from './invoices-due.js';
export { upcomingInvoice, type UpcomingInvoiceInput, type UpcomingInvoiceResult } from './upcoming-invoice.js';
export { usageToMeasure, type UsageToMeasure, type UsageToMeasureInput } from './usage-to-measure.js';
export {
  createOneOffInvoice,
  type CreateOneOffInvoiceInput,
  type OneOffInvoiceResult,
} from './create-one-off-invoice.js';
export { addLineItem, type AddedLineItem, type AddLineItemInput } from './add-line-item.js';
export { removeLineItem, type RemoveLineItemInput } from './remove-line-item.js';
export { issueInvoice, type IssueInvoiceInput, type PaymentTermsInput } from './issue-invoice.js';
export { updateInvoice, type InvoiceUpdate, type UpdateInvoiceInput } from './update-invoice.js';
export { voidInvoice, type VoidInvoiceInput } from './void-invoice.js';
export { markInvoicePaid, type MarkInvoicePaidInput } from './mark-invoice-paid.js';
export { recordPayment, type PaymentAttemptInput, type RecordPaymentInput } from './record-payment.js';
export { recordSync, type RecordSyncInput } from './record-sync.js';
export type { InvoiceTransition } from './encode/invoice-transition.js';
export { createCreditNote, type CreateCreditNoteInput, type CreditNoteTransition } from './create-credit-note.js';
export { voidCreditNote, type VoidCreditNoteInput } from './void-credit-note.js';
export {
  createBalanceTransaction,
  type BalanceTransition,
  type CreateBalanceTransactionInput,
} from './create-balance-transaction.js';
export { diffInvoice, type DiffInvoiceInput, type InvoiceDiff, type LineDifference } from './diff-invoice.js';
export { auditInvoice, type AuditInvoiceInput } from './audit-invoice.js';
export type {
  CreditPaymentInput,
  LineTaxInput,
  PayableLine,
  PayWithCreditsFunction,
  TaxableLine,
  TaxFunction,
} from './ports.js';
export type { CustomDraftInvoiceInput, DraftInvoiceInput, DraftSubscriptionInvoiceInput } from './draft-input.js';
