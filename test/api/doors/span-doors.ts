import {
  applyLedgerEntry,
  comparePlans,
  createLedger,
  createSubscription,
  draftInvoice,
  invoicesDue,
  percentTax,
  quote,
  simulate,
  upcomingInvoice,
  type CreditLedger,
  type InvoiceDraft,
  type QuotedOffer,
  type SimulatedCustomer,
  type SimulatedOutcome,
  type UpcomingInvoiceInput,
} from '../../../src/index.js';
import type { Invoice } from '../../../src/wire/index.js';
import { startBackend } from '../../service/backend.js';
import { frozen } from '../../support/frozen.js';
import { dayOf, midnightOf } from '../../support/local-days.js';
import { print, printScaled } from '../../support/rational.js';
import { rounded } from '../../support/naive-adjustments.js';
import { cellsOf } from './span-cells.js';
import { earnedOf, owedBy, placesOf, type AtEnd, type OwedLine } from './span-oracle.js';
import { dateText, eventsIn, forecastsOf, isInCredits, metricsOf, planOf, termsOf, type Span } from './spans.js';

/** The lines of each date, a date as days since 1970, and its total. */
type Told = ReadonlyMap<number, readonly string[]>;

type Billed = Pick<Invoice | InvoiceDraft, 'line_items' | 'total' | 'invoice_date'>;

function toldOf({ timezone }: Span, invoices: Iterable<Billed>): Told {
  const told = new Map<number, readonly string[]>();
  for (const { invoice_date, line_items, total } of invoices) {
    const lines = line_items.map((line) => {
      const started = dayOf(Date.parse(line.start_date), timezone);
      return `${line.name} ${started}: ${line.adjusted_subtotal} ${line.credits_applied} ${line.amount}`;
    });
    told.set(dayOf(Date.parse(invoice_date), timezone), [...lines.sort(), `total ${total}`]);
  }
  return told;
}

/** The same of the oracle's lines; a unit of credits is told as it is, and money with its digits. */
function owedLines(span: Span, at_end: AtEnd): Told {
  const places = placesOf(span);
  const told = [...owedBy(span, at_end)].map(([date, lines]) => {
    const texts = lines.map((line) => lineText(line, places)).sort();
    const taxes = lines.flatMap(({ amount }) => span.taxes.map((rate) => taxOf(amount, rate)));
    const total = [...lines.map(({ amount }) => amount), ...taxes].reduce((sum, amount) => sum + amount, 0n);
    return [date, [...texts, `total ${printScaled(total, places)}`]] as const;
  });
  return new Map(told);
}

function taxOf(amount: bigint, rate: string): bigint {
  const [whole = '', digits = ''] = rate.split('.');
  return rounded({ over: amount * BigInt(whole + digits), under: 100n * 10n ** BigInt(digits.length) }, 0);
}

function lineText({ price, days, amount, adjusted, applied, virtual }: OwedLine, places: number): string {
  const [shown, paid] =
    virtual === null ? [printScaled(adjusted, places), printScaled(0n, places)] : [print(virtual), print(applied)];
  return `${price.name} ${days[0]}: ${shown} ${paid} ${printScaled(amount, places)}`;
}

type Asked = ReturnType<typeof askedOf>;

function askedOf(span: Span) {
  const { currency, timezone, taxes, start, credits } = span;
  const customer = { id: 'acme', external_customer_id: 'acme', name: 'Acme', currency, timezone };
  const [plan, terms, { metrics, seeded }] = [planOf(span), termsOf(span), metricsOf(span)];
  const start_date = dateText(start);
  const tax = percentTax(taxes.map((rate) => ({ tax_rate_description: rate, tax_rate_percentage: rate })));
  const entry = { currency: 'credits', amount: String(credits), effective_date: start_date };
  return { span, customer, plan, terms, metrics, seeded, start_date, tax, entry, events: eventsIn(span) };
}

/** Asks every door for the same deal; answers where one says something else than the rules do. */
export async function faultsOfSpan(span: Span): Promise<readonly string[]> {
  const asked = askedOf(span);
  const [all, arrears] = [owedLines(span, 'all'), owedLines(span, 'arrears')];
  const drafts = drafted(asked);
  const by = tellsOrder(span) ? 'events' : 'usage';
  const [recorded, stated] = [quoted(asked, 'events'), quoted(asked, by)];
  return [
    // Drafts that are made one after the other take credits one after the other.
    ...(by === 'events' ? [] : differing('draftInvoice', drafts.told, all)),
    ...drafts.faults,
    ...differing('quote of events', recorded.told, arrears),
    ...differing('quote of usage', stated.told, arrears),
    ...(await earned(asked, stated.recognized, by)),
    ...differing('service', await issued(asked), all),
  ];
}

function differing(door: string, found: Told, wanted: Told): readonly string[] {
  const dates = [...new Set([...found.keys(), ...wanted.keys()])];
  return dates.flatMap((date) => {
    const [said, owed] = [found.get(date) ?? [], wanted.get(date) ?? []];
    const [more, less] = [said.filter((one) => !owed.includes(one)), owed.filter((one) => !said.includes(one))];
    if (more.length + less.length === 0 && said.length === owed.length) return [];
    return [`${door} ${dateText(date)}: ${more.join('; ')} in place of ${less.join('; ')}`];
  });
}

/** What `draftInvoice` says of each date, and `upcomingInvoice` a moment before it. */
function drafted({ span, customer, plan, terms, metrics, start_date, tax, entry, events }: Asked) {
  const faults: string[] = [];
  const at = dateText(span.start - 1);
  const request = { customer_id: 'acme', plan_id: 'plan', start_date, ...terms };
  const { subscription, schedule } = createSubscription(frozen({ customer, plans: [plan], request, at, id: 'sub' }));
  const until = new Date(midnightOf(cellsOf(span).at(-1)![1], span.timezone) + 1).toISOString();
  const billed = { subscription, schedule, customer, events, metrics, tax };
  const drafts: InvoiceDraft[] = [];
  let ledgers: readonly CreditLedger[] = span.credits === 0 ? [] : [ledgerOf(entry, span)];
  for (const { invoice_date } of invoicesDue({ subscription, schedule, customer, until })) {
    const given = { ...billed, ledgers, earlier_invoices: [...drafts] };
    const draft = draftInvoice(frozen({ ...given, invoice_date }));
    faults.push(...foresee(given, draft.invoice));
    drafts.push(draft.invoice);
    ledgers = draft.ledgers ?? ledgers;
  }
  return { told: toldOf(span, drafts), faults };
}

type Given = Omit<UpcomingInvoiceInput, 'at'>;

/** A moment before a date the upcoming invoice is that of the date, or of the period's end where that comes later. */
function foresee(given: Given, wanted: InvoiceDraft): readonly string[] {
  const at = new Date(Date.parse(wanted.invoice_date) - 1).toISOString();
  if (at < given.subscription.start_date) return [];
  const { invoice } = upcomingInvoice(frozen({ ...given, at }));
  const { target_date, total, line_items } = invoice;
  if (Date.parse(target_date) !== Date.parse(wanted.invoice_date)) return [];
  const [found, expected] = [{ total, line_items }, wanted].map((one) =>
    JSON.stringify([one.total, one.line_items.map(({ name, quantity, amount }) => [name, quantity, amount])]),
  );
  return found === expected ? [] : [`upcomingInvoice ${target_date}: ${found} in place of ${expected}`];
}

function ledgerOf(entry: Asked['entry'], { timezone }: Span): CreditLedger {
  const ledger = createLedger({ customer_id: 'acme', currency: 'credits', timezone });
  const { amount, effective_date } = entry;
  const at = new Date(midnightOf(Date.parse(effective_date) / 86_400_000, timezone)).toISOString();
  return applyLedgerEntry({ ledger, entry: { entry_type: 'increment', amount, effective_date: at }, at }).ledger;
}

function offerOf({ plan, terms, entry, span }: Asked): QuotedOffer {
  return { plan, terms, ...(span.credits > 0 && { credits: [entry] }) };
}

type UsageBy = 'events' | 'usage';

function usedOf({ span, events }: Asked, by: UsageBy): Pick<SimulatedCustomer, UsageBy> {
  return by === 'events' ? { events } : { usage: forecastsOf(span) };
}

/** Stated usage is charged to credits at the end of its period: of several prices the first takes what there is. */
function tellsOrder({ prices, credits }: Span): boolean {
  return credits > 0 && prices.filter(isInCredits).length > 1;
}

function quoted(asked: Asked, by: UsageBy): { readonly told: Told; readonly recognized: string } {
  const { span, customer, start_date, tax, metrics } = asked;
  const deal = { customer, start_date, tax, periods: span.months, metrics, ...offerOf(asked), ...usedOf(asked, by) };
  const { invoices, totals } = quote(frozen(deal));
  const drafts = invoices.flatMap(({ invoice }) => (invoice.line_items.length === 0 ? [] : [invoice]));
  return { told: toldOf(span, drafts), recognized: totals.recognized };
}

/** What is earned by the deal, and by the same without adjustments. */
async function earned(asked: Asked, recognized: string, by: UsageBy): Promise<readonly string[]> {
  const { span, customer, start_date, metrics } = asked;
  const plain = { ...span, adjustments: [] };
  const [current, proposed] = [offerOf(asked), offerOf(askedOf(plain))];
  const wanted = [span, plain].map((one) => printScaled(earnedOf(one), placesOf(span))).join(' ');
  const used = usedOf(asked, by);
  const shared = { start_date, periods: span.months, metrics };
  const { total } = comparePlans(
    frozen({ ...shared, customer, ...used, offers: [{ id: 'a', ...current }, { id: 'b', ...proposed }] }),
  ); // prettier-ignore
  const outcomes: SimulatedOutcome[] = [];
  // The first two of a kind are drafted; from the third on they are computed by what was read for the second.
  const others = ['first', 'second'].map((id) => ({ customer: { ...customer, id }, usage: forecastsOf(idle(span)) }));
  const { failed } = await simulate({
    ...frozen({ ...shared, current, proposed, customers: [...others, { customer, ...used }] }),
    onCustomer: (outcome) => void outcomes.push(outcome),
  });
  const last = outcomes.at(-1);
  const found = {
    quote: `${recognized} ${wanted.split(' ')[1]}`,
    comparePlans: total.amounts.map(({ amount }) => amount).join(' '),
    simulate: `${last?.current} ${last?.proposed}`,
  };
  const refused = failed.first.map(({ detail }) => `simulate: ${detail}`);
  const faults = Object.entries(found).filter(([, told]) => told !== wanted);
  return [...refused, ...faults.map(([door, told]) => `${door} earns ${told} in place of ${wanted}`)];
}

function idle(span: Span): Span {
  const prices = span.prices.map((price) =>
    price.kind === 'usage' ? { ...price, used: price.used.map(() => [3, 1] as const) } : price,
  );
  return { ...span, prices };
}

/** What a service issues as time goes by. */
async function issued(asked: Asked): Promise<Told> {
  const { span, customer, plan, terms, seeded, start_date, tax, entry } = asked;
  const { service, setClock } = startBackend(dateText(span.start - 2), { tax });
  const items = span.prices.map(({ name }) => ({ id: name, name }));
  await service.seed({ items, metrics: seeded, plans: [{ ...plan, id: 'plan' }] });
  const { currency, timezone, name, external_customer_id } = customer;
  const body = { name, email: 'a@acme.test', external_customer_id, currency, timezone };
  const { id: customer_id } = await service.createCustomer({ body });
  if (span.credits > 0) {
    await service.createLedgerEntry({ customer_id, body: { entry_type: 'increment', ...entry } });
  }
  await service.createSubscription({ body: { customer_id, plan_id: 'plan', start_date, ...terms } });
  for (const { customer_id: _own, ...event } of asked.events) {
    setClock(event.timestamp);
    await service.ingestEvents({ body: { events: [{ ...event, external_customer_id }] } });
  }
  const end = midnightOf(cellsOf(span).at(-1)![1], timezone);
  const until = new Date(end + 86_400_000).toISOString();
  setClock(until);
  await service.runBilling({ until });
  const { data } = await service.listInvoices({ customer_id, status: ['issued', 'paid'], limit: 100 });
  return toldOf(
    span,
    data.filter(({ invoice_date }) => Date.parse(invoice_date) <= end),
  );
}
