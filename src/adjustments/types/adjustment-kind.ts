import type { Exact } from '../../decimal/index.js';
import type { Fields } from '../../errors/index.js';
import type { Fraction } from '../../prices/index.js';
import type { AdjustmentType } from '../../wire/index.js';
import type { AdjustmentValues } from '../adjustment.js';
import type { AdjustableLine } from '../line.js';

/** A covered line while the adjustments act on it. */
export type RunningLine = {
  /** r: the exact amount after the adjustments before this one. */
  readonly amount: Exact;
  /** What usage discounts before this one took off together. */
  readonly units: Exact;
  readonly line: Pick<AdjustableLine, 'reducedSubtotal'>;
};

/** One type of adjustment: how it is read, and what it changes. */
export type AdjustmentKind<K extends AdjustmentType> = {
  readonly adjustment_type: K;
  /** Lower ranks act first; both percentages share one, because they are one sequence (D5, D21). */
  readonly rank: number;
  /** Whether its amount is one for all covered lines, which are then rounded together (§1.2). */
  readonly is_shared: boolean;
  /** Reads the value, appending a fault for what it cannot be. */
  read(fields: Fields): AdjustmentValues[K];
  /** The value for a part of a period, where the policy prorates adjustments (§6). */
  prorated(value: AdjustmentValues[K], fraction: Fraction): AdjustmentValues[K];
  /** The exact signed change of each covered line, in their order. */
  changes(value: AdjustmentValues[K], lines: readonly RunningLine[]): readonly Exact[];
};
