import { formatExact, readColumn } from '../../decimal/index.js';
import { fail, refuse, shown, wanting, type Issues } from '../../errors/index.js';
import type { ManyRater } from '../../prices/index.js';

/**
 * The exact subtotals of many quantities, in their order. Each is written when it is asked for, so that nobody waits for
 * texts that nobody reads.
 */
export type PriceSubtotals = {
  readonly length: number;
  /** The subtotal of the quantity at a position: what `rate` calls `subtotal`. */
  readonly at: (position: number) => string;
  /** Their sum, exact before it is written. */
  readonly total: () => string;
  /** All of them; this is what `JSON.stringify` writes. */
  readonly toJSON: () => string[];
};

/** Rates a list of quantities, refused with the faults of all. */
export function rateQuantityList(quantities: unknown, rater: ManyRater, unrounded_scale: number): PriceSubtotals {
  if (!Array.isArray(quantities)) {
    const { code, message } = wanting(quantities, 'a list of quantities');
    return fail('quantities', code, message);
  }
  const issues: Issues = [];
  const column = readColumn(quantities, { path: 'quantities', issues, least_scale: rater.least_scale });
  refuse(issues);
  const subtotals = rater.rate(column);
  const { length } = quantities;
  const at = (position: number): string => {
    if (Number.isInteger(position) && position >= 0 && position < length) {
      return formatExact(subtotals.at(position), unrounded_scale);
    }
    return fail('position', 'invalid_type', `is ${shown(position)}; there are ${length} subtotals, from 0`);
  };
  return {
    length,
    at,
    total: () => formatExact(subtotals.total(), unrounded_scale),
    toJSON: () => Array.from({ length }, (_, position) => at(position)),
  };
}
