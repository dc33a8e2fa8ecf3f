import { parseDecimal } from '../../decimal/index.js';
import type { Earning, Horizon } from '../../quotes/index.js';
import { formatInstant, parseInstant, type Instant } from '../../time/index.js';
import type { CreditLedger, InvoiceLineItem, PoliciesInput, SubscriptionState } from '../../wire/index.js';
import { recognizedRevenue } from '../credits/recognized-revenue.js';
import type { HorizonInvoice } from './draft-horizon.js';

/** What a quote calls credits that expire unused: they are of no item. */
export const unusedCredits = '';

/**
 * What the lines of invoices earn: each its amount, over its service period (§1.2). Credits that are bought or granted are
 * paid for here and earned when they are used, so that their lines earn nothing.
 */
export function earningsOfLines(invoices: readonly HorizonInvoice[]): readonly Earning[] {
  const reading: EarningReading = { billed: new Map(), instants: new Map() };
  const earnings: Earning[] = [];
  for (const { invoice, draft } of invoices) {
    if (draft === null) continue;
    for (const line of invoice.line_items) {
      if (line.price.credit_allocation === null) earnings.push(earningOf(line, reading));
    }
  }
  return earnings;
}

type EarningReading = {
  /** Until when each service period was billed so far, by price and start. */
  readonly billed: Map<string, Map<string, Instant>>;
  /** Those that were read: the lines of a quote share nearly all of theirs. */
  readonly instants: Map<string, Instant>;
};

function instantOf(text: string, { instants }: EarningReading): Instant {
  const known = instants.get(text);
  if (known !== undefined) return known;
  const instant = parseInstant(text);
  instants.set(text, instant);
  return instant;
}

/** An invoice that bills a period further earns what it adds since the one before (§4.5). */
function earningOf(line: InvoiceLineItem, reading: EarningReading): Earning {
  const { price, start_date } = line;
  const end = instantOf(line.end_date, reading);
  const billed = reading.billed.get(price.id) ?? new Map<string, Instant>();
  reading.billed.set(price.id, billed);
  const span = { start: billed.get(start_date) ?? instantOf(start_date, reading), end };
  billed.set(start_date, end);
  return {
    amount: parseDecimal(line.amount),
    span,
    is_arrear: price.billing_mode === 'in_arrear',
    item_id: price.item.id,
  };
}

/** What credits earn within a horizon: at their cost basis, on the day they are used or expire (§8.5). */
export function earningsOfCredits(
  ledgers: readonly CreditLedger[],
  { periods }: Horizon,
  {
    subscription,
    policies,
  }: { readonly subscription: SubscriptionState; readonly policies: PoliciesInput | undefined },
): readonly Earning[] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return [];
  const items = new Map(subscription.price_intervals.map(({ price }) => [price.id, price.item.id]));
  const [from, until] = [formatInstant(first.start), formatInstant(last.end)];
  return ledgers.flatMap((ledger) =>
    recognizedRevenue({ ledger, from, until, policies }).rows.map(({ date, price_id, amount }) => {
      const at = parseInstant(date);
      const item_id = price_id === null ? unusedCredits : (items.get(price_id) ?? unusedCredits);
      return { amount: parseDecimal(amount), span: { start: at, end: at }, is_arrear: false, item_id };
    }),
  );
}
