import { allocateMoney, printMoney, realCurrencyOf } from '../../currency/index.js';
import { decimalAt, readDecimal, zero, type Decimal, type DecimalInput } from '../../decimal/index.js';
import {
  pathAt,
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
 * @throws `unrounded_amount`, `invalid_weights`, `unknown_currency`, `unknown_policy`, `invalid_decimal`, `missing_field`,
 * `invalid_type`
 * @example
 * ```ts
 * import { allocate } from 'reckoner';
 *
 * allocate({ amount: '20.00', currency: 'USD', weights: [10, 10, 10] }); // → ['6.67', '6.67', '6.66']
 * ```
 */
export function allocate(input: AllocateInput): string[] {
  const fields = openInput(input);
  refuseUnknown(fields, ['amount', 'currency', 'weights', 'policies']);
  const rules = moneyRulesOf(readPolicies(fields));
  const total = decimalAt(fields, 'amount') ?? zero;
  const weights = readWeights(fields);
  const code = requiredText(fields, 'currency');
  refuse(fields.issues);
  const currency = realCurrencyOf(code, 'currency', rules);
  return allocateMoney(total, weights, currency).map((part) => printMoney(part, currency));
}

function readWeights(fields: Fields): readonly Decimal[] {
  const weights = valueAt(fields, 'weights');
  if (!Array.isArray(weights)) {
    report(fields, 'weights', wanting(weights, 'a list of decimals'));
    return [];
  }
  // `Array.from` visits the holes of a sparse array, which `map` would pass over in silence.
  return Array.from(
    weights,
    (weight, position) => readDecimal(weight, pathAt('weights', position), fields.issues) ?? zero,
  );
}
