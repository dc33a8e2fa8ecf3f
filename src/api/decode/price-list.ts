import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import { preparePriceModel, readConversion, type Conversion, type PreparedPrice } from '../../prices/index.js';
import type { PriceInput } from '../../wire/index.js';
import { isSaid, optionalText, readFields, type Fields } from './fields.js';

/** A price to be billed, read and checked; `document` is the input itself. */
export type ListedPrice = {
  readonly id: string;
  readonly external_id: string | null;
  readonly name: string;
  readonly path: string;
  /** Null: the invoice's. */
  readonly currency: string | null;
  readonly metric_id: string | null;
  readonly conversion: Conversion | null;
  readonly prepared: PreparedPrice;
  readonly document: PriceInput;
};

/** Reads a list of prices, bare or wrapped as in a plan's create body, in its order. */
export function readPriceList(list: unknown, path: string, issues: Issues): readonly ListedPrice[] {
  if (!Array.isArray(list)) {
    issues.push(problem(path, 'missing_field', `is ${shown(list)}; give a list of prices`));
    return [];
  }
  const prices = list.flatMap((entry: unknown, position) => {
    const [price, at] = unwrapped(entry, pathAt(path, position));
    const read = readPrice(price, { at, position, issues });
    return read === null ? [] : [read];
  });
  reportRepeated(prices, issues);
  return prices;
}

function unwrapped(entry: unknown, path: string): readonly [unknown, string] {
  const wrapped = typeof entry === 'object' && entry !== null && !('model_type' in entry) && 'price' in entry;
  return wrapped ? [entry.price, pathAt(path, 'price')] : [entry, path];
}

type Place = { readonly at: string; readonly position: number; readonly issues: Issues };

function readPrice(price: unknown, { at, position, issues }: Place): ListedPrice | null {
  const prepared = preparePriceModel(price, { path: at, issues });
  if (prepared === null) return null;
  const fields = readFields(price, at, issues);
  reportUnbilled(fields);
  const external_id = optionalText(fields, 'external_price_id');
  // A create body has no id yet; its alias, or its place in the list, identifies it within this invoice.
  const id = optionalText(fields, 'id') ?? external_id ?? `price-${position + 1}`;
  return {
    id,
    external_id,
    name: optionalText(fields, 'name') ?? id,
    path: at,
    currency: optionalText(fields, 'currency'),
    metric_id: metricOf(fields),
    conversion: readConversion(fields.value, at, issues),
    prepared,
    document: price as PriceInput,
  };
}

function metricOf(fields: Fields): string | null {
  const metric = fields.value['billable_metric'] ?? null;
  if (metric === null) return optionalText(fields, 'billable_metric_id');
  return optionalText(readFields(metric, pathAt(fields.path, 'billable_metric'), fields.issues), 'id');
}

const adjusting = ['discount', 'minimum', 'minimum_amount', 'maximum', 'maximum_amount'];

/** What would change the bill but is not computed here must stop it: a bill without it would be wrong. */
function reportUnbilled({ value, path, issues }: Fields): void {
  for (const key of adjusting) {
    if (isSaid(value[key])) issues.push(problem(pathAt(path, key), 'invalid_adjustment', adjustmentsRefused));
  }
  if (isSaid(value['invoice_grouping_key'])) {
    const message = 'splits a line by a property, which is not supported on a drafted invoice; remove it';
    issues.push(problem(pathAt(path, 'invoice_grouping_key'), 'invoice_grouping_unsupported', message));
  }
}

/** Why a document that carries adjustments is refused. */
export const adjustmentsRefused =
  'would adjust the amount, and adjustments are not computed by this function; remove it';

function reportRepeated(prices: readonly ListedPrice[], issues: Issues): void {
  const seen = new Map<string, string>();
  for (const { id, external_id, path } of prices) {
    for (const name of new Set([id, external_id])) {
      if (name === null) continue;
      const first = seen.get(name);
      if (first !== undefined)
        issues.push(
          problem(path, 'invalid_reference', `repeats the id ${shown(name)} of ${first}; give each price its own`),
        );
      seen.set(name, path);
    }
  }
}
