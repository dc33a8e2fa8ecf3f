import { formatExact, formatFixed, roundLater, unitsOf, type Decimal, type Exact } from '../decimal/index.js';
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
  const rounded = roundMoney(amount, currency);
  const units = currency.places === 2 ? unitsOf(rounded, 2) : Number.NaN;
  return units >= 0 ? printCents(units) : formatFixed(rounded, currency.places);
}

// The texts of cents, which most money has: each half of an amount is then one that stands ready, or nearly so.
const cents: readonly string[] = /*#__PURE__*/ Array.from(
  { length: 100 },
  (_, count) => `.${String(count).padStart(2, '0')}`,
);

function printCents(units: number): string {
  const whole = Math.floor(units / 100); // exact: a floor of safe integers
  return whole + (cents[units - whole * 100] as string);
}
