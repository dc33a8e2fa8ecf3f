import { addExact, addLater, compareExact, isZeroExact, ratio, zero, type Exact } from '../decimal/index.js';
import type { Fraction } from '../prices/index.js';
import type { AdjustmentType } from '../wire/index.js';
import type { Adjustment, AdjustmentOf } from './adjustment.js';
import { adjustmentOf } from './adjustment-from.js';
import { kindOf } from './adjustment-kinds.js';
import type { Coverage } from './covering.js';
import type { AdjustableLine } from './line.js';
import type { AdjustingTerms } from './terms.js';

/** What one adjustment did to a line. */
export type AppliedChange = { readonly adjustment: Adjustment; readonly change: Exact };

/** What adjustments did to one line, exactly; nothing is rounded yet. */
export type AdjustmentRun = {
  readonly line: AdjustableLine;
  amount: Exact;
  /** Units that usage discounts took off so far. */
  units: Exact;
  changes: AppliedChange[];
  /** The last adjustment over several lines that changed this one: it decides which lines are rounded together (§1.2). */
  shared_by: Adjustment | null;
};

/** Lets each adjustment act on its lines, in order: a fold over exact values, from the exact subtotal (§1.2 step 3). */
export function runAdjustments(
  lines: readonly AdjustableLine[],
  coverages: readonly Coverage[],
  { prorate_adjustments }: AdjustingTerms,
): readonly AdjustmentRun[] {
  const runs = lines.map((line): AdjustmentRun => ({
    line,
    amount: line.subtotal,
    units: zero,
    changes: [],
    shared_by: null,
  }));
  for (const { adjustment, positions } of coverages) {
    // A minimum over no line raises nothing, because there is no line to raise.
    if (positions.length === 0) continue;
    const covered = positions.map((position) => runs[position] as AdjustmentRun);
    act(prorate_adjustments ? proratedFor(adjustment, covered) : adjustment, covered, adjustment);
  }
  return runs;
}

function act<K extends AdjustmentType>(
  { adjustment_type, value }: AdjustmentOf<K>,
  covered: readonly AdjustmentRun[],
  adjustment: Adjustment,
): void {
  const kind = kindOf(adjustment_type);
  const changes = kind.changes(value, covered);
  const is_shared = kind.is_shared && covered.length > 1;
  for (let position = 0; position < covered.length; position += 1) {
    const run = covered[position] as AdjustmentRun;
    const change = changes[position] ?? zero;
    // Room for one: an empty list that gets an entry makes room for seventeen, and most lines get one.
    if (run.changes.length === 0) run.changes = [{ adjustment, change }];
    else run.changes.push({ adjustment, change });
    if (adjustment.adjustment_type === 'usage_discount') run.units = addExact(run.units, value as Exact);
    if (isZeroExact(change)) continue;
    run.amount = addLater(run.amount, change);
    if (is_shared) run.shared_by = adjustment;
  }
}

/** The adjustment for the largest share of a period among its lines, where the policy prorates adjustments (§6). */
function proratedFor(adjustment: Adjustment, covered: readonly AdjustmentRun[]): Adjustment {
  const whole = covered.some(({ line }) => line.fraction === null);
  const [first, ...rest] = covered.flatMap(({ line }) => line.fraction ?? []);
  if (whole || first === undefined) return adjustment;
  const largest = rest.reduce((a, b) => (compareExact(exactly(b), exactly(a)) > 0 ? b : a), first);
  return scaled(adjustment, largest);
}

function exactly({ numerator, denominator }: Fraction): Exact {
  return ratio(numerator, denominator);
}

function scaled<K extends AdjustmentType>(adjustment: AdjustmentOf<K>, fraction: Fraction): Adjustment<K> {
  const { adjustment_type } = adjustment;
  return adjustmentOf(adjustment_type, kindOf(adjustment_type).prorated(adjustment.value, fraction), adjustment);
}
