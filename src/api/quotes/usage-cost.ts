import {
  add,
  addExact,
  asDecimal,
  divideExact,
  integer,
  isInteger,
  multiply,
  multiplyExact,
  parseDecimal,
  subtract,
  zero,
  type Decimal,
  type Exact,
} from '../../decimal/index.js';
import { servicesAt, type BilledService } from '../../invoices/index.js';
import { ratePreparedPrice, stepsBetween, countSteps, type PreparedPrice } from '../../prices/index.js';
import { usageBetween, type Horizon } from '../../quotes/index.js';
import { boundsOf } from '../prices/decode/curve-bounds.js';
import type { ListedPrice } from '../prices/decode/price-list.js';
import type { PreparedQuote } from './prepare-quote.js';
import { datesWithin } from './quoted-horizon.js';
import type { Quote } from './quote-result.js';

/** What a deal costs over a horizon as a function of one usage, and where that may bend or jump. */
export type UsageCost = {
  readonly cost: (quantity: Decimal) => Exact;
  readonly knotsBetween: (from: Decimal, to: Decimal) => readonly Decimal[] | null;
};

/** Lines of one price that all cover so many periods. */
type Lines = { readonly listed: ListedPrice; readonly periods: Decimal; readonly count: number };

const mostKnots = 10_000;

/**
 * A deal's cost in the quantity of one key, by its structure: what does not depend on it, and for each line that does the
 * price of as many quantities as it covers periods. Null where the structure is another: adjustments, credits, composite
 * prices, pricing units, instalments, groups, or a line over part of a period.
 */
export function usageCostOf(
  deal: PreparedQuote,
  key: string,
  at: { readonly horizon: Horizon; readonly quote: Quote },
): UsageCost | null {
  if (!isPlain(deal)) return null;
  const lines = linesOf(deal, key, at.horizon);
  if (lines === null) return null;
  const constant = constantOf(at.quote, new Set(lines.map(({ listed }) => listed.id)));
  return {
    cost: (quantity) => lines.reduce((sum, line) => addExact(sum, costOfLines(line, quantity)), constant as Exact),
    knotsBetween: (from, to) => knotsOf(lines, from, to),
  };
}

function isPlain({ billed, credits, ledgers, licensing }: PreparedQuote): boolean {
  const { timeline } = billed;
  if (timeline.adjustments.length > 0 || credits.length > 0 || ledgers.length > 0) return false;
  if (licensing.licenses.length > 0) return false;
  return timeline.prices.every(({ price }) => price.price_type !== 'composite_price' && !price.grants_credits);
}

function linesOf(deal: PreparedQuote, key: string, horizon: Horizon): readonly Lines[] | null {
  const { billed } = deal;
  const lines = new Map<string, Lines>();
  for (const service of servicesOf(deal, key, horizon)) {
    const { id } = service.timed;
    const listed = billed.prices.get(id);
    const periods = periodsOf(service, horizon);
    if (listed === undefined || periods === null) return null;
    if (!isWholeMoney(listed, service, billed.currency.code)) return null;
    const known = `${id} ${periods.toString()}`;
    lines.set(known, { listed, periods, count: (lines.get(known)?.count ?? 0) + 1 });
  }
  return [...lines.values()];
}

/** What is billed within the horizon of the prices that take a key. */
function servicesOf(
  { billed, uses, policies }: PreparedQuote,
  key: string,
  horizon: Horizon,
): readonly BilledService[] {
  return datesWithin(billed.timeline, horizon, policies.max_periods).flatMap(({ date, only }) =>
    servicesAt(billed.timeline, date).filter(
      ({ timed: { id } }) => uses.get(id)?.key === key && (only === null || only.has(id)),
    ),
  );
}

/** How many whole periods a line counts; null for a part of one. */
function periodsOf({ timed, service }: BilledService, horizon: Horizon): Decimal | null {
  if (service.portion !== null && service.portion.of > 1) return null;
  const start = service.full_period === null ? timed.interval.start : service.start;
  const quantities = horizon.periods.map(() => integer(1));
  const counted = usageBetween({ quantities, places: 20 }, { start, end: service.end }, horizon);
  return isInteger(counted) ? counted : null;
}

/** Whether a line is rated on one quantity, whole, in the money of the invoice. */
function isWholeMoney({ prepared, currency }: ListedPrice, { service }: BilledService, invoice: string): boolean {
  if (prepared.plan.shape !== 'quantity' || (currency !== null && currency !== invoice)) return false;
  const full = service.full_period;
  return !prepared.plan.prorated || full === null || (full.start === service.start && full.end === service.end);
}

/** What the deal comes to without the lines of some prices. */
function constantOf({ totals, invoices }: Quote, price_ids: ReadonlySet<string>): Decimal {
  const varying = invoices
    .flatMap(({ invoice }) => invoice.line_items)
    .filter(({ price }) => price_ids.has(price.id))
    .reduce((sum, { amount }) => add(sum, parseDecimal(amount)), zero);
  return subtract(parseDecimal(totals.recognized), varying);
}

function costOfLines({ listed, periods, count }: Lines, quantity: Decimal): Exact {
  const usage = { shape: 'quantity', quantity: multiply(quantity, periods) } as const;
  return multiplyExact(ratePreparedPrice(listed.prepared, usage).subtotal, integer(count));
}

/** The bounds of every line's price, in quantities of one period; null for more than can be looked at one by one. */
function knotsOf(lines: readonly Lines[], from: Decimal, to: Decimal): readonly Decimal[] | null {
  const all: Decimal[] = [];
  for (const { listed, periods } of lines) {
    const { bounds, steps } = boundsOf(configOf(listed), listed.prepared, []);
    const span = { from: multiply(from, periods), to: multiply(to, periods) };
    if (all.length + countSteps(steps, span) > mostKnots) return null;
    const ends = steps === null ? [] : stepsBetween(steps, span);
    // A bound that no decimal holds, such as a third, is left to be found where two lines meet.
    all.push(...[...bounds, ...ends].flatMap((bound) => asDecimal(divideExact(bound, periods)) ?? []));
  }
  return all;
}

function configOf({ prepared, document }: ListedPrice): unknown {
  return Reflect.get(document, `${prepared.model_type}_config` satisfies `${PreparedPrice['model_type']}_config`);
}
