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
  const billed = new Map<string, Instant>();
  return invoices.flatMap(({ invoice, draft }) => {
    if (draft === null) return [];
    return invoice.line_items
      .filter(({ price }) => price.credit_allocation === null)
      .map((line) => earningOf(line, billed));
  });
}

/** An invoice that bills a period further earns what it adds since the one before (§4.5). */
function earningOf(line: InvoiceLineItem, billed: Map<string, Instant>): Earning {
  const { price, start_date } = line;
  const [start, end] = [parseInstant(start_date), parseInstant(line.end_date)];
  const key = `${start_date} ${price.id}`;
  const span = { start: billed.get(key) ?? start, end };
  billed.set(key, end);
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
