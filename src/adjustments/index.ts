/**
 * Adjustments: exact subtotals in, adjusted subtotals out, with what each adjustment changed on each line.
 *
 * Owns the six types of adjustment, which prices one covers and when, the order in which they act, how an amount over
 * several lines is shared, and how the lines are then rounded together. Does not rate: what a price costs with less usage
 * is asked of a function handed in. Does not know credits, conversion or invoices. Invariants: a shown subtotal plus its
 * shown changes is the shown adjusted subtotal; no discount takes a positive line below zero; no adjustment mixes
 * currencies; nothing is rounded before all adjustments have acted.
 *
 * @module adjustments
 */
export type { Adjustment, AdjustmentSource, AdjustmentValues, Band } from './adjustment.js';
export { adjustLines, type AdjustedLines, type Adjusting, type AdjustingTerms } from './adjust-lines.js';
export { adjustmentOf } from './adjustment-from.js';
export { matchesFilters, readFilters } from './filters.js';
export { inForce, type AdjustmentInterval, type DatedLine } from './in-force.js';
export { readLegacyAdjustments, readLegacyEntries, type LegacyEntry, type LegacyOwner } from './legacy.js';
export {
  raisedByMinimums,
  type AdjustableLine,
  type AdjustedLine,
  type AdjustmentStep,
  type ReducedSubtotal,
} from './line.js';
export { readAdjustment, readAdjustmentList, readCreationOrder } from './read-adjustment.js';
export { covers, everyPrice, readScope, scopeOfPrice, type Scope } from './scope.js';
export { subjectOf, type FilterSubject, type PriceSubject, type SubjectParts, type SubjectReading } from './subject.js';
export { isOfTrial, trialAdjustmentId } from './trial.js';
