import { add, maximumExact, zero, type Decimal, type Exact } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import type { LineRequest } from './line-request.js';

/** A line of an earlier invoice: `amount` as billed, credits as they stood then, cumulative over the period. */
export type EarlierLine = {
  readonly invoice_id: string;
  readonly invoice_date: Instant;
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

type Sum = EarlierAmount & { readonly last: Instant | null };

const nothing: Sum = { invoiced: zero, credits_applied: zero, last: null };

/** Looks up what was billed of a line before, by price and start of the service period (§4.5, §10): one price's never overlap (F4). */
export function earlierAmounts(lines: readonly EarlierLine[]): (request: LineRequest) => EarlierAmount {
  // Most invoices are the first of their period: no key is written to find that out line by line.
  if (lines.length === 0) return () => nothing;
  const sums = new Map<string, Sum>();
  for (const line of lines) {
    const key = keyOf(line.price_id, line.start);
    const sum = sums.get(key) ?? nothing;
    sums.set(key, { invoiced: add(sum.invoiced, line.amount), ...creditsAfter(sum, line) });
  }
  return ({ price_id, period }) => sums.get(keyOf(price_id, period.start)) ?? nothing;
}

/** Each invoice shows them cumulatively, so that the last one holds them all (W4); of one date the largest. */
function creditsAfter({ credits_applied, last }: Sum, line: EarlierLine): Omit<Sum, 'invoiced'> {
  if (last === null || line.invoice_date > last)
    return { credits_applied: line.credits_applied, last: line.invoice_date };
  if (line.invoice_date < last) return { credits_applied, last };
  return { credits_applied: maximumExact(credits_applied, line.credits_applied), last };
}

function keyOf(price_id: string, start: Instant): string {
  return `${start} ${price_id}`;
}
