import { printMoney, roundMoney, type RealCurrency } from '../../currency/index.js';
import { add, formatDecimal, isZero, parseDecimal, subtract, zero, type Decimal } from '../../decimal/index.js';
import { indexOfPeriod, recognize, type Earning, type Horizon, type PeriodQuantities } from '../../quotes/index.js';
import { addDays, formatInstant, localDate, localMidnight } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import { writeWhenRead } from '../encode/when-read.js';
import { explain } from '../explanations/explain.js';
import { dateOf, type HorizonInvoice } from './draft-horizon.js';
import { unusedCredits } from './earnings.js';
import type { ForecastUse } from './forecast-usage.js';
import type { QuotedInvoice, QuotedItem, QuotedPayment, QuotedPeriod, QuoteTotals } from './quote-result.js';

/** What a quote is written from. */
export type QuoteRecord = {
  readonly subscription: SubscriptionState;
  readonly currency: RealCurrency;
  readonly horizon: Horizon;
  readonly uses: ReadonlyMap<string, ForecastUse>;
  readonly invoices: readonly HorizonInvoice[];
  readonly earnings: readonly Earning[];
};

/** Writes the periods of a quote and what they come to together. */
export function encodePeriods(record: QuoteRecord): { readonly periods: QuotedPeriod[]; readonly totals: QuoteTotals } {
  const { horizon, currency, earnings, subscription } = record;
  const { by_period } = recognize(earnings, horizon, currency);
  // Credits are earned at exact cost bases; what a period shows of an item is rounded once (§1.1).
  const recognized = by_period.map((amounts) => rounded(amounts, currency));
  const names = new Map(subscription.price_intervals.map(({ price }) => [price.item.id, price.item.name]));
  const itemsIn = (amounts: Amounts): QuotedItem[] => itemsOf(amounts, { names, currency });
  const invoiced = invoicedIn(record);
  const used = usageByKey(record);
  const periods = horizon.periods.map(({ start, end }, index): QuotedPeriod => {
    const amounts = recognized[index] ?? new Map();
    return {
      start_date: formatInstant(start),
      end_date: formatInstant(end),
      usage: used.map(({ key, parts }) => ({ key, quantity: quantityIn(parts, index) })),
      invoiced: printMoney(invoiced[index] ?? zero, currency),
      recognized: printMoney(sum(amounts.values()), currency),
      items: itemsIn(amounts),
    };
  });
  return { periods, totals: totalsOf(record, itemsIn(together(recognized))) };
}

/** What items come to. */
type Amounts = ReadonlyMap<string, Decimal>;

function rounded(amounts: Amounts, currency: RealCurrency): Amounts {
  const settled = new Map<string, Decimal>();
  for (const [item, amount] of amounts) settled.set(item, roundMoney(amount, currency));
  return settled;
}

function together(by_period: readonly Amounts[]): Amounts {
  const all = new Map<string, Decimal>();
  for (const amounts of by_period) {
    for (const [item, amount] of amounts) all.set(item, add(all.get(item) ?? zero, amount));
  }
  return all;
}

type Naming = { readonly names: ReadonlyMap<string, string>; readonly currency: RealCurrency };

/** In the order of the prices; credits that expired unused come last. */
function itemsOf(amounts: Amounts, { names, currency }: Naming): QuotedItem[] {
  const items: QuotedItem[] = [];
  for (const [item_id, name] of names) {
    const amount = amounts.get(item_id);
    if (amount !== undefined) items.push({ item_id, name, amount: printMoney(amount, currency) });
  }
  const unused = amounts.get(unusedCredits);
  if (unused !== undefined) items.push({ item_id: null, name: 'Unused credits', amount: printMoney(unused, currency) });
  return items;
}

function sum(amounts: Iterable<Decimal>): Decimal {
  let total: Decimal = zero;
  for (const amount of amounts) total = add(total, amount);
  return total;
}

/** The totals of invoices by the period they are dated in; what is dated at the end closes the last. */
function invoicedIn({ horizon, invoices }: QuoteRecord): readonly Decimal[] {
  const totals = horizon.periods.map(() => zero);
  for (const each of invoices) {
    const index = indexOfPeriod(horizon, dateOf(each));
    totals[index] = add(totals[index] ?? zero, parseDecimal(each.invoice.total));
  }
  return totals;
}

/** What is used by a key in each period, whole or in groups. */
type KeyedUsage = { readonly key: string; readonly parts: readonly PeriodQuantities[] };

function usageByKey({ uses }: QuoteRecord): readonly KeyedUsage[] {
  const by_key = new Map([...uses.values()].map(({ key, forecast }) => [key, forecast]));
  return [...by_key].map(([key, forecast]) => ({
    key,
    parts: forecast.shape === 'quantity' ? [forecast] : forecast.groups,
  }));
}

function quantityIn(parts: readonly PeriodQuantities[], index: number): string {
  return formatDecimal(sum(parts.map(({ quantities }) => quantities[index] ?? zero)));
}

function totalsOf({ invoices, currency }: QuoteRecord, items: readonly QuotedItem[]): QuoteTotals {
  const totals = sum(invoices.map(({ invoice }) => parseDecimal(invoice.total)));
  const tax = sum(
    invoices.flatMap(({ invoice }) =>
      invoice.line_items.flatMap(({ tax_amounts }) => tax_amounts.map(({ amount }) => parseDecimal(amount))),
    ),
  );
  const invoiced = subtract(totals, tax);
  const recognized = sum(items.map(({ amount }) => parseDecimal(amount)));
  const amount_due = sum(invoices.map(({ invoice }) => parseDecimal(invoice.amount_due)));
  return {
    invoiced: printMoney(invoiced, currency),
    tax: printMoney(tax, currency),
    amount_due: printMoney(amount_due, currency),
    recognized: printMoney(recognized, currency),
    deferred: printMoney(subtract(invoiced, recognized), currency),
    items,
  };
}

/** Writes the payments of a quote in the order they are due; nothing is due of what is paid by a balance. */
export function encodePayments({ invoices, horizon, subscription }: QuoteRecord): QuotedPayment[] {
  const payments = invoices.flatMap((each) => {
    const { id: invoice_id, amount_due: amount } = each.invoice;
    if (isZero(parseDecimal(amount))) return [];
    const days = each.draft === null ? (each.due.net_terms ?? 0) : subscription.net_terms;
    // The due date counts from the local date of the invoice (§11.2).
    const date =
      each.due.date ?? formatInstant(localMidnight(horizon.zone, addDays(localDate(horizon.zone, dateOf(each)), days)));
    return [{ date, invoice_id, amount }];
  });
  return payments.sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
}

/** An invoice with its record and its explanation, both of which are written when they are first read. */
export function encodeInvoice({ invoice, draft }: HorizonInvoice): QuotedInvoice {
  return writeWhenRead(
    { invoice },
    { workings: () => draft && draft.workings, explanation: () => explain(draft ?? withNumber(invoice)) },
  );
}

function withNumber(invoice: HorizonInvoice['invoice']): HorizonInvoice['invoice'] & { invoice_number: string } {
  return { ...invoice, invoice_number: invoice.invoice_number ?? '' };
}
