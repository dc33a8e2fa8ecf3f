import type { Balance } from './crossings.js';

/** Where whole units were tried: from one to another, in so many even steps, then halved to one unit. */
export type UnitSpan = { readonly from: number; readonly to: number; readonly steps: number };

/** A change of sign between one unit and the next. */
export type UnitCrossing = { readonly quantity: number; readonly below: Balance; readonly above: Balance };

/**
 * Finds where a sign changes over whole units: tries even steps, and halves each in which it changes until one unit is
 * left. Changes that undo each other within one step are not seen.
 */
export function bisectUnits(
  balanceAt: (quantity: number) => Balance,
  { from, to, steps }: UnitSpan,
): readonly UnitCrossing[] {
  const width = Math.max(1, Math.ceil((to - from) / steps));
  const crossings: UnitCrossing[] = [];
  let [low, below] = [from, balanceAt(from)];
  while (low < to) {
    const high = Math.min(to, low + width);
    const above = balanceAt(high);
    // Where both come to the same for some units, the sign changes twice.
    while (below !== above) {
      low = firstChanged(balanceAt, { low, high, below });
      crossings.push({ quantity: low, below, above: balanceAt(low) });
      below = balanceAt(low);
    }
    low = high;
  }
  return crossings;
}

type Bracket = { readonly low: number; readonly high: number; readonly below: Balance };

/** The first unit at which the sign is no longer what it was at the lower end. */
function firstChanged(balanceAt: (quantity: number) => Balance, { low, high, below }: Bracket): number {
  let [still, changed] = [low, high];
  while (changed - still > 1) {
    const middle = Math.floor((still + changed) / 2);
    if (balanceAt(middle) === below) still = middle;
    else changed = middle;
  }
  return changed;
}
