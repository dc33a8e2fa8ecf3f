import { fail, shown } from '../errors/index.js';
import type { RoundingMode } from '../decimal/index.js';
import { isoMinorUnits, isRealCurrency } from './iso-4217.js';

/** How money is rounded in one call (§14): the mode, and minor units that replace those of ISO 4217. */
export type MoneyRules = {
  readonly rounding: Extract<RoundingMode, 'half_up' | 'half_even'>;
  readonly minor_units: ReadonlyMap<string, number>;
};

/** The rules when the caller states none: half away from zero, ISO 4217 minor units. */
export const defaultMoneyRules: MoneyRules = { rounding: 'half_up', minor_units: new Map() };

/**
 * A currency together with how its amounts are rounded and printed.
 *
 * `places` is the number of decimal places of the minor unit; a virtual currency (a pricing unit such as `credits`) has
 * none and is never rounded.
 */
export type Currency =
  | { readonly code: string; readonly real: true; readonly places: number; readonly rounding: RoundingMode }
  | { readonly code: string; readonly real: false; readonly places: null; readonly rounding: RoundingMode };

/** A currency whose amounts are rounded to a minor unit. */
export type RealCurrency = Extract<Currency, { real: true }>;

/** Looks a code up under the rules of the call: real if ISO 4217 or given minor units, else virtual (§1.1). */
export function currencyOf(code: string, rules: MoneyRules = defaultMoneyRules): Currency {
  const overridden = rules.minor_units.get(code);
  const rounding = rules.rounding;
  if (overridden !== undefined) return { code, real: true, places: overridden, rounding };
  if (isRealCurrency(code)) return { code, real: true, places: isoMinorUnits(code), rounding };
  return { code, real: false, places: null, rounding };
}

/**
 * The same where only real money makes sense.
 *
 * @throws `unknown_currency` for any other code.
 */
export function realCurrencyOf(code: string, path: string, rules: MoneyRules = defaultMoneyRules): RealCurrency {
  const currency = currencyOf(code, rules);
  if (currency.real) return currency;
  return fail(
    path,
    'unknown_currency',
    `${shown(code)} is not an active ISO 4217 code; use one, in capitals, like "USD"`,
  );
}
