/** Discounts, minimums and maximums over lines, without an invoice. */
export { applyAdjustments } from './apply-adjustments.js';
export type { AdjustedLineResult, AdjustmentsResult, ApplyAdjustmentsInput } from './apply-adjustments.js';
export type { AdjustableLineInput, DatedAdjustmentInput } from './adjustment-inputs.js';
