import type { Exact } from '../../../decimal/index.js';
import { refundAmount } from '../../../invoices/index.js';
import type { Period } from '../../../time/index.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { recordedIn } from './documents.js';
import { creditedIn, creditRefund } from './refund.js';

/** An amount of money, evenly over a time, that was billed in advance of a price and is not due. */
export type GivenBack = { readonly price_id: string; readonly time: Period; readonly amount: Exact };

/** Gives an amount back on the newest advance lines of a price, unless `quantity_decrease` is `none` (§9.2). */
export function giveBack(books: Books, { price_id, time, amount }: GivenBack, step: BillableStep): Books {
  if (step.policies.quantity_decrease === 'none') return books;
  const invoices = recordedIn(books, step);
  const refunds = refundAmount(
    amount,
    { start: time.start, end: time.end, price_id },
    { invoices, credited: creditedIn(books, invoices), zone: step.customer.zone, basis: step.policies.proration_basis },
  );
  return refunds.reduce((state, refund) => creditRefund(state, refund, step), books);
}
