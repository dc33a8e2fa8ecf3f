import { periodAt, type Consequence } from '../../../subscriptions/index.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { settleAdvances } from './settle-advance.js';
import { settleInstalments } from './settle-instalments.js';
import { settleSold } from './settle-sold.js';

type QuantityChange = Extract<Consequence, { kind: 'change_quantity' }>;

/** Settles other quantities of a fee in a period that was billed in advance: what is due of it, less what stands (§9.2). */
export function settleQuantity(
  books: Books,
  { at, price_interval_id, stretches }: QuantityChange,
  step: BillableStep,
): Books {
  const timed = step.timeline.prices.find(({ id }) => id === price_interval_id);
  const period = timed && periodAt(timed, step.customer.zone, at);
  if (timed === undefined || period === undefined || period === null) return books;
  const billed = { timed, period };
  const instalments = settleInstalments(books, billed, step);
  if (instalments !== null) return instalments;
  if (timed.price.sells_credits) return settleSold(books, { ...billed, stretches }, step);
  return settleAdvances(books, [{ ...billed, stretches }], step);
}
