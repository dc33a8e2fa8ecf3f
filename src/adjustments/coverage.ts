import type { Coverage, Covering } from './covering.js';
import type { Adjustment } from './adjustment.js';
import { faultsOfCoverage, isEligible } from './eligibility.js';
import { inForce } from './in-force.js';
import type { AdjustableLine } from './line.js';
import { covers } from './scope.js';

/** Finds the lines that each adjustment acts on (§6). */
export function coverLines(adjustments: readonly Adjustment[], covering: Covering): readonly Coverage[] {
  const replacing = adjustments.filter(({ replaces_adjustment_id }) => replaces_adjustment_id !== null);
  return adjustments.map((adjustment) => {
    const heirs = replacing.filter((heir) => heir !== adjustment && heir.replaces_adjustment_id === adjustment.id);
    const coverage = { adjustment, positions: positionsOf(adjustment, heirs, covering) };
    faultsOfCoverage(coverage, covering);
    return coverage;
  });
}

function positionsOf(adjustment: Adjustment, heirs: readonly Adjustment[], covering: Covering): readonly number[] {
  const positions: number[] = [];
  const { lines } = covering;
  for (let position = 0; position < lines.length; position += 1) {
    const line = lines[position] as AdjustableLine;
    if (!acts(adjustment, line)) continue;
    // Where the adjustment that replaces this one acts, this one no longer does.
    if (heirs.some((heir) => acts(heir, line))) continue;
    if (isEligible(adjustment, line, covering)) positions.push(position);
  }
  return positions;
}

function acts({ interval, scope }: Adjustment, line: AdjustableLine): boolean {
  const { subject, price_interval_id, adjusted_at } = line;
  if (!covers(scope, subject)) return false;
  return interval === null || inForce(interval, { billing_mode: subject.billing_mode, price_interval_id }, adjusted_at);
}
