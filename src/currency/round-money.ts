import { formatExact, formatFixed, roundLater, type Decimal, type Exact } from '../decimal/index.js';
import type { Currency, RealCurrency } from './currency.js';

/** Rounds an exact amount to the minor unit by the call's mode (§1.1): the only place where money loses digits. */
export function roundMoney(amount: Exact, currency: RealCurrency): Decimal {
  return roundLater(amount, currency.places, currency.rounding);
}

/** The line-level value of an exact amount: rounded for a real currency, exact for a virtual one (§1.2 step 2). */
export function settledAmount(amount: Exact, currency: Currency): Exact {
  return currency.real ? roundMoney(amount, currency) : amount;
}

/** Prints a settled amount (F1): exactly the minor-unit digits, or no trailing zeros for a virtual currency. */
export function printMoney(amount: Exact, currency: Currency, unrounded_scale = 20): string {
  if (!currency.real) return formatExact(amount, unrounded_scale);
  // A settled amount has no digits beyond the minor unit; rounding again changes nothing and yields the Decimal.
  return formatFixed(roundMoney(amount, currency), currency.places);
}
