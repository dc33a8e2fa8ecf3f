import { printMoney, realCurrencyOf, roundMoney } from '../../currency/index.js';
import { decimalAt, zero, type DecimalInput } from '../../decimal/index.js';
import {
  isGiven,
  refuse,
  refuseUnknown,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type { PoliciesInput } from '../../wire/index.js';
import { openInput } from '../decode/input.js';
import { moneyRulesOf, readPolicies } from '../decode/policies.js';

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
 * @throws `unknown_currency` for a code that is not ISO 4217; `invalid_decimal` for anything but a plain decimal;
 * `invalid_type` for another mode; `unknown_policy`
 * @example
 * ```ts
 * import { roundAmount } from 'reckoner';
 *
 * roundAmount({ amount: '370.045', currency: 'USD' }); // → '370.05'
 * roundAmount({ amount: '370.045', currency: 'USD', mode: 'half_even' }); // → '370.04'
 * roundAmount({ amount: '1234.5', currency: 'JPY' }); // → '1235'
 * ```
 */
export function roundAmount(input: RoundAmountInput): string {
  const fields = openInput(input);
  refuseUnknown(fields, ['amount', 'currency', 'mode', 'policies']);
  const policies = readPolicies(fields);
  const rounding = readMode(fields) ?? policies.rounding;
  const amount = decimalAt(fields, 'amount') ?? zero;
  const code = requiredText(fields, 'currency');
  refuse(fields.issues);
  const currency = realCurrencyOf(code, 'currency', moneyRulesOf({ ...policies, rounding }));
  return printMoney(roundMoney(amount, currency), currency);
}

function readMode(fields: Fields): 'half_up' | 'half_even' | null {
  const mode = valueAt(fields, 'mode');
  if (mode === 'half_up' || mode === 'half_even') return mode;
  if (isGiven(mode)) report(fields, 'mode', wanting(mode, 'half_up or half_even'));
  return null;
}
