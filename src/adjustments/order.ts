import type { Adjustment } from './adjustment.js';
import { adjustmentKinds } from './adjustment-kinds.js';

/**
 * The order in which adjustments act (D5, D21): usage discounts, amount discounts, both kinds of percentage in one
 * sequence, minimums, maximums; inside a type those of one line before those of the invoice, then as they were created,
 * which is their place in the list. One that replaces another takes its place.
 */
export function orderAdjustments(adjustments: readonly Adjustment[]): readonly Adjustment[] {
  const places = placesOf(adjustments);
  const placed = adjustments.map((adjustment, position) => ({
    adjustment,
    place: places[position] ?? position,
    position,
  }));
  // Most come in order, and to see that costs less than to sort.
  if (placed.every((own, position) => position === 0 || inOrder(placed[position - 1] as Placed, own) < 0))
    return adjustments;
  return placed.sort(inOrder).map(({ adjustment }) => adjustment);
}

type Placed = { readonly adjustment: Adjustment; readonly place: number; readonly position: number };

function inOrder(a: Placed, b: Placed): number {
  const ranks = rankOf(a.adjustment) - rankOf(b.adjustment);
  return ranks || levelOf(a.adjustment) - levelOf(b.adjustment) || a.place - b.place || a.position - b.position;
}

function rankOf({ adjustment_type }: Adjustment): number {
  return adjustmentKinds[adjustment_type].rank;
}

function levelOf({ is_invoice_level }: Adjustment): number {
  return is_invoice_level ? 1 : 0;
}

/** Where each stands among those created: its own place, or that of the first of the chain it replaces. */
function placesOf(adjustments: readonly Adjustment[]): readonly number[] {
  if (adjustments.every(({ replaces_adjustment_id }) => replaces_adjustment_id === null))
    return adjustments.map((_, k) => k);
  const own = new Map(adjustments.map((adjustment, position) => [adjustment.id, { adjustment, position }]));
  return adjustments.map((adjustment, position) => {
    let place = position;
    let target = own.get(adjustment.replaces_adjustment_id ?? '');
    // Bounded, because careless ids could replace each other in a circle.
    for (let steps = 0; target !== undefined && steps < adjustments.length; steps += 1) {
      place = target.position;
      target = own.get(target.adjustment.replaces_adjustment_id ?? '');
    }
    return place;
  });
}
