import { roundMoney, settle, settledAmount } from '../currency/index.js';
import { isZeroExact, subtractExact, sumLater, zero, type Exact } from '../decimal/index.js';
import type { Adjustment } from './adjustment.js';
import type { AdjustableLine, AdjustedLine, AdjustmentStep } from './line.js';
import type { AdjustmentRun } from './run-adjustments.js';

const unadjusted: readonly AdjustmentStep[] = [];

/**
 * Rounds what adjustments left, once (§1.2): lines that one amount was last shared over are settled together, so that
 * they add up to it; every other line on its own. A pricing unit is never rounded.
 */
export function settleLines(lines: readonly AdjustableLine[], runs: readonly AdjustmentRun[]): readonly AdjustedLine[] {
  const adjusted = settleAdjusted(lines, runs);
  return lines.map((line, position): AdjustedLine => {
    const run = runs[position] as AdjustmentRun;
    const adjusted_subtotal = adjusted[position] ?? run.amount;
    // What nothing acted on was rounded already.
    const subtotal = run.changes.length === 0 ? adjusted_subtotal : settledAmount(line.subtotal, line.subject.currency);
    return {
      exact_subtotal: line.subtotal,
      exact_adjusted_subtotal: run.amount,
      subtotal,
      adjusted_subtotal,
      steps: showSteps(run, subtractExact(adjusted_subtotal, subtotal), line),
    };
  });
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

function settleAdjusted(lines: readonly AdjustableLine[], runs: readonly AdjustmentRun[]): readonly Exact[] {
  const settled: Exact[] = [];
  for (const positions of groupShared(runs).values()) {
    const [first = 0] = positions;
    // An adjustment covers one currency only, so that the first line's is that of all.
    const currency = lines[first]?.subject.currency;
    if (!currency?.real) continue;
    const amounts = positions.map((position) => amountAt(runs, position));
    const parts = settle(roundMoney(sumLater(amounts), currency), amounts, currency);
    for (const [turn, position] of positions.entries()) settled[position] = parts[turn] ?? zero;
  }
  return lines.map(({ subject }, position) => {
    return settled[position] ?? settledAmount(amountAt(runs, position), subject.currency);
  });
}

/** The lines whose last shared adjustment is the same one (§1.2). */
function groupShared(runs: readonly AdjustmentRun[]): ReadonlyMap<Adjustment, readonly number[]> {
  const groups = new Map<Adjustment, number[]>();
  for (const [position, { shared_by }] of runs.entries()) {
    if (shared_by === null) continue;
    const group = groups.get(shared_by);
    if (group === undefined) groups.set(shared_by, [position]);
    else group.push(position);
  }
  return groups;
}

function amountAt(runs: readonly AdjustmentRun[], position: number): Exact {
  return runs[position]?.amount ?? zero;
}

/** The changes as shown (§1.2): settled so that they lead from the shown subtotal to the adjusted one (W2). */
function showSteps(
  { changes }: AdjustmentRun,
  difference: Exact,
  { subject: { currency } }: AdjustableLine,
): readonly AdjustmentStep[] {
  // Most lines are not adjusted.
  if (changes.length === 0) return unadjusted;
  if (!currency.real) return changes.map(({ adjustment, change }) => ({ adjustment, change, shown_change: change }));
  const acting = changes.filter(({ change }) => !isZeroExact(change)).map(({ change }) => change);
  const shown = settle(roundMoney(difference, currency), acting, currency);
  let next = 0;
  return changes.map(({ adjustment, change }) => {
    if (isZeroExact(change)) return { adjustment, change, shown_change: zero };
    const shown_change = shown[next] ?? zero;
    next += 1;
    return { adjustment, change, shown_change };
  });
}
