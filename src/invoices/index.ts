/**
 * Invoices: rated prices in, lines and totals out; then the life of an invoice.
 *
 * Owns the seven steps of a line, the totals, the ids of invoices and lines, what happens to an invoice after it is
 * drafted (lifecycle), credit notes, and the comparison of recorded invoices (history). Does not rate (prices), does not
 * aggregate usage (metrics) and does not write JSON (api). Invariants: the shown parts of a line add up to its subtotal,
 * the amounts of the lines plus taxes to the total; ids are derived from what they identify.
 *
 * @module invoices
 */
export {
  payNothing,
  type CreditCharge,
  type CreditedLineAmount,
  type CreditPayment,
  type PayWithCredits,
} from './credits-port.js';
export { draftInvoiceFrom, invoiceIdOf, type DraftedInvoice, type DraftPolicies, type DraftRequest } from './draft.js';
export type { EarlierLine } from './earlier-lines.js';
export { idPart, identity, stamp } from './identity.js';
export type { InvoiceLine } from './line.js';
export type { LineRequest, UsageUntil } from './line-request.js';
export { draftPartialFrom, type PartialInvoice, type PartialRequest } from './partial.js';
export type { PricedQuantity, QuantityDifference } from './rate-difference.js';
export type { QuantitySpan } from './rate-quantities.js';
export type { RatedLine } from './rate-lines.js';
export { serviceDates, servicesAt, servicesOf, type BilledService } from './subscription/services.js';
export { begunServices } from './subscription/begun-services.js';
export { upcomingDate } from './subscription/upcoming-date.js';
export { taxNothing, type TaxedLine, type TaxLines } from './tax-lines.js';
export type { ChargedTax, LineTax } from './tax.js';
export { sumLines, type InvoiceTotals, type LineSums } from './totals.js';

export type { InvoiceRecord, RecordedMove } from './recorded/invoice-record.js';
export type { RecordedInvoice, RecordedNote } from './recorded/recorded-invoice.js';
export type { RecordedAdjustment, RecordedLine, RecordedTax } from './recorded/recorded-line.js';

export { balanceAfter, directionOf, moveBalance, type BalanceMove } from './lifecycle/customer-balance.js';
export type { PaymentTerms } from './lifecycle/due-date.js';
export { issueRecord, type IssuedInvoice } from './lifecycle/issue.js';
export { takePayment } from './lifecycle/payment.js';
export { refuseTransition } from './lifecycle/transitions.js';
export { voidRecord } from './lifecycle/void.js';

export { applyCredit, undoCredit, type CreditCause, type VoidedCredit } from './credit-notes/apply-credit.js';
export { creditLines, type CreditedLines, type LineCredit } from './credit-notes/credit-note.js';
export type { Credited, CreditedLine } from './credit-notes/credited-line.js';

export {
  givenBackWhole,
  refundAdvances,
  refundRest,
  refundAmount,
  type Advances,
  type DatedCredit,
  type InvoiceRefund,
} from './corrections/refund-advances.js';
export {
  boundariesIn,
  givenIn,
  inMoney,
  roundingIn,
  roundingOn,
  standingIn,
  uncertaintyIn,
  type StandingAdvance,
} from './corrections/standing-advance.js';
export { retax, type EditedLine, type RetaxedLine } from './one-off/edited-line.js';
export { addedPriceId, isAdded, isOneOff, nextAddedNumber, oneOffPriceId } from './one-off/one-off-price.js';

export { auditRecorded } from './history/audit.js';
export type { NoteLine, NoteRecord } from './history/audit-notes.js';
export { auditPartials } from './history/audit-history.js';
export { diffInvoices, type DiffedFigure, type LineChange } from './history/diff.js';
