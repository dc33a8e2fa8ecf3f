/**
 * Where a value between two neighbours goes. `half_up` and `half_down` part ties away from and toward zero,
 * `half_even` gives them to the even neighbour; `up` is away from zero, `down` toward zero, `ceiling` toward +∞,
 * `floor` toward −∞.
 */
export type RoundingMode = 'half_up' | 'half_even' | 'half_down' | 'up' | 'down' | 'ceiling' | 'floor';

/** A quotient cut toward zero with something left over, as the rounding rule sees it. */
export type Cut = {
  readonly isNegative: boolean;
  /** Whether the last kept digit is odd. */
  readonly isOdd: boolean;
  /** The sign of `2 × remainder − divisor` in absolute values: below, at or above the half. */
  readonly againstHalf: number;
};

/** Whether a cut that left a remainder moves to the neighbour away from zero. */
export function movesAway(mode: RoundingMode, cut: Cut): boolean {
  // Only a tie lets the three half modes differ: half_up goes away from zero (§1.1), half_down toward it.
  if (mode === 'half_up') return cut.againstHalf >= 0;
  if (mode === 'half_even') return cut.againstHalf > 0 || (cut.againstHalf === 0 && cut.isOdd);
  if (mode === 'half_down') return cut.againstHalf > 0;
  // The other four look only at the side of zero.
  return mode === 'up' || mode === (cut.isNegative ? 'floor' : 'ceiling');
}
