import { allocateMoney, printMoney, realCurrencyOf } from '../currency/index.js';
import { toDecimal, type DecimalInput } from '../decimal/index.js';
import { pathAt, refuse, type Issues } from '../errors/index.js';
import type { PoliciesInput } from '../wire/index.js';
import { moneyRulesOf, readPolicies } from './decode/policies.js';

/** What `allocate` takes. */
export type AllocateInput = {
  /** Whole minor units of the currency, of any sign. */
  readonly amount: DecimalInput;
  /** An ISO 4217 code, or one that `policies.minor_units` names. */
  readonly currency: string;
  /** Zero or more each; all zero means equal shares. */
  readonly weights: readonly DecimalInput[];
  readonly policies?: PoliciesInput | undefined;
};

/**
 * Splits an amount in proportion to weights so that the parts add up to it to the last minor unit (§1.1, L6).
 *
 * Parts are floored and the missing units go to the largest remainders, on ties to the earlier part.
 *
 * @throws `unrounded_amount`, `invalid_weights`, `unknown_currency`, `invalid_decimal`
 * @example
 * ```ts
 * import { allocate } from 'reckoner';
 *
 * allocate({ amount: '20.00', currency: 'USD', weights: [10, 10, 10] }); // → ['6.67', '6.67', '6.66']
 * ```
 */
export function allocate({ amount, currency, weights, policies }: AllocateInput): string[] {
  const issues: Issues = [];
  const rules = moneyRulesOf(readPolicies(policies, 'policies', issues));
  refuse(issues);
  const money = realCurrencyOf(currency, 'currency', rules);
  const read = weights.map((weight, position) => toDecimal(weight, pathAt('weights', position)));
  return allocateMoney(toDecimal(amount, 'amount'), read, money).map((part) => printMoney(part, money));
}
