import { readLegacyAdjustments, type Adjustment } from '../../../../adjustments/index.js';
import { pathOf, placeOf, problem, shown, type Fields } from '../../../../errors/index.js';

/** Reads `discount` as an adjustment of the whole invoice; without a scope of its own it covers every line (§11.5). */
export function readOneOffDiscount(request: Fields, price_ids: ReadonlySet<string>): readonly Adjustment[] {
  const adjustments = readLegacyAdjustments(request, { price_id: null, adjustments: [] });
  for (const { scope, place } of adjustments) {
    for (const id of scope.price_ids)
      if (!price_ids.has(id)) reportUnknown(request, id, pathOf(placeOf('applies_to_price_ids', place)));
  }
  return adjustments;
}

/** A discount on a price that is not on the invoice would be lost in silence. */
function reportUnknown({ issues }: Fields, id: string, path: string): void {
  const message = `names ${shown(id)}, which is not on this invoice; leave it out, or select lines by filters on item_id`;
  issues.push(problem(path, 'price_reference', message));
}
