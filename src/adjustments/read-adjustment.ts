import {
  isGiven,
  openChild,
  openFields,
  optionalText,
  pathOf,
  placeOf,
  problem,
  report,
  shown,
  valueAt,
  wanting,
  type Fields,
} from '../errors/index.js';
import type { TimeZone } from '../time/index.js';
import type { Adjustment, AdjustmentSource } from './adjustment.js';
import { adjustmentFrom } from './adjustment-from.js';
import { adjustmentKinds, isAdjustmentType } from './adjustment-kinds.js';
import { readLegacyDiscount } from './legacy-discount.js';
import { readInterval } from './read-interval.js';
import { readScope } from './scope.js';

// More adjustments than any account has; a longer list is refused before it is read.
const most = 10_000;

/**
 * Reads a list of adjustments into the order of their creation, that of the list unless they say another: bare, or inside
 * `{ adjustment, start_date, end_date }` as plans and subscriptions carry them; a discount in the older form
 * (`discount_type`) reads as the adjustment it is.
 *
 * @param zone in which dates are local midnights; null where adjustments bound to dates cannot be judged
 */
export function readAdjustmentList(owner: Fields, key: string, zone: TimeZone | null): readonly Adjustment[] {
  const list = valueAt(owner, key);
  if (!isGiven(list)) return [];
  if (!Array.isArray(list)) {
    report(owner, key, wanting(list, 'a list of adjustments'));
    return [];
  }
  if (list.length > most) {
    const message = `has ${list.length} entries; give at most ${most}`;
    report(owner, key, { code: 'limit_exceeded', message });
    return [];
  }
  const place = placeOf(key, owner.place);
  const entries: Created[] = [];
  // By position, because the holes of a sparse array would otherwise be passed over in silence.
  for (let position = 0; position < list.length; position += 1) {
    const fields = openFields(list[position], placeOf(position, place), owner);
    if (fields === null) continue;
    const adjustment = readEntry(fields, `adjustment-${position + 1}`, zone);
    const order = readCreationOrder(fields) ?? position;
    if (adjustment !== null) entries.push({ order, adjustment });
  }
  const read = inOrder(entries).map(({ adjustment }) => adjustment);
  reportRepeated(read, owner);
  return read;
}

/** An adjustment and when it was created among the others. */
type Created = { readonly order: number; readonly adjustment: Adjustment };

/** Most lists are in order, and to see that costs less than to sort. */
function inOrder(entries: readonly Created[]): readonly Created[] {
  const isOrdered = entries.every(({ order }, position) => order >= (entries[position - 1]?.order ?? order));
  return isOrdered ? entries : [...entries].sort((a, b) => a.order - b.order);
}

/** The place of an interval in the order in which adjustments were created; null where the list itself has that order. */
export function readCreationOrder(entry: Fields): number | null {
  const order = valueAt(entry, 'creation_order');
  if (!isGiven(order)) return null;
  if (typeof order === 'number' && Number.isFinite(order)) return order;
  report(entry, 'creation_order', wanting(order, 'a number'));
  return null;
}

/** A create body has no id yet; its place in the list identifies it. */
function readEntry(entry: Fields, default_id: string, zone: TimeZone | null): Adjustment | null {
  const wrapped = isGiven(valueAt(entry, 'adjustment'));
  const fields = wrapped ? openChild(entry, 'adjustment') : entry;
  if (fields === null) return null;
  const source = readSource(fields, { default_id, interval: readInterval(entry, zone) });
  if (isGiven(valueAt(fields, 'discount_type'))) return readLegacyDiscount(fields, source);
  return readTyped(fields, source);
}

/**
 * Reads one adjustment that is written out, in the form that has an `adjustment_type`; null without a type to read it by.
 *
 * @param default_id - for a create body, which has none yet
 */
export function readAdjustment(fields: Fields, default_id: string): Adjustment | null {
  return readTyped(fields, readSource(fields, { default_id, interval: null }));
}

function readTyped(fields: Fields, source: AdjustmentSource): Adjustment | null {
  const adjustment_type = valueAt(fields, 'adjustment_type');
  if (isAdjustmentType(adjustment_type)) return adjustmentFrom(adjustment_type, fields, source);
  report(fields, 'adjustment_type', wanting(adjustment_type, `one of ${Object.keys(adjustmentKinds).join(', ')}`));
  return null;
}

type Surrounding = Pick<AdjustmentSource, 'interval'> & { readonly default_id: string };

function readSource(fields: Fields, { default_id, interval }: Surrounding): AdjustmentSource {
  const level = valueAt(fields, 'is_invoice_level');
  if (isGiven(level) && typeof level !== 'boolean') report(fields, 'is_invoice_level', wanting(level, 'true or false'));
  return {
    id: optionalText(fields, 'id') ?? default_id,
    place: fields.place,
    is_invoice_level: level !== false, // the document's default is true
    scope: readScope(fields),
    interval,
    reason: optionalText(fields, 'reason'),
    replaces_adjustment_id: optionalText(fields, 'replaces_adjustment_id'),
    item_id: optionalText(fields, 'item_id'),
  };
}

/** One adjustment may have several intervals; without them the same id twice would act twice. */
function reportRepeated(adjustments: readonly Adjustment[], { issues }: Fields): void {
  const seen = new Set<string>();
  for (const { id, interval, place } of adjustments) {
    if (interval !== null) continue;
    if (seen.has(id)) issues.push(problem(pathOf(place), 'invalid_reference', repeated(id)));
    seen.add(id);
  }
}

function repeated(id: string): string {
  return `repeats the id ${shown(id)}; give each adjustment its own`;
}
