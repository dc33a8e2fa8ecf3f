import { openFields, placeOf, warnOfUnknown, type Issue, type Issues, type KeyWatch } from '../errors/index.js';
import { preparePriceModel } from '../prices/index.js';

import type { CustomModelsInput } from './custom-model.js';
import { readCustomModels } from './decode/custom-models.js';

/** What a price may refer to. */
export type CheckContext = { readonly custom_models?: CustomModelsInput | undefined };

/**
 * Lists everything wrong with a price instead of throwing: errors that rating would refuse, and warnings such as keys of
 * the configuration that the model does not know.
 *
 * @param price - anything; typically parsed JSON
 * @param context - `custom_models` of your own, if the price may be of one
 * @returns the issues in the order of the document; no issue of severity `error` means that the price can be rated
 * @example
 * ```ts
 * import { checkPrice } from 'reckoner';
 *
 * const issues = checkPrice({ model_type: 'unit', unit_config: { unit_amount: 'ten' } });
 * issues.map((issue) => [issue.path, issue.code]); // → [['price.unit_config.unit_amount', 'invalid_decimal']]
 * ```
 */
export function checkPrice(price: unknown, context?: CheckContext | null): readonly Issue[] {
  const issues: Issues = [];
  const watch: KeyWatch = new Map();
  const fields = openFields(price, placeOf('price'), { issues, watch });
  if (fields === null) return issues;
  const around = openFields(context ?? {}, placeOf('context'), { issues, watch: null });
  preparePriceModel(fields, around ? readCustomModels(around) : undefined);
  // Beside its configuration a price carries much that rating does not look at; only the configuration is watched.
  watch.delete(fields);
  warnOfUnknown(watch, issues, {
    code: 'invalid_price_config',
    message: 'is not a key of this model and is ignored',
  });
  return issues;
}
