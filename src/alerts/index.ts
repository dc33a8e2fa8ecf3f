/**
 * Alerts: what was measured, held against thresholds.
 *
 * Owns when an alert fires, what it remembers so that it fires once, and which alerts exclude each other. Does not measure:
 * quantities, costs and balances are handed in. Invariants: a threshold fires at most once per billing period (L48); a
 * balance fires on an edge between two given states and is re-armed by the opposite one; an alert that is switched off
 * neither fires nor learns.
 *
 * @module alerts
 */
export {
  isBalanceType,
  type BalanceStatus,
  type CostLine,
  type Fired,
  type Measures,
  type Override,
  type PeriodKey,
  type WatchedAlert,
} from './alert.js';
export { duplicateAlerts } from './duplicates.js';
export { lookAt, type Looked, type Notification } from './evaluate.js';
export type { PeriodValue } from './period-values.js';
