import { isZero, maximum, type Decimal } from '../../../decimal/index.js';
import { billedAdvances, type RecordedLine } from '../../../invoices/index.js';
import type { TimedPrice } from '../../../subscriptions/index.js';
import type { Period } from '../../../time/index.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { recordedIn } from './documents.js';
import { creditedIn } from './refund.js';

/** A price, and a time of it whose units may be billed already. */
type AskedTime = { readonly timed: TimedPrice; readonly time: Period };

/**
 * How many units of a price are billed in advance for a time: at least those given. Where fewer units give nothing back,
 * what was billed of more stands, so that as many again are not billed a second time (§14).
 */
export function billedQuantity(
  books: Books,
  least: Decimal,
  asked: AskedTime & { readonly step: BillableStep },
): Decimal {
  return linesOver(books, asked, asked.step).reduce((most, { quantity }) => maximum(most, quantity), least);
}

/** The lines in advance that bill all of a time and of which it was not given back. */
function linesOver(books: Books, { timed, time }: AskedTime, step: BillableStep): readonly RecordedLine[] {
  const price_id = timed.price.id;
  const invoices = recordedIn(books, step);
  const drafted = invoices.filter(({ status }) => status === 'draft').flatMap(({ lines }) => lines);
  const standing = billedAdvances(
    { price_ids: new Set([price_id]), from: time.start },
    { invoices, credited: creditedIn(books, invoices), zone: step.customer.zone, basis: step.policies.proration_basis },
  );
  const billed = standing.filter(({ amount }) => !isZero(amount)).map(({ line }) => line);
  return [...drafted, ...billed].filter(
    (line) => line.price_id === price_id && line.is_advance && line.start <= time.start && line.end >= time.end,
  );
}
