/**
 * Invoices: rated prices in, lines and totals out.
 *
 * Owns the seven steps of a line, the totals, and the ids of invoices and lines. Does not rate (prices), does not
 * aggregate usage (metrics) and does not write JSON (api). Invariants: the shown parts of a line add up to its subtotal,
 * the amounts of the lines plus taxes to the total; ids are derived from what they identify.
 *
 * @module invoices
 */
export { draftInvoiceFrom, type DraftedInvoice, type DraftRequest } from './draft.js';
export { identity } from './identity.js';
export { foldLine, type InvoiceLine, type LineRequest, type RatedLine } from './line.js';
export { sumInvoice, type InvoiceTotals } from './totals.js';
