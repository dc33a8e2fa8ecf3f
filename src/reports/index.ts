/**
 * What usage comes to while it happens: prices evaluated over events, usage in windows, costs by day.
 *
 * Owns how groups of events are rated apart, and which windows a report has. Does not own metering (metrics), rating
 * (prices) or adjustments; it asks the same functions that make an invoice, so that a report and the bill cannot disagree.
 * Invariants: every amount is the fold of rated prices; nothing is rounded but where a line would be; windows are half-open.
 *
 * @module reports
 */
export { rateByGroup, type EvaluatedGroup } from './rate-by-group.js';
export { costsByDay, type Cost, type CostQuestion, type CostSource, type CostsUntil } from './cost-by-day.js';
export type { ChangingFee, FeeQuantity } from './rate-changing-fee.js';
