import { Big } from 'big.js';
import {
  billingPeriods,
  costReport,
  createSubscription,
  draftInvoice,
  editPriceIntervals,
  evaluatePrices,
  invoicesDue,
  percentTax,
  quote,
  roundAmount,
  upcomingInvoice,
  type EventInput,
  type InvoiceDraft,
} from '../../../src/index.js';
import type { BillingService } from '../../../src/service/index.js';
import type { Invoice } from '../../../src/wire/index.js';
import { isComposite } from './doors.js';
import { startBackend } from '../../service/backend.js';
import { frozen } from '../../support/frozen.js';
import { dateAfter, eventsIn, metrics, planOf, quantitiesOf, seeded, termsOf, type Deal } from './deals.js';

/** Days after which no invoice is looked at any more. */
const horizon = 75;

const minorUnit = { USD: '0.01', JPY: '1', KWD: '0.001' };

type Lines = { readonly [date: string]: readonly string[] };

/** Every figure of an invoice's lines, a line known by the name of its price. */
function toldBy({ line_items }: Pick<Invoice | InvoiceDraft, 'line_items'>): readonly string[] {
  return line_items.map((line) => {
    const rows = line.sub_line_items.map(({ name, quantity, amount }) => [name, quantity, amount]);
    const taxes = line.tax_amounts.map(({ amount }) => amount);
    const adjustments = line.adjustments.map(({ adjustment_type, amount }) => [adjustment_type, amount]);
    const { name, start_date, end_date, quantity, subtotal, adjusted_subtotal, amount } = line;
    const dates = [start_date, end_date].map((date) => Date.parse(date));
    return JSON.stringify([name, dates, quantity, subtotal, adjustments, adjusted_subtotal, amount, taxes, rows]);
  });
}

type Asked = ReturnType<typeof askedOf>;

function askedOf(deal: Deal, starts: number) {
  const { currency, timezone, taxes } = deal;
  const customer = { id: 'acme', external_customer_id: 'acme', name: 'Acme', currency, timezone };
  const plan = planOf(deal);
  const start_date = dateAfter(starts);
  const terms = termsOf(deal, starts);
  const request = { customer_id: 'acme', plan_id: 'plan', start_date, ...terms };
  // Before anything begins, so that whatever is known by then is billed with its period.
  const at = dateAfter(-1);
  const created = createSubscription(frozen({ customer, plans: [plan], request, at, id: `sub ${starts}` }));
  const quantities = quantitiesOf(deal, starts, created.subscription);
  const { subscription, schedule } =
    quantities === null ? created : editPriceIntervals(frozen({ ...created, customer, at, request: quantities }));
  const tax = percentTax(taxes.map((rate) => ({ tax_rate_description: rate, tax_rate_percentage: rate })));
  const events = eventsIn(deal);
  const billed = { subscription, schedule, customer, events, metrics, tax };
  return { deal, customer, plan, start_date, terms, tax, billed, subscription, starts };
}

/** What `draftInvoice` says of every date that falls due. */
function draftsOf({ billed }: Asked): ReadonlyMap<number, InvoiceDraft> {
  const { subscription, schedule, customer } = billed;
  const drafts = new Map<number, InvoiceDraft>();
  for (const { invoice_date } of invoicesDue({ subscription, schedule, customer, until: dateAfter(horizon) })) {
    const earlier_invoices = [...drafts.values()];
    const { invoice } = draftInvoice(frozen({ ...billed, invoice_date, earlier_invoices }));
    drafts.set(Date.parse(invoice_date), invoice);
  }
  return drafts;
}

/** Asks every door for the same deal; answers where one says something else than `draftInvoice` does. */
export async function faultsOfDeal(deal: Deal): Promise<readonly string[]> {
  const both = [...new Set([deal.start, deal.start + deal.apart])].map((starts) => askedOf(deal, starts));
  const drafts = new Map(both.map((asked) => [asked, draftsOf(asked)]));
  const faults = both.flatMap((asked) => {
    const own = drafts.get(asked)!;
    return [...quoted(asked, own), ...foreseen(asked, own), ...costing(asked, own), ...evaluated(asked, own)];
  });
  return [...faults, ...(await issued(deal, both, drafts))];
}

/** Where a door says something else of a date. */
function differing(door: string, found: Lines, wanted: Lines): readonly string[] {
  return Object.entries(wanted).flatMap(([date, lines]) =>
    JSON.stringify(found[date]) === JSON.stringify(lines)
      ? []
      : [`${door} ${date}: ${JSON.stringify(found[date])} in place of ${JSON.stringify(lines)}`],
  );
}

function linesOf(invoices: Iterable<readonly [number, Pick<Invoice | InvoiceDraft, 'line_items'>]>): Lines {
  return Object.fromEntries([...invoices].map(([date, invoice]) => [String(date), toldBy(invoice)]));
}

/** A quote bills every date before its end; what begins at its end is beyond it. */
function quoted(asked: Asked, drafts: ReadonlyMap<number, InvoiceDraft>): readonly string[] {
  const { customer, plan, terms, start_date, tax, billed } = asked;
  // A quote knows no changes of a quantity.
  if (asked.deal.quantities.length > 0) return [];
  const deal = { customer, plan, terms, start_date, tax, events: billed.events, metrics };
  const { invoices, periods } = quote(frozen({ ...deal, periods: 2 }));
  const end = Date.parse(periods.at(-1)!.end_date);
  const before = [...drafts].filter(([date]) => date < end);
  return differing(
    'quote',
    linesOf(invoices.map(({ invoice }) => [Date.parse(invoice.invoice_date), invoice])),
    linesOf(before),
  );
}

/** The upcoming invoice is that of the next date; a moment before it all is used that will be. */
function foreseen({ billed, start_date }: Asked, drafts: ReadonlyMap<number, InvoiceDraft>): readonly string[] {
  return [...drafts].flatMap(([date, draft], position) => {
    const at = new Date(date - 1).toISOString();
    if (at < start_date) return [];
    const earlier_invoices = [...drafts.values()].slice(0, position);
    const { invoice } = upcomingInvoice(frozen({ ...billed, at, earlier_invoices }));
    return Date.parse(invoice.target_date) === date
      ? differing('upcoming', linesOf([[date, invoice]]), linesOf([[date, draft]]))
      : [];
  });
}

/** Costs of a billing period are those of the lines of its days, whichever invoice bills them. */
function costing(asked: Asked, drafts: ReadonlyMap<number, InvoiceDraft>): readonly string[] {
  const { billed, deal, start_date } = asked;
  const { customer, events } = billed;
  const { currency, isAligned, timezone } = deal;
  // What depends on several lines depends on those of an invoice, which are of two periods.
  if (deal.rated !== null && isComposite(deal.rated.price)) return [];
  if (deal.adjustments.some((one) => one.adjustment_type !== 'percentage_discount')) return [];
  const schedule = {
    cadence: 'monthly',
    align_billing_with_subscription_start_date: isAligned,
    start_date,
    timezone,
  } as const;
  const periods = billingPeriods(schedule, { from: start_date, until: dateAfter(horizon) });
  const lines = [...drafts.values()].flatMap(({ line_items }) => line_items);
  return periods.flatMap((period) => {
    const [from, to] = [Date.parse(period.start_date), Date.parse(period.end_date)];
    // What ends behind the last date looked at is on none of the invoices.
    if (to > Math.max(...drafts.keys())) return [];
    const subscription = { ...asked.subscription, billing_periods: [period] };
    const timeframe = { timeframe_start: period.start_date, timeframe_end: period.end_date };
    const { data } = costReport(frozen({ customer, events, metrics, subscription, currency, ...timeframe }));
    const within = lines.filter((line) => Date.parse(line.start_date) >= from && Date.parse(line.end_date) <= to);
    return (data.at(-1)?.per_price_costs ?? []).flatMap(({ price, subtotal, total }) => {
      const own = within.filter(({ name }) => name === price.name);
      const wanted = [own.map((line) => line.subtotal), own.map((line) => line.adjusted_subtotal)].map(sumOf);
      // Each part of a fee is rounded on its own line, and costs are rounded once.
      const parts = own.length > 1 ? own.length + 1 : 0;
      const bound = new Big(minorUnit[currency]).times(parts).div(2);
      const isSame = [subtotal, total].every((text, index) => wanted[index]!.minus(text).abs().lte(bound));
      return isSame ? [] : [`costs of ${price.name}: ${subtotal}, ${total} in place of ${wanted.join(', ')}`];
    });
  });
}

function sumOf(texts: readonly string[]): Big {
  return texts.reduce((sum, text) => sum.plus(text), new Big(0));
}

/** A line of usage is what its price comes to over its time, unless a share of a period is in it. */
function evaluated({ billed, deal }: Asked, drafts: ReadonlyMap<number, InvoiceDraft>): readonly string[] {
  const lines = [...drafts.values()].flatMap(({ line_items }) => line_items);
  const { currency } = deal;
  return lines.flatMap(({ name, price, subtotal, start_date, end_date }) => {
    if (price.price_type !== 'usage_price' || name === 'p0') return [];
    const asked = { events: billed.events, metrics, timeframe_start: start_date, timeframe_end: end_date };
    const { data } = evaluatePrices(frozen({ ...asked, price_evaluations: [{ price }] }));
    const amount = roundAmount({ amount: data[0]!.amount, currency });
    return amount === subtotal ? [] : [`evaluation of ${name}: ${amount} in place of ${subtotal}`];
  });
}

type Costs = Awaited<ReturnType<BillingService['fetchCustomerCosts']>>;

/** The costs of a customer are those of all subscriptions. */
async function summed(
  service: BillingService,
  customer_id: string,
  subscription_ids: readonly string[],
): Promise<readonly string[]> {
  const timeframe = { timeframe_start: `${dateAfter(30)}T00:00:00Z`, timeframe_end: `${dateAfter(50)}T00:00:00Z` };
  const totals = ({ data }: Costs): ReadonlyMap<string, string> =>
    new Map(data.map(({ timeframe_end, total }) => [timeframe_end, total]));
  const whole = totals(await service.fetchCustomerCosts({ customer_id, ...timeframe }));
  const parts: ReadonlyMap<string, string>[] = [];
  for (const subscription_id of subscription_ids) {
    parts.push(totals(await service.fetchSubscriptionCosts({ subscription_id, ...timeframe })));
  }
  return [...whole].flatMap(([date, total]) => {
    const sum = sumOf(parts.map((part) => part.get(date) ?? '0'));
    return sum.eq(total) ? [] : [`costs of the customer on ${date}: ${total} in place of ${sum.toFixed()}`];
  });
}

/** What a service issues as time goes by, of both subscriptions. */
async function issued(
  deal: Deal,
  both: readonly Asked[],
  drafts: ReadonlyMap<Asked, ReadonlyMap<number, InvoiceDraft>>,
): Promise<readonly string[]> {
  const [{ plan, tax, customer }] = both as [Asked];
  const { service, setClock } = startBackend(dateAfter(-1), { tax });
  const names = ['p0', 'teams', 'fee', 'later fee', 'added'];
  await service.seed({
    items: names.map((id) => ({ id, name: id })),
    metrics: seeded,
    plans: [{ ...plan, id: 'plan' }],
  });
  const { currency, timezone } = deal;
  const { id: customer_id } = await service.createCustomer({
    body: { name: customer.name, email: 'a@acme.test', external_customer_id: 'acme', currency, timezone },
  });
  const ids: string[] = [];
  for (const { start_date, terms, starts } of both) {
    const created = await service.createSubscription({ body: { customer_id, plan_id: 'plan', start_date, ...terms } });
    const body = quantitiesOf(deal, starts, created);
    if (body !== null) await service.editPriceIntervals({ subscription_id: created.id, body });
    ids.push(created.id);
  }
  for (const event of eventsIn(deal)) {
    setClock(event.timestamp);
    await service.ingestEvents({ body: { events: [{ ...owned(event), external_customer_id: 'acme' }] } });
  }
  setClock(`${dateAfter(horizon + 2)}T00:00:00Z`);
  await service.runBilling({ until: `${dateAfter(horizon + 2)}T00:00:00Z` });
  const faults: string[] = [];
  for (const [position, asked] of both.entries()) {
    const { data } = await service.listInvoices({
      subscription_id: ids[position]!,
      status: ['issued', 'paid'],
      limit: 100,
    });
    const found = linesOf(data.map((invoice) => [Date.parse(invoice.invoice_date), invoice]));
    faults.push(...differing('service', found, linesOf(drafts.get(asked)!)));
  }
  return [...faults, ...(await summed(service, customer_id, ids))];
}

function owned({ customer_id: _customer, ...event }: EventInput): Omit<EventInput, 'customer_id'> {
  return event;
}
