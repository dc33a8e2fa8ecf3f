import type { Instant } from '../time/index.js';
import type { Customers } from './customers.js';
import type { BackfillState } from './log-state.js';

/** Under which terms a batch is taken in. */
export type IngestTerms = {
  readonly at: Instant;
  readonly grace_millis: number;
  /** Null: which customers there are is not known here. */
  readonly customers: Customers | null;
  readonly backfill: BackfillState | null;
};
