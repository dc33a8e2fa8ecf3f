import { roundMoney, settle, settledAmount } from '../currency/index.js';
import { isZeroExact, subtractExact, sumLater, zero, type Exact } from '../decimal/index.js';
import type { Adjustment } from './adjustment.js';
import type { AdjustableLine, AdjustedLine, AdjustmentStep } from './line.js';
import type { AdjustmentRun, AppliedChange } from './run-adjustments.js';

const unadjusted: readonly AdjustmentStep[] = [];

/**
 * Rounds what adjustments left, once (§1.2): lines that one amount was last shared over are settled together, so that
 * they add up to it; every other line on its own. A pricing unit is never rounded.
 */
export function settleLines(runs: readonly AdjustmentRun[]): readonly AdjustedLine[] {
  const adjusted = settleAdjusted(runs);
  return runs.map((run, position) => foldRun(run, adjusted[position] ?? run.amount));
}

function foldRun(run: AdjustmentRun, adjusted_subtotal: Exact): AdjustedLine {
  const { line, amount, changes } = run;
  // What nothing acted on was rounded already.
  const isAdjusted = changes.length > 0;
  const subtotal = isAdjusted ? settledAmount(line.subtotal, line.subject.currency) : adjusted_subtotal;
  return {
    exact_subtotal: line.subtotal,
    exact_adjusted_subtotal: amount,
    subtotal,
    adjusted_subtotal,
    steps: isAdjusted ? showSteps(run, subtractExact(adjusted_subtotal, subtotal)) : unadjusted,
  };
}

/** A line that no adjustment acts on. */
export function roundLine({ subtotal, subject }: AdjustableLine): AdjustedLine {
  const shown = settledAmount(subtotal, subject.currency);
  return {
    exact_subtotal: subtotal,
    exact_adjusted_subtotal: subtotal,
    subtotal: shown,
    adjusted_subtotal: shown,
    steps: unadjusted,
  };
}

function settleAdjusted(runs: readonly AdjustmentRun[]): readonly Exact[] {
  const settled: (Exact | null)[] = runs.map(() => null);
  for (const positions of groupShared(runs).values()) {
    const group = positions.map((position) => runs[position] as AdjustmentRun);
    // An adjustment covers one currency only, so that the first line's is that of all.
    const currency = group[0]?.line.subject.currency;
    if (!currency?.real) continue;
    const amounts = group.map(({ amount }) => amount);
    const parts = settle(roundMoney(sumLater(amounts), currency), amounts, currency);
    for (const [turn, position] of positions.entries()) settled[position] = parts[turn] ?? zero;
  }
  return runs.map(({ amount, line }, position) => settled[position] ?? settledAmount(amount, line.subject.currency));
}

/** The positions of the lines whose last shared adjustment is the same one (§1.2). */
function groupShared(runs: readonly AdjustmentRun[]): ReadonlyMap<Adjustment, readonly number[]> {
  const groups = new Map<Adjustment, number[]>();
  for (let position = 0; position < runs.length; position += 1) {
    const { shared_by } = runs[position] as AdjustmentRun;
    if (shared_by === null) continue;
    const group = groups.get(shared_by);
    if (group === undefined) groups.set(shared_by, [position]);
    else group.push(position);
  }
  return groups;
}

/** The changes as shown (§1.2): settled so that they lead from the shown subtotal to the adjusted one (W2). */
function showSteps({ changes, line }: AdjustmentRun, difference: Exact): readonly AdjustmentStep[] {
  const { currency } = line.subject;
  if (!currency.real) return changes.map(({ adjustment, change }) => ({ adjustment, change, shown_change: change }));
  const whole = roundMoney(difference, currency);
  const [first] = changes;
  // Most lines have one change, which is the whole difference.
  if (first !== undefined && changes.length === 1) return [stepOf(first, whole)];
  const acting = changes.map(({ change }) => change).filter((change) => !isZeroExact(change));
  const shown = settle(whole, acting, currency);
  let next = 0;
  return changes.map((own) => {
    const part = shown[next] ?? zero;
    if (!isZeroExact(own.change)) next += 1;
    return stepOf(own, part);
  });
}

/** What changed nothing shows nothing. */
function stepOf({ adjustment, change }: AppliedChange, shown: Exact): AdjustmentStep {
  return { adjustment, change, shown_change: isZeroExact(change) ? zero : shown };
}
