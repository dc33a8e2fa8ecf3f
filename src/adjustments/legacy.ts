import {
  isGiven,
  openChild,
  openFields,
  optionalText,
  placeOf,
  report,
  valueAt,
  wanting,
  type Fields,
  type Place,
} from '../errors/index.js';
import type { Adjustment, AdjustmentSource } from './adjustment.js';
import { adjustmentFrom } from './adjustment-from.js';
import { readLegacyDiscount } from './legacy-discount.js';
import { isSameValue } from './same-value.js';
import { everyPrice, namesPrice, readScope, scopeOfPrice, type Scope } from './scope.js';

/** Whose older keys are read: a price's, which then cover it alone, or with null those of a plan. */
export type LegacyOwner = {
  readonly price_id: string | null;
  /** What `adjustments` holds already: the older keys of a fetched document are projections of it. */
  readonly adjustments: readonly Adjustment[];
};

/** An adjustment in the older form, and where its value stands as it was written. */
export type LegacyEntry = { readonly adjustment: Adjustment; readonly fields: Fields };

/**
 * Reads `discount`, `discounts`, `minimum`, `minimum_amount`, `maximum` and `maximum_amount` of a plan or beside a price
 * as adjustments, unless `adjustments` holds the same already (§6).
 */
export function readLegacyAdjustments(fields: Fields, owner: LegacyOwner): readonly Adjustment[] {
  return readLegacyEntries(fields, owner).map(({ adjustment }) => adjustment);
}

const legacyKeys = ['discount', 'discounts', 'minimum', 'minimum_amount', 'maximum', 'maximum_amount'] as const;

/** Whether any of these may be said. Looked up by their own names, which for a whole price list is a good deal quicker. */
function mayAdjust({ value, watch }: Fields): boolean {
  // Who watches is told of every key that was asked for.
  if (watch !== null) return true;
  const { discount, discounts, minimum, minimum_amount, maximum, maximum_amount } = value;
  return (
    isGiven(discount) ||
    isGiven(discounts) ||
    isGiven(minimum) ||
    isGiven(minimum_amount) ||
    isGiven(maximum) ||
    isGiven(maximum_amount)
  );
}

/** The same with what each was read from, for whoever writes it out anew. */
export function readLegacyEntries(fields: Fields, owner: LegacyOwner): readonly LegacyEntry[] {
  // Most prices have none.
  if (!mayAdjust(fields) || legacyKeys.every((key) => !isGiven(valueAt(fields, key)))) return [];
  const read = [
    ...readDiscounts(fields, owner),
    ...readBound(fields, 'minimum', owner),
    ...readBound(fields, 'maximum', owner),
  ];
  return read.filter(({ adjustment }) => !owner.adjustments.some((known) => isProjection(adjustment, known)));
}

function readDiscounts(fields: Fields, owner: LegacyOwner): readonly LegacyEntry[] {
  const single = isGiven(valueAt(fields, 'discount')) ? [openChild(fields, 'discount')] : [];
  const list = valueAt(fields, 'discounts');
  if (isGiven(list) && !Array.isArray(list)) report(fields, 'discounts', wanting(list, 'a list of discounts'));
  const place = placeOf('discounts', fields.place);
  const entries = Array.isArray(list) ? Array.from(list as readonly unknown[]) : [];
  const opened = [...single, ...entries.map((entry, position) => openFields(entry, placeOf(position, place), fields))];
  return opened.flatMap((discount, position) => {
    if (discount === null) return [];
    const source = sourceOf(`discount-${position + 1}`, discount.place, owner);
    const reason = optionalText(discount, 'reason');
    const read = readLegacyDiscount(discount, { ...source, reason, scope: scopeIn(discount, owner) });
    return read === null ? [] : [{ adjustment: read, fields: discount }];
  });
}

/** A minimum or maximum: an object, whose amount the plain key repeats, or the plain key alone. */
function readBound(fields: Fields, kind: 'minimum' | 'maximum', owner: LegacyOwner): readonly LegacyEntry[] {
  const key = `${kind}_amount`;
  const object = isGiven(valueAt(fields, kind)) ? openChild(fields, kind) : null;
  const bare = isGiven(valueAt(fields, key))
    ? adjustmentFrom(kind, fields, sourceOf(kind, placeOf(key, fields.place), owner))
    : null;
  if (object === null) return bare === null ? [] : [{ adjustment: bare, fields }];
  const scope = scopeIn(object, owner);
  const full = adjustmentFrom(kind, object, { ...sourceOf(kind, object.place, owner), scope });
  if (bare !== null && !isSameValue(bare, full)) {
    const message = `differs from that of ${kind}; give one of them`;
    report(fields, key, { code: 'invalid_adjustment', message });
  }
  return [{ adjustment: full, fields: object }];
}

function sourceOf(name: string, place: Place, { price_id }: LegacyOwner): AdjustmentSource {
  return {
    id: price_id === null ? name : `${price_id}-${name}`,
    place,
    is_invoice_level: price_id === null,
    scope: price_id === null ? everyPrice : scopeOfPrice(price_id),
    interval: null,
    reason: null,
    replaces_adjustment_id: null,
    item_id: null,
  };
}

/** What stands beside a price covers that price, whatever else it lists. */
function scopeIn(fields: Fields, { price_id }: LegacyOwner): Scope {
  return price_id === null ? readScope(fields) : scopeOfPrice(price_id);
}

/** Whether an adjustment says what another says: worth the same, over every price that it names. */
function isProjection(legacy: Adjustment, known: Adjustment): boolean {
  return isSameValue(legacy, known) && [...legacy.scope.price_ids].every((id) => namesPrice(known.scope, id));
}
