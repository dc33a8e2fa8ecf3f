/**
 * Money: which currencies are real, how many digits their minor unit has, and the only place where amounts are rounded.
 *
 * Owns ISO 4217, rounding to the minor unit, printing of amounts, and largest-remainder settlement. Does not know
 * prices, lines or invoices. Invariants: what is settled adds up to its total to the minor unit; a virtual currency (a
 * pricing unit) is never rounded.
 *
 * @module currency
 */
export { isoMinorUnits, isRealCurrency, realCurrencies } from './iso-4217.js';
export {
  currencyOf,
  defaultMoneyRules,
  realCurrencyOf,
  type Currency,
  type MoneyRules,
  type RealCurrency,
} from './currency.js';
export { printMoney, roundMoney, settledAmount } from './round-money.js';
export { settle } from './settle.js';
export { allocateMoney } from './allocate.js';
