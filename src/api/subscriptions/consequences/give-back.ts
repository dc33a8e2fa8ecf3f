import { signExact, type Exact } from '../../../decimal/index.js';
import { refundAmount } from '../../../invoices/index.js';
import type { TimedPrice } from '../../../subscriptions/index.js';
import type { Instant } from '../../../time/index.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { recordedIn } from './documents.js';
import { creditedIn, creditRefund } from './refund.js';

/** What fewer units of a price cost less, and the time in which they are fewer. */
type GivenBack = {
  readonly timed: TimedPrice;
  readonly from: Instant;
  readonly until: Instant;
  readonly amount: Exact;
};

/** Gives an amount back on the newest advance lines of a price, unless `quantity_decrease` is `none` (§9.2). */
export function giveBack(books: Books, { timed, from, until, amount }: GivenBack, step: BillableStep): Books {
  if (signExact(amount) === 0 || step.policies.quantity_decrease === 'none') return books;
  const invoices = recordedIn(books, step);
  const refunds = refundAmount(
    amount,
    { price_ids: new Set([timed.price.id]), from },
    { invoices, credited: creditedIn(books, invoices), zone: step.customer.zone, basis: step.policies.proration_basis },
  );
  return refunds.reduce((state, refund) => creditRefund(state, { refund, from, until }, step), books);
}
