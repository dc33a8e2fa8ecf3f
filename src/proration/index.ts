/**
 * The share of a period as an exact fraction, with what it counts.
 *
 * Owns how covered days (or milliseconds) are counted, the share of a fixed fee that an instalment completes, and the
 * refund of what a line billed in advance and was not used. Does not own where periods begin and end (cycles) nor which
 * prices scale with their share (prices). Invariants: a share lies in 0..1 and a whole period is exactly 1; the shares of
 * the parts of a cut period add up exactly; nothing is rounded but a refund.
 *
 * @module proration
 */
export { measureOf, prorate, shareOf, type Coverage, type ProrationBasis, type Share } from './share.js';
export { cumulativeShare, type Instalment } from './instalment.js';
export type { DatedRefund } from './dated-refund.js';
export { refundUnused, type BilledLine, type Unused } from './refund.js';
