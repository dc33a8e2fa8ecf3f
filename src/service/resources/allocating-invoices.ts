import { localDay, parseInstant, timeZone } from '../../time/index.js';
import type { Invoice, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { ledgerOf } from '../billing/ledgers.js';
import { needKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';

/** The invoices of the subscription whose allocation granted a block, with the line that bills it (Orb:API). */
export async function allocatingInvoices(
  call: Call,
  { document: block, aside }: Kept<'credit_block'>,
): Promise<readonly Invoice[]> {
  const { document: customer } = await needKept(call, 'customer', aside.customer_id);
  const { blocks } = await ledgerOf(call, customer, aside.currency);
  const granted_by = blocks.find(({ id }) => id === block.id)?.granted_by ?? null;
  for (const { document } of await allKept(call, 'subscription', `customer:${customer.id}`)) {
    const price_id = priceOf(document, granted_by);
    if (price_id === null || block.effective_date === null) continue;
    const invoices = (await allKept(call, 'invoice', `subscription:${document.id}`)).map((kept) => kept.document);
    return billing(invoices, { price_id, effective_date: block.effective_date, timezone: customer.timezone });
  }
  return [];
}

function priceOf({ price_intervals }: SubscriptionState, interval_id: string | null): string | null {
  return price_intervals.find(({ id }) => id === interval_id)?.price.id ?? null;
}

type Granted = { readonly price_id: string; readonly effective_date: string; readonly timezone: string };

/**
 * The invoices of the newest line that had begun by the day on which the block takes effect: of a period, or of what it
 * was granted more within it (§8.6). An end may have cut the line, but no other begins before the period does.
 */
function billing(invoices: readonly Invoice[], { price_id, effective_date, timezone }: Granted): readonly Invoice[] {
  const effective = parseInstant(effective_date);
  const dayOf = (instant: string): number => localDay(timeZone(timezone), parseInstant(instant)).start;
  const startsOf = ({ line_items }: Invoice): readonly number[] =>
    line_items.flatMap((line) => (line.price.id === price_id && dayOf(line.start_date) <= effective ? [parseInstant(line.start_date)] : [])); // prettier-ignore
  const newest = Math.max(...invoices.flatMap(startsOf));
  return invoices.filter((invoice) => startsOf(invoice).includes(newest));
}
