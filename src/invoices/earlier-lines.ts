import { add, maximumExact, zero, type Decimal, type Exact } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import type { LineRequest } from './line-request.js';

/** A line of an earlier invoice: `amount` as billed, credits as they stood then, cumulative over the period. */
export type EarlierLine = {
  readonly invoice_id: string;
  readonly price_id: string;
  readonly start: Instant;
  readonly amount: Decimal;
  readonly credits_applied: Exact;
};

/** What earlier invoices of a line's service period came to. */
export type EarlierAmount = {
  /** X: Σ `amount` (§1.2 step 6). */
  readonly invoiced: Decimal;
  readonly credits_applied: Exact;
};

const nothing: EarlierAmount = { invoiced: zero, credits_applied: zero };

/** Looks up what was billed of a line before, by price and start of the service period (§4.5, §10): one price's never overlap (F4). */
export function earlierAmounts(lines: readonly EarlierLine[]): (request: LineRequest) => EarlierAmount {
  const sums = new Map<string, EarlierAmount>();
  for (const { price_id, start, amount, credits_applied } of lines) {
    const key = keyOf(price_id, start);
    const sum = sums.get(key) ?? nothing;
    sums.set(key, {
      invoiced: add(sum.invoiced, amount),
      // Each invoice shows them cumulatively, so that the last one, which is the largest, holds them all (W4).
      credits_applied: maximumExact(sum.credits_applied, credits_applied),
    });
  }
  return ({ price_id, period }) => sums.get(keyOf(price_id, period.start)) ?? nothing;
}

function keyOf(price_id: string, start: Instant): string {
  return `${start} ${price_id}`;
}
