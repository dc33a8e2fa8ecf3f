import {
  caution,
  isGiven,
  openFields,
  pathAtKey,
  placeOf,
  shown,
  warnOfUnknown,
  type Fields,
  type Issue,
  type Issues,
  type KeyWatch,
} from '../../errors/index.js';
import { isModelType, preparePriceModel } from '../../prices/index.js';

import type { CustomModelsInput } from './custom-model.js';
import { readCustomModels } from './decode/custom-models.js';
import { numberKeysOf } from './encode/price-config.js';

/** What a price may refer to. */
export type CheckContext = { readonly custom_models?: CustomModelsInput | undefined };

/**
 * Lists everything wrong with a price instead of throwing: errors that rating would refuse, and warnings such as keys of
 * the configuration that the model does not know, and numbers where Orb's API takes a decimal text only.
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
  const prepared = preparePriceModel(fields, around ? readCustomModels(around) : undefined);
  // Beside its configuration a price carries much that rating does not look at; only the configuration is watched.
  watch.delete(fields);
  warnOfUnknown(watch, issues, {
    code: 'invalid_price_config',
    message: 'is not a key of this model and is ignored',
  });
  warnOfOthers(fields);
  if (isModelType(prepared?.model_type)) warnOfNumbers(watch, issues, numberKeysOf(prepared.model_type));
  return issues;
}

const suffix = '_config';

/** Warns of a configuration of another model, which rating never opens: it may have been meant. */
function warnOfOthers(price: Fields): void {
  const { value, issues } = price;
  const { model_type } = value;
  for (const key of Object.keys(value)) {
    const named = key.endsWith(suffix) ? key.slice(0, -suffix.length) : null;
    if (named === model_type || !isModelType(named) || !isGiven(value[key])) continue;
    const message = `is of the model ${named}, but the price is of ${shown(model_type)}; name the one, or give the other's`;
    issues.push(caution(pathAtKey(price, key), 'invalid_price_config', message));
  }
}

// Enough to see what is wrong: a list of ten thousand tiers is not repeated whole.
const mostWarnings = 100;

/** Warns of every number that was read from where Orb writes a decimal text: rated here, but refused there. */
function warnOfNumbers(watch: KeyWatch, issues: Issues, expected: readonly string[]): void {
  const found = [...watch].flatMap(([fields, asked]) => {
    const keys = [...asked].filter((key) => typeof fields.value[key] === 'number' && !expected.includes(key));
    return keys.map((key) => ({ fields, key, value: fields.value[key] }));
  });
  for (const { fields, key, value } of found.slice(0, mostWarnings)) {
    const message = `is a number, which Orb's API does not take here; give the text "${String(value)}"`;
    issues.push(caution(pathAtKey(fields, key), 'invalid_type', message));
  }
}
