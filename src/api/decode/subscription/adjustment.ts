import { compare, decimalAt, formatDecimal, isNegative, one, toNumber, type Decimal } from '../../../decimal/index.js';
import {
  isGiven,
  openChild,
  optionalText,
  report,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import type { SubscribedAdjustment } from '../../../subscriptions/index.js';
import type { Adjustment, AdjustmentType, PriceFilter } from '../../../wire/index.js';
import { choiceAt, objectsAt } from '../document-fields.js';
import { phaseAt } from './price-document.js';

/** What an adjustment needs from where it stands. */
export type AdjustmentContext = {
  /** For a create body, which has no id of its own. */
  readonly default_id: string;
  /** The id of the price that a name in the request means, or null. */
  readonly price_named: (name: string) => string | null;
};

type Value = Record<string, unknown>;
type ReadValue = (fields: Fields) => Value;

const values: { readonly [K in AdjustmentType]: ReadValue } = {
  usage_discount: (fields) => ({ usage_discount: toNumber(countAt(fields, 'usage_discount')) }),
  amount_discount: (fields) => ({ amount_discount: amountAt(fields, 'amount_discount') }),
  percentage_discount: (fields) => ({ percentage_discount: toNumber(shareAt(fields, 'percentage_discount')) }),
  tiered_percentage_discount: (fields) => ({ tiers: objectsAt(fields, 'tiers').map(readBand) }),
  minimum: (fields) => ({
    minimum_amount: amountAt(fields, 'minimum_amount'),
    item_id: optionalText(fields, 'item_id') ?? '',
  }),
  maximum: (fields) => ({ maximum_amount: amountAt(fields, 'maximum_amount') }),
};

/** Reads an adjustment as it is accepted, and completes it to a document; null after a fault. */
export function readAdjustmentInput(fields: Fields, context: AdjustmentContext): SubscribedAdjustment | null {
  const faults = fields.issues.length;
  const adjustment_type = valueAt(fields, 'adjustment_type');
  if (!isAdjustmentType(adjustment_type)) {
    report(fields, 'adjustment_type', wanting(adjustment_type, `one of ${Object.keys(values).join(', ')}`));
    return null;
  }
  const price_ids = readPriceIds(fields, context);
  const level = valueAt(fields, 'is_invoice_level');
  if (isGiven(level) && typeof level !== 'boolean') report(fields, 'is_invoice_level', wanting(level, 'true or false'));
  const document = {
    id: optionalText(fields, 'id') ?? context.default_id,
    is_invoice_level: level !== false, // the document's default is true
    filters: readFilters(fields),
    applies_to_price_ids: price_ids,
    reason: optionalText(fields, 'reason'),
    replaces_adjustment_id: optionalText(fields, 'replaces_adjustment_id'),
    plan_phase_order: phaseAt(fields),
    adjustment_type,
    ...values[adjustment_type](fields),
  } as unknown as Adjustment;
  if (fields.issues.length > faults) return null;
  return subscribed(document, price_ids);
}

/** An adjustment document as a timeline holds it. */
export function subscribed(document: Adjustment, price_ids: readonly string[]): SubscribedAdjustment {
  const { id, adjustment_type, plan_phase_order: phase } = document;
  return { id, adjustment_type, price_ids, phase, document };
}

function isAdjustmentType(value: unknown): value is AdjustmentType {
  return typeof value === 'string' && Object.hasOwn(values, value);
}

function readPriceIds(fields: Fields, { price_named }: AdjustmentContext): readonly string[] {
  const names = valueAt(fields, 'applies_to_price_ids');
  if (!isGiven(names)) return [];
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    report(fields, 'applies_to_price_ids', wanting(names, 'a list of price ids'));
    return [];
  }
  return (names as readonly string[]).map((name) => {
    const id = price_named(name);
    if (id !== null) return id;
    const message = `names ${shown(name)}, which is no price of the subscription and no reference_id of this request`;
    report(fields, 'applies_to_price_ids', { code: 'invalid_reference', message });
    return name;
  });
}

/** Filters as given, and what requests say by other keys written as the filters they mean (§6). */
function readFilters(fields: Fields): readonly PriceFilter[] {
  const given = objectsAt(fields, 'filters').map(readFilter);
  const items = valueAt(fields, 'applies_to_item_ids');
  const byItem = Array.isArray(items) ? [includes('item_id', items.map(String))] : [];
  const currency = optionalText(fields, 'currency');
  const price_type = optionalText(fields, 'price_type');
  return [
    ...given,
    ...byItem,
    ...(currency === null ? [] : [includes('currency', [currency])]),
    ...(price_type === null ? [] : [includes('price_type', [price_type])]),
  ];
}

function readFilter(filter: Fields): PriceFilter {
  const list = valueAt(filter, 'values');
  const isTexts = Array.isArray(list) && list.every((value) => typeof value === 'string');
  if (!isTexts) report(filter, 'values', wanting(list, 'a list of texts'));
  return {
    field: choiceAt(filter, 'field', ['price_id', 'item_id', 'price_type', 'currency', 'pricing_unit_id']),
    operator: choiceAt(filter, 'operator', ['includes', 'excludes']),
    values: isTexts ? [...list] : [],
  };
}

function includes(field: PriceFilter['field'], list: readonly string[]): PriceFilter {
  return { field, operator: 'includes', values: [...list] };
}

/** An amount as text: one that was given as text stays as it is, zeros and all. */
function amountAt(fields: Fields, key: string): string {
  const amount = countAt(fields, key);
  const given = valueAt(fields, key);
  return typeof given === 'string' ? given : formatDecimal(amount);
}

function countAt(fields: Fields, key: string): Decimal {
  const value = decimalAt(fields, key) ?? one;
  if (isNegative(value)) report(fields, key, { code: 'invalid_adjustment', message: 'is negative; give 0 or more' });
  return value;
}

function shareAt(fields: Fields, key: string): Decimal {
  const value = countAt(fields, key);
  if (compare(value, one) <= 0) return value;
  report(fields, key, {
    code: 'invalid_adjustment',
    message: 'is more than 1; a percentage is a fraction from 0 to 1',
  });
  return value;
}

function readBand(band: Fields): Value {
  const upper = isGiven(valueAt(band, 'upper_bound')) ? toNumber(countAt(band, 'upper_bound')) : null;
  return {
    lower_bound: toNumber(countAt(band, 'lower_bound')),
    upper_bound: upper,
    percentage: toNumber(shareAt(band, 'percentage')),
  };
}

/** Opens the adjustment of an entry that wraps one, or the entry itself. */
export function openAdjustment(entry: Fields): Fields | null {
  return isGiven(valueAt(entry, 'adjustment')) ? openChild(entry, 'adjustment') : entry;
}
