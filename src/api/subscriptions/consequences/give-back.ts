import { signExact, type Exact } from '../../../decimal/index.js';
import { refundAmount } from '../../../invoices/index.js';
import { prorate, shareOf } from '../../../proration/index.js';
import type { TimedPrice } from '../../../subscriptions/index.js';
import type { Period } from '../../../time/index.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { recordedIn } from './documents.js';
import { creditedIn, creditRefund } from './refund.js';

/** What fewer units of a price cost less, evenly over the time in which they are fewer. */
type GivenBack = {
  readonly timed: TimedPrice;
  readonly time: Period;
  readonly amount: Exact;
};

/**
 * Gives an amount back on the newest advance lines of a price, unless `quantity_decrease` is `none` (§9.2): part by part,
 * where lines begin or end within the time, so that what is billed of each day is what was used.
 */
export function giveBack(books: Books, { timed, time, amount }: GivenBack, step: BillableStep): Books {
  if (signExact(amount) === 0 || step.policies.quantity_decrease === 'none') return books;
  const { zone } = step.customer;
  return partsBilled(books, { timed, time }, step).reduce((state, part) => {
    const share = shareOf({ service_period: part, full_period: time, zone, basis: step.policies.proration_basis });
    return giveBackPart(state, { timed, time: part, amount: prorate(amount, share) }, step);
  }, books);
}

/** The parts of a time that lines in advance of a price bill, and notes on them give back, alike. */
function partsBilled(books: Books, { timed, time }: Omit<GivenBack, 'amount'>, step: BillableStep): readonly Period[] {
  const invoices = recordedIn(books, step).filter(({ status }) => status !== 'void');
  const credited = creditedIn(books, invoices);
  const own = invoices
    .flatMap(({ lines }) => lines)
    .filter(({ price_id, is_advance }) => is_advance && price_id === timed.price.id);
  const given_back = own.flatMap(({ id }) => (credited.get(id)?.dated ?? []).map(({ period }) => period));
  const cuts = new Set([...own, ...given_back].flatMap(({ start, end }) => [start, end]));
  const inside = [...cuts].filter((at) => at > time.start && at < time.end).sort((a, b) => a - b);
  const starts = [time.start, ...inside];
  return starts.map((start, position) => ({ start, end: starts[position + 1] ?? time.end }));
}

function giveBackPart(books: Books, { timed, time, amount }: GivenBack, step: BillableStep): Books {
  const invoices = recordedIn(books, step);
  const { start: from, end: until } = time;
  const refunds = refundAmount(
    amount,
    { price_ids: new Set([timed.price.id]), from, until },
    { invoices, credited: creditedIn(books, invoices), zone: step.customer.zone, basis: step.policies.proration_basis },
  );
  return refunds.reduce((state, refund) => creditRefund(state, { refund, from, until }, step), books);
}
