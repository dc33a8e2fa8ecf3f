import { allocateMoney, printMoney, realCurrencyOf } from '../currency/index.js';
import { readDecimal, zero, type Decimal, type DecimalInput } from '../decimal/index.js';
import { pathAt, problem, refuse, shown, type Issues } from '../errors/index.js';
import type { PoliciesInput } from '../wire/index.js';
import { readFields, refuseUnknown, requiredText, type Fields } from './decode/fields.js';
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
  const issues: Issues = [];
  const fields = readFields(input, '', issues);
  refuse(issues); // without an object there is nothing to read
  refuseUnknown(fields, ['amount', 'currency', 'weights', 'policies']);
  const rules = moneyRulesOf(readPolicies(fields.value['policies'], 'policies', issues));
  const total = readDecimal(fields.value['amount'], 'amount', issues) ?? zero;
  const weights = readWeights(fields);
  const code = requiredText(fields, 'currency');
  refuse(issues);
  const currency = realCurrencyOf(code, 'currency', rules);
  return allocateMoney(total, weights, currency).map((part) => printMoney(part, currency));
}

function readWeights({ value, path, issues }: Fields): readonly Decimal[] {
  const weights = value['weights'];
  const at = pathAt(path, 'weights');
  // `Array.from` visits the holes of a sparse array, which `map` would pass over in silence.
  if (Array.isArray(weights))
    return Array.from(weights, (weight, position) => readDecimal(weight, pathAt(at, position), issues) ?? zero);
  const absent = weights === undefined || weights === null;
  const message = absent ? 'is missing; give a list of decimals' : `is ${shown(weights)}; give a list of decimals`;
  issues.push(problem(at, absent ? 'missing_field' : 'invalid_type', message));
  return [];
}
