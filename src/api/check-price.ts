import type { Issue, Issues } from '../errors/index.js';
import { preparePriceModel } from '../prices/index.js';

/**
 * Lists everything wrong with a price instead of throwing: errors that rating would refuse, and warnings such as keys of
 * the configuration that the model does not know.
 *
 * @param price - anything; typically parsed JSON
 * @returns the issues in the order of the document; no issue of severity `error` means that the price can be rated
 * @example
 * ```ts
 * import { checkPrice } from 'reckoner';
 *
 * const issues = checkPrice({ model_type: 'unit', unit_config: { unit_amount: 'ten' } });
 * issues.map((issue) => [issue.path, issue.code]); // → [['price.unit_config.unit_amount', 'invalid_decimal']]
 * ```
 */
export function checkPrice(price: unknown): readonly Issue[] {
  const issues: Issues = [];
  preparePriceModel(price, { path: 'price', issues, report_unknown_keys: true });
  return issues;
}
