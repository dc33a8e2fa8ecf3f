/**
 * Reckoner: usage events and plans in, exact invoices out, every amount explained.
 *
 * @module reckoner
 */
export { BillingError, isBillingError, type ErrorCode, type Issue } from './errors/index.js';
