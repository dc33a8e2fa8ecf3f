import { parseInstant } from '../../time/index.js';
import type { CostMeasure, Invoice } from '../../wire/index.js';
import { ledgersBeside } from '../billing/charged-ledgers.js';
import { draftsOf } from '../billing/drafts-of.js';
import type { Call } from '../call.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import type { WatchedPeriod } from './watched-periods.js';

/**
 * What a subscription costs of a billing period (§12): the lines of the draft that closes it, or of the invoice that the
 * draft became, because without a grace it is issued at the instant at which the period ends.
 */
export async function periodCosts(
  call: Call,
  kept: Kept<'subscription'>,
  period: WatchedPeriod,
): Promise<readonly CostMeasure[]> {
  // What other subscriptions of the customer use of the same credits is not counted twice.
  const { ledgers } = await ledgersBeside(call, kept.document.customer.id, kept.document.id);
  const drafts = (await draftsOf(call, kept, ledgers)).map(({ drafted }) => drafted.invoice);
  const closing = drafts.filter((draft) => isDatedIn(draft, period));
  const issued = closing.some((draft) => closes(draft, period)) ? [] : await issuedIn(call, kept, period);
  const all = [...closing, ...issued];
  const last = Math.max(...all.map(({ invoice_date }) => parseInstant(invoice_date)));
  const dated = all.filter(({ invoice_date }) => parseInstant(invoice_date) === last);
  const [first] = dated;
  return first === undefined ? [] : [{ ...period.key, currency: first.currency, lines: dated.flatMap(linesOf) }];
}

type Dated = Pick<Invoice, 'invoice_date'>;

/** (start, end]: at its start a period's advances are billed by the invoice that closes the one before. */
function isDatedIn({ invoice_date }: Dated, { key, end_date }: WatchedPeriod): boolean {
  const date = parseInstant(invoice_date);
  return date > parseInstant(key.period_start) && date <= parseInstant(end_date);
}

function closes({ invoice_date }: Dated, { end_date }: WatchedPeriod): boolean {
  return parseInstant(invoice_date) === parseInstant(end_date);
}

async function issuedIn(
  call: Call,
  { document }: Kept<'subscription'>,
  period: WatchedPeriod,
): Promise<readonly Invoice[]> {
  const invoices = (await allKept(call, 'invoice', `subscription:${document.id}`)).map((invoice) => invoice.document);
  return invoices.filter(
    (invoice) => invoice.invoice_source === 'subscription' && invoice.status !== 'void' && isDatedIn(invoice, period),
  );
}

function linesOf({ line_items }: Pick<Invoice, 'line_items'>): CostMeasure['lines'] {
  return line_items.map(({ price, subtotal, amount, partially_invoiced_amount }) => ({
    price_id: price.id,
    currency: price.currency,
    item_id: price.item.id,
    price_type: price.price_type,
    subtotal,
    amount,
    partially_invoiced_amount,
  }));
}
