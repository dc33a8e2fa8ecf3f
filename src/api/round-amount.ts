import { printMoney, realCurrencyOf, roundMoney } from '../currency/index.js';
import { toDecimal, type DecimalInput } from '../decimal/index.js';
import { refuse, type Issues } from '../errors/index.js';
import type { PoliciesInput } from '../wire/index.js';
import { moneyRulesOf, readPolicies } from './decode/policies.js';

/** What `roundAmount` takes. */
export type RoundAmountInput = {
  readonly amount: DecimalInput;
  /** An ISO 4217 code, or one that `policies.minor_units` names. */
  readonly currency: string;
  /** `half_up` (away from zero) unless given; wins over `policies.rounding`. */
  readonly mode?: 'half_up' | 'half_even' | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Rounds an amount to its currency's minor unit (§1.1) and prints exactly those digits.
 *
 * @throws `unknown_currency` for a code that is not ISO 4217; `invalid_decimal` for anything but a plain decimal
 * @example
 * ```ts
 * import { roundAmount } from 'reckoner';
 *
 * roundAmount({ amount: '370.045', currency: 'USD' }); // → '370.05'
 * roundAmount({ amount: '370.045', currency: 'USD', mode: 'half_even' }); // → '370.04'
 * roundAmount({ amount: '1234.5', currency: 'JPY' }); // → '1235'
 * ```
 */
export function roundAmount({ amount, currency, mode, policies }: RoundAmountInput): string {
  const issues: Issues = [];
  const given = readPolicies(policies, 'policies', issues);
  refuse(issues);
  const rules = moneyRulesOf(mode === undefined ? given : { ...given, rounding: mode });
  const rounded = realCurrencyOf(currency, 'currency', rules);
  return printMoney(roundMoney(toDecimal(amount, 'amount'), rounded), rounded);
}
