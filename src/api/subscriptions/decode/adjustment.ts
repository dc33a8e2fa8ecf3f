import { readAdjustment, type Adjustment } from '../../../adjustments/index.js';
import { formatExact, numberFigureAt } from '../../../decimal/index.js';
import { isGiven, openChild, report, shown, valueAt, type Fields } from '../../../errors/index.js';
import type { SubscribedAdjustment } from '../../../subscriptions/index.js';
import type { Adjustment as AdjustmentDocument } from '../../../wire/index.js';
import { encodeScope, encodeValue } from '../../adjustments/encode/adjustment.js';
import { objectsAt } from '../../decode/document-fields.js';
import { phaseAt } from './price-document.js';

/** What an adjustment needs from where it stands. */
export type AdjustmentContext = {
  /** For a create body, which has no id of its own. */
  readonly default_id: string;
  /** The id of the price that a name in the request means, or null. */
  readonly price_named: (name: string) => string | null;
};

/** Reads an adjustment as it is accepted, and completes it to a document; null after a fault. */
export function readAdjustmentInput(fields: Fields, context: AdjustmentContext): SubscribedAdjustment | null {
  const faults = fields.issues.length;
  const adjustment = readAdjustment(fields, context.default_id);
  if (adjustment === null) return null;
  reportUnkeptFigures(fields);
  const written = writeAdjustment(adjustment, fields, { ...context, phase: phaseAt(fields) });
  return fields.issues.length > faults ? null : written;
}

/** Completes an adjustment to a document, with its amount as it was written, zeros and all. */
export function writeAdjustment(
  adjustment: Adjustment,
  fields: Fields,
  { price_named, phase }: Pick<AdjustmentContext, 'price_named'> & { readonly phase: number | null },
): SubscribedAdjustment {
  const price_ids = namedPrices(adjustment, fields, price_named);
  reportUnwritable(adjustment, fields);
  const document: AdjustmentDocument = {
    id: adjustment.id,
    is_invoice_level: adjustment.is_invoice_level,
    ...encodeScope({ ...adjustment.scope, price_ids: new Set(price_ids) }),
    reason: adjustment.reason,
    replaces_adjustment_id: adjustment.replaces_adjustment_id,
    plan_phase_order: phase,
    ...encodeValue(adjustment, {
      item_id: adjustment.item_id ?? '',
      amount: (value) => givenText(adjustment, fields) ?? formatExact(value),
    }),
  };
  return subscribed(document, price_ids);
}

/** An adjustment document as a timeline holds it. */
export function subscribed(document: AdjustmentDocument, price_ids: readonly string[]): SubscribedAdjustment {
  const { id, adjustment_type, plan_phase_order: phase } = document;
  return { id, adjustment_type, price_ids, phase, document };
}

/** Its document holds these as JSON numbers, and the next bill is computed from the document. */
function reportUnkeptFigures(fields: Fields): void {
  readGivenFigures(fields, ['usage_discount', 'percentage_discount']);
  for (const band of Array.isArray(valueAt(fields, 'tiers')) ? objectsAt(fields, 'tiers') : []) {
    readGivenFigures(band, ['lower_bound', 'upper_bound', 'percentage']);
  }
}

function readGivenFigures(fields: Fields, keys: readonly string[]): void {
  for (const key of keys) if (isGiven(valueAt(fields, key))) numberFigureAt(fields, key);
}

/**
 * The document of an adjustment names prices, and has filters that all have to match (§6): what selects in two other ways,
 * or narrows both, would cover other prices once it is read again.
 */
function reportUnwritable({ scope }: Adjustment, fields: Fields): void {
  const { price_ids, item_ids, filters, all, currency, price_type } = scope;
  if (all) return;
  const ways = [price_ids.size > 0, item_ids.size > 0, filters.length > 0].filter(Boolean).length;
  const isNarrowed = currency !== null || price_type !== null;
  const isWritable = ways < 2 || (ways === 2 && price_ids.size > 0 && !isNarrowed);
  if (isWritable) return;
  const message =
    'selects prices in several ways that its document cannot hold together; name them all in applies_to_price_ids';
  report(fields, item_ids.size > 0 ? 'applies_to_item_ids' : 'filters', { code: 'invalid_adjustment', message });
}

function namedPrices(
  { scope }: Adjustment,
  fields: Fields,
  price_named: AdjustmentContext['price_named'],
): readonly string[] {
  return [...scope.price_ids].map((name) => {
    const id = price_named(name);
    if (id !== null) return id;
    const message = `names ${shown(name)}, which is no price of the subscription and no reference_id of this request`;
    report(fields, 'applies_to_price_ids', { code: 'invalid_reference', message });
    return name;
  });
}

function givenText({ adjustment_type }: Adjustment, { value }: Fields): string | null {
  const key = adjustment_type === 'amount_discount' ? adjustment_type : `${adjustment_type}_amount`;
  const given = value[key];
  return typeof given === 'string' ? given : null;
}

/** Opens the adjustment of an entry that wraps one, or the entry itself. */
export function openAdjustment(entry: Fields): Fields | null {
  return isGiven(valueAt(entry, 'adjustment')) ? openChild(entry, 'adjustment') : entry;
}
