import { add, zero, type Decimal } from '../../decimal/index.js';
import { invariant } from '../../errors/index.js';
import {
  draftInvoiceFrom,
  servicesOf,
  type BilledService,
  type DraftRequest,
  type LineRequest,
} from '../../invoices/index.js';
import { earnedUntil, type Horizon } from '../../quotes/index.js';
import type { Period } from '../../time/index.js';
import { openInput } from '../decode/input.js';
import { readInvoiceOf } from '../invoices/decode/subscription/read-subscription-invoice.js';
import { readUsage } from '../prices/decode/usage.js';
import { countedUntil, usageIn, usageOn, type ForecastUse } from './forecast-usage.js';
import type { PreparedQuote } from './prepare-quote.js';
import { datesWithin, type QuotedDate } from './quoted-horizon.js';

/** A line of every customer alike: what it counts the usage of, null for a fee, and what it earns within the horizon. */
type PlannedLine = {
  readonly request: LineRequest;
  readonly counted: Period | null;
  readonly earned: (amount: Decimal) => Decimal;
};

type PlannedInvoice = { readonly request: DraftRequest; readonly lines: readonly PlannedLine[] };

/** The invoices of a horizon, read once for any usage; `settled` is what is earned whatever is used. */
export type InvoicePlan = {
  readonly horizon: Horizon;
  readonly settled: Decimal;
  readonly invoices: readonly PlannedInvoice[];
};

type Uses = ReadonlyMap<string, ForecastUse>;

/**
 * Plans the invoices of a deal, so that other usage is drafted without reading the deal again. Null where an invoice hangs
 * on the one before it, as with credits, or on recorded events: these are drafted one after the other.
 */
export function planInvoices(deal: PreparedQuote, horizon: Horizon): InvoicePlan | null {
  if (!isPlannable(deal)) return null;
  const { billed, policies } = deal;
  const servicesAt = servicesOf(billed.timeline);
  const dated = datesWithin(billed.timeline, horizon, policies.max_periods).map((quoted) => ({
    quoted,
    services: servicesAt(quoted.date).filter(({ timed }) => quoted.only === null || quoted.only.has(timed.id)),
  }));
  if (isBilledTwice(dated.flatMap(({ services }) => services))) return null;
  const invoices = dated
    .filter(({ services }) => services.length > 0)
    .map(({ quoted, services }) => planInvoice(deal, { quoted, services, horizon }));
  return settleFees(isEachAlone(deal) ? invoices.flatMap(splitByUsage) : invoices, horizon);
}

function isPlannable({ billed, credits, ledgers, surroundings, licensing }: PreparedQuote): boolean {
  const { events, tax } = surroundings;
  if (events !== undefined || tax !== undefined || credits.length > 0 || ledgers.length > 0) return false;
  if (licensing.licenses.length > 0) return false;
  return !billed.timeline.prices.some(({ price }) => price.grants_credits);
}

/** A service period that several invoices bill is a matter of what the earlier ones came to (§4.5). */
function isBilledTwice(services: readonly BilledService[]): boolean {
  return new Set(services.map(({ timed, service }) => `${service.start} ${timed.id}`)).size < services.length;
}

/** Without adjustments and composite prices no line has anything to do with another. */
function isEachAlone({ billed }: PreparedQuote): boolean {
  const { prices, adjustments } = billed.timeline;
  return adjustments.length === 0 && prices.every(({ price }) => price.price_type !== 'composite_price');
}

type Planning = {
  readonly quoted: QuotedDate;
  readonly services: readonly BilledService[];
  readonly horizon: Horizon;
};

/** Reads an invoice as every one is read, with the usage at hand in the place of any other. */
function planInvoice({ billed, uses, surroundings }: PreparedQuote, planning: Planning): PlannedInvoice {
  const { quoted, services, horizon } = planning;
  const { date, only } = quoted;
  const input = openInput({ ...surroundings, usage: usageOn(services, uses, { date, horizon }) });
  const { request } = readInvoiceOf(input, billed, { invoice_date: date, at: date, only, ordinal: 0 });
  const services_by_id = new Map(services.map((service) => [service.timed.id, service]));
  const end = horizon.periods.at(-1)?.end ?? date;
  const lines = request.lines.map((line): PlannedLine => {
    const service = services_by_id.get(line.price_interval_id);
    invariant(service !== undefined, 'every line bills a service');
    const { price_type, billing_mode } = service.timed.price;
    const earning = { span: line.shown_period, is_arrear: billing_mode === 'in_arrear' };
    return {
      request: line,
      counted: price_type === 'usage_price' ? countedUntil(date, service) : null,
      earned: earnedUntil(earning, end, { horizon, currency: billed.currency }),
    };
  });
  return { request, lines };
}

/** The fees and the usage of an invoice as two, where they have nothing to do with each other. */
function splitByUsage({ request, lines }: PlannedInvoice): readonly PlannedInvoice[] {
  const parts = [lines.filter(({ counted }) => counted === null), lines.filter(({ counted }) => counted !== null)];
  return parts.filter((part) => part.length > 0).map((part) => ({ request, lines: part }));
}

/** What bills no usage is drafted once. */
function settleFees(invoices: readonly PlannedInvoice[], horizon: Horizon): InvoicePlan {
  const isMetered = ({ lines }: PlannedInvoice): boolean => lines.some(({ counted }) => counted !== null);
  const settled = invoices
    .filter((invoice) => !isMetered(invoice))
    .reduce(
      (sum, invoice) =>
        add(
          sum,
          earnedOf(
            invoice,
            invoice.lines.map(({ request }) => request),
          ),
        ),
      zero,
    );
  return { horizon, settled, invoices: invoices.filter(isMetered) };
}

/** What is earned within the horizon of a plan with such usage; null where a price that is billed by usage has none. */
export function earnedWith({ horizon, settled, invoices }: InvoicePlan, uses: Uses): Decimal | null {
  let sum = settled;
  for (const invoice of invoices) {
    const lines = requestsWith(invoice.lines, uses, horizon);
    if (lines === null) return null;
    sum = add(sum, earnedOf(invoice, lines));
  }
  return sum;
}

function requestsWith(lines: readonly PlannedLine[], uses: Uses, horizon: Horizon): readonly LineRequest[] | null {
  const requests: LineRequest[] = [];
  for (const { request, counted } of lines) {
    const use = uses.get(request.price_interval_id);
    if (counted === null) requests.push(request);
    else if (use === undefined) return null;
    else {
      // Read like usage that is handed to an invoice, so that it is refused alike.
      const usage = readUsage(
        openInput(usageIn(use.forecast, { span: counted, days: null }, horizon)),
        request.prepared,
      );
      if (usage === null) return null;
      requests.push({ ...request, usage });
    }
  }
  return requests;
}

function earnedOf({ request, lines }: PlannedInvoice, requests: readonly LineRequest[]): Decimal {
  const drafted = draftInvoiceFrom({ ...request, lines: requests });
  const earned = new Map(lines.map((line) => [line.request.price_interval_id, line.earned]));
  return drafted.lines.reduce((sum, { request: { price_interval_id: id }, amount }) => {
    const share = earned.get(id);
    invariant(share !== undefined, 'every line of a draft was asked for');
    return add(sum, share(amount));
  }, zero);
}
