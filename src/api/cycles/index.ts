/** When a billing period begins and ends, and what share of it a span is. */
export { billingPeriods } from './billing-periods.js';
export { billingPeriodAt } from './billing-period-at.js';
export type { BillingPeriodDocument } from './encode/billing-period.js';
export { prorate, type ProratedAmount } from './prorate.js';
export type { PeriodInput } from './period-input.js';
export type { PeriodRange, ProrateInput, ScheduleInput } from './schedule-input.js';
