import { isObject, placeOf, refuse } from '../../errors/index.js';
import { explainResult, type Explainable, type ExplanationNode } from '../../explain/index.js';
import { checkExplainable } from './decode/explainable.js';

/**
 * Explains a result: a tree in which every amount is the sum of its children or a product that is spelled out.
 *
 * @param result - what `ratePrice` or `draftInvoice` returned, or a bare invoice document (as far as its rows go)
 * @throws `invalid_type` for anything else, and with `missing_field` for a record that lacks what it was written with
 * @example
 * ```ts
 * import { explain, ratePrice } from 'reckoner';
 *
 * const rated = ratePrice({ model_type: 'unit', unit_config: { unit_amount: '0.0375' } }, { quantity: '1234.5' });
 * const [charge] = explain(rated).children;
 * charge?.label; // → '1234.5 units × 0.0375'
 * charge?.amount; // → '46.29375'
 * ```
 */
export function explain(result: Explainable): ExplanationNode {
  const reading = { issues: [], watch: null };
  // What is no object is refused with the words of what could be explained.
  if (isObject(result)) checkExplainable({ value: result, place: placeOf(''), ...reading });
  refuse(reading.issues);
  return explainResult(result);
}
