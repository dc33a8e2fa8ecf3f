import type { Instant, Period } from '../time/index.js';
import type { TimedPrice } from './timeline.js';

/** Now, and which periods of fees in advance were billed by then. */
export type BilledSoFar = {
  readonly now: Instant;
  readonly isBilled: (timed: TimedPrice, period: Period) => boolean;
};
