/** Amounts rounded and shared out by a currency's minor unit. */
export { roundAmount, type RoundAmountInput } from './round-amount.js';
export { allocate, type AllocateInput } from './allocate.js';
