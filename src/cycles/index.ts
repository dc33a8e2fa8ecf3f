/**
 * Cadences and anchors to billing periods, service periods and invoice dates.
 *
 * Owns the grid of boundaries (k steps from the origin, at local midnight), the periods it cuts an interval into, how an
 * invoicing cycle splits them, which of them an invoice date bills, and the term and billing period of a set of cadences.
 * Does not own what share of a period is charged (proration) nor which prices are in force when (subscriptions).
 * Invariants: every boundary is counted from the origin and found in constant time; periods tile their interval, none is
 * empty; more periods than may be asked for are refused before any is made.
 *
 * @module cycles
 */
export {
  billingPeriodOf,
  compareLengths,
  lengthOfCadence,
  lengthOfConfiguration,
  termOf,
  type CycleLength,
  type NamedCadence,
} from './cycle-length.js';
export { boundary, cellAt, indexAt, type Grid } from './grid.js';
export { alignCycle, anchorOf, firstOfMonth, type Alignment, type Anchor, type Anchoring } from './anchor.js';
export {
  billingPeriodAt,
  billingPeriods,
  isStub,
  type BillingPeriod,
  type Interval,
  type Schedule,
} from './billing-periods.js';
export {
  divideGrid,
  invoiceDateOf,
  oneTimeDate,
  servicePeriodAt,
  type BilledInterval,
  type Portion,
  type ServicePeriod,
} from './invoicing.js';
export { invoiceDates } from './invoice-dates.js';
