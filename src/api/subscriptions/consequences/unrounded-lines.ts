import { roundMoney } from '../../../currency/index.js';
import { equals, formatDecimal, subtractExact, type Decimal, type Exact } from '../../../decimal/index.js';
import { measureOf, prorate, shareOf, type DatedRefund } from '../../../proration/index.js';
import { quantityAt } from '../../../subscriptions/index.js';
import { contains, encloses, type Period } from '../../../time/index.js';
import type { BillableStep } from './billing.js';
import type { Settlement } from './settlement.js';
import type { StandingLine } from './standing-lines.js';

// Of more it is not asked: each is priced, and held against each other one.
const most_quantities = 12;

/**
 * The lines of a period with what their amounts were rounded from: what the line's own quantity, less none or another that
 * the price has had, comes to for the line's own days, where that rounds to the very amount; of a note the line's share of
 * the days that it gives back, or what one quantity is beyond another for these. So a rounding is told from money however
 * small a fee is (§9.2). Any other amount stands as it was said: of lines in a pricing unit, of other adjustments, or that
 * reach out of the period.
 */
export function unroundedLines(
  lines: readonly StandingLine[],
  settlement: Settlement,
  step: BillableStep,
): readonly StandingLine[] {
  if (quantitiesOf(settlement).length > most_quantities) return lines;
  return lines.map((standing) => {
    const { line, credited } = standing;
    if (!line.is_money || !encloses(settlement.period, line)) return standing;
    const asked = { standing, settlement, step };
    const own = matching(line.amount, amountsOf(line.quantity, line, asked), asked);
    const given = (credited.dated ?? []).map((dated) => returnedOf(dated, own, asked));
    return { ...standing, unrounded: [own, ...given] };
  });
}

type Asked = { readonly standing: StandingLine; readonly settlement: Settlement; readonly step: BillableStep };

/** The first that rounds to what was said; null: none does. */
function matching(said: Decimal, amounts: Iterable<Exact>, { standing: { invoice } }: Asked): Exact | null {
  for (const amount of amounts) if (equals(roundMoney(amount, invoice.currency), said)) return amount;
  return null;
}

function returnedOf({ amount, period }: DatedRefund, own: Exact | null, asked: Asked): Exact | null {
  if (!encloses(asked.settlement.period, period)) return null;
  return matching(amount, returnsOf(period, own, asked), asked);
}

/** What a note may have given back for a time, the likeliest first. */
function* returnsOf(period: Period, own: Exact | null, asked: Asked): Iterable<Exact> {
  const { line } = asked.standing;
  const days = daysOf(asked.step);
  const full_period = { start: line.start, end: line.end };
  const hasDays = measureOf({ full_period, ...days })(full_period) > 0;
  if (own !== null && hasDays && encloses(full_period, period)) {
    yield prorate(own, shareOf({ service_period: period, full_period, ...days }));
  }
  for (const quantity of quantitiesOf(asked.settlement)) yield* amountsOf(quantity, period, asked);
}

/** What a quantity comes to for some days of the period, whole and then beyond each other one. */
function* amountsOf(quantity: Decimal, { start, end }: Period, { settlement, step }: Asked): Iterable<Exact> {
  const priced = settlement.priceOf(quantity);
  if (priced === null) return;
  const service_period = { start, end };
  const share = shareOf({ service_period, full_period: settlement.period, ...daysOf(step) });
  yield prorate(priced.amount, share);
  for (const other of quantitiesOf(settlement)) {
    const less = settlement.priceOf(other);
    if (less !== null && !equals(other, quantity)) yield prorate(subtractExact(priced.amount, less.amount), share);
  }
}

/** Each that the price has had in the period, and those asked for. */
function quantitiesOf({ timed, period, stretches }: Settlement): readonly Decimal[] {
  const asked = stretches.flatMap(({ from, to }) => [...(from === null ? [] : [from]), to]);
  const later = timed.transitions.filter(({ at }) => contains(period, at)).map(({ quantity }) => quantity);
  const all = [...asked, quantityAt(timed, period.start), ...later];
  return [...new Map(all.map((quantity) => [formatDecimal(quantity), quantity])).values()];
}

function daysOf({ customer, policies }: BillableStep) {
  return { zone: customer.zone, basis: policies.proration_basis };
}
