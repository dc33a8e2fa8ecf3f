import type { RecordedInvoice, StandingAdvance } from '../../../invoices/index.js';
import { overlaps } from '../../../time/index.js';
import type { BilledPeriod } from './bill-rest.js';
import type { BillableStep } from './billing.js';
import type { Books } from './books.js';
import { recordedIn } from './documents.js';
import { creditedIn } from './refund.js';

/** A line in advance of an invoice or a draft of the subscription. */
export type StandingLine = StandingAdvance & { readonly invoice: RecordedInvoice };

/** The lines that bill a price in advance for some time of a period, with what notes took back of them. */
export function standingLines(
  books: Books,
  { timed, period }: BilledPeriod,
  step: BillableStep,
): readonly StandingLine[] {
  const invoices = recordedIn(books, step).filter(({ status }) => status !== 'void');
  const credited = creditedIn(books, invoices);
  return invoices.flatMap((invoice) =>
    invoice.lines
      .filter((line) => line.is_advance && line.price_id === timed.price.id && overlaps(line, period))
      .map((line) => ({ line, invoice, credited: credited.get(line.id) ?? {} })),
  );
}
