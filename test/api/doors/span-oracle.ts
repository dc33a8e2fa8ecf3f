import {
  ceiling,
  difference,
  greater,
  lesser,
  nothing,
  product,
  quotient,
  rational,
  sum,
  whole,
  type Rational,
} from '../../support/rational.js';
import { adjustQuotients, rounded, type NaiveAdjustment } from '../../support/naive-adjustments.js';
import { cellsOf, cutInto, type Days } from './span-cells.js';
import {
  conversionRate,
  isInCredits,
  isOfUsage,
  teamsOf,
  tierEnd,
  usedIn,
  type Span,
  type SpanAdjustment,
  type SpanPrice,
} from './spans.js';

/** What is billed of a price on a date: its service up to `days[1]`, of which `share` is due. */
export type Due = {
  readonly price: SpanPrice;
  readonly date: number;
  /** When adjustments act on it: as its service begins in advance, as it ends in arrears (decision 151). */
  readonly acts_at: number;
  /** The service up to what is due, and where what earlier invoices billed of it ends. */
  readonly days: Days;
  readonly from: number;
  readonly share: Rational;
  readonly isOfTrial: boolean;
};

/** A line as the rules have it; money in minor units. */
export type OwedLine = Due & {
  readonly adjusted: bigint;
  /** What it comes to in credits; null: it is in money. */
  readonly virtual: Rational | null;
  readonly applied: Rational;
  readonly amount: bigint;
};

const places = { USD: 2, JPY: 0, KWD: 3 } as const;

export function placesOf({ currency }: Span): number {
  return places[currency];
}

/** What falls due on the last day of a deal: all of it, or what is in arrears. */
export type AtEnd = 'all' | 'arrears';

/** Every line of a deal up to its last day, by the rules alone, in quotients of whole numbers. */
export function owedBy(span: Span, at_end: AtEnd): ReadonlyMap<number, readonly OwedLine[]> {
  const end = cellsOf(span).at(-1)![1];
  const begun = span.prices.flatMap((price) => duesOf(span, price)).filter(({ from }) => from < end + 366);
  const due = begun.filter(
    ({ date, price }) => date < end || (date === end && (at_end === 'all' || isInArrear(price))),
  );
  const books: Books = { paid: paidByCredits(span, begun), before: new Map() };
  const owed = new Map<number, readonly OwedLine[]>();
  for (const date of [...new Set(due.map((one) => one.date))].sort((a, b) => a - b)) {
    const lines = due.filter((one) => one.date === date);
    owed.set(date, billed(span, lines, books));
  }
  return owed;
}

/** What credits pay, and what was billed and paid of each service before. */
type Books = {
  readonly paid: ReadonlyMap<Due, Rational>;
  readonly before: Map<string, { amount: bigint; applied: Rational }>;
};

function isInArrear(price: SpanPrice): boolean {
  return price.kind === 'usage' || !price.in_advance;
}

/** Phases bound what is of them; fees begin as the trial ends, and usage of a trial is one service (§9.1). */
function duesOf(span: Span, price: SpanPrice): readonly Due[] {
  const { start, trial_days, phase_days } = span;
  const [phase, trial_end] = [phase_days === null ? null : price.phase, start + trial_days];
  const bound = start + (phase_days ?? 0);
  const begins = phase === 2 ? bound : start;
  const ends = phase === 1 ? bound : cellsOf(span).at(-1)![1] + 800;
  const trial: Days = [begins, Math.min(ends, trial_end)];
  const after: Days = [Math.max(begins, trial_end), ends];
  const ofTrial: Due = {
    price,
    date: trial[1],
    acts_at: trial[1],
    days: trial,
    from: begins,
    share: whole,
    isOfTrial: true,
  };
  return [
    ...(isOfUsage(price) && trial[0] < trial[1] ? [ofTrial] : []),
    ...cutInto(span, price.cadence, after).flatMap(({ days, full }) => partsOf(span, price, { days, full })),
  ];
}

/** A service in the parts in which it is invoiced: equal ones of a whole cell, and by days of any other (§4.5). */
function partsOf(span: Span, price: SpanPrice, { days, full }: { days: Days; full: Days }): readonly Due[] {
  const parts = price.in_parts ? cutInto(span, 'monthly', days).map((part) => part.days) : [days];
  const isWhole = days[0] === full[0] && days[1] === full[1];
  return parts.map(([from, until], place) => ({
    price,
    date: isInArrear(price) ? until : from,
    acts_at: isInArrear(price) ? days[1] : days[0],
    days: [days[0], until],
    from,
    share: isWhole ? fraction(place + 1, parts.length) : fraction(until - days[0], full[1] - full[0]),
    isOfTrial: false,
  }));
}

function fraction(over: number, under: number): Rational {
  return { over: BigInt(over), under: BigInt(under) };
}

function billed(span: Span, dues: readonly Due[], books: Books): readonly OwedLine[] {
  const subtotals = dues.map((due) => subtotalOf(span, due));
  const real = dues.flatMap(({ price }, place) => (isInCredits(price) ? [] : [place]));
  const adjusted = adjustQuotients(
    real.map((place) => subtotals[place]!),
    adjustmentsOn(
      span,
      real.map((place) => dues[place]!),
    ),
    placesOf(span),
  );
  return dues.map((due, place) => {
    const own = adjusted[real.indexOf(place)];
    const key = `${due.price.name} ${due.days[0]}`;
    const before = books.before.get(key) ?? { amount: 0n, applied: nothing };
    const applied = sum([before.applied, books.paid.get(due)!]);
    const total = due.isOfTrial ? nothing : subtotals[place]!;
    const overage = product(difference(total, applied), rational(conversionRate));
    const cumulative = own?.adjusted ?? rounded(overage, placesOf(span));
    books.before.set(key, { amount: cumulative, applied });
    const virtual = own === undefined ? total : null;
    return { ...due, adjusted: cumulative, virtual, applied, amount: cumulative - before.amount };
  });
}

/**
 * What credits pay of each: the charge of a day is what it adds, and days ascend over all that is under way, whenever it is
 * billed; within a day earlier invoices go first, and within an invoice earlier prices (§8.2, §8.3).
 */
function paidByCredits(span: Span, dues: readonly Due[]): ReadonlyMap<Due, Rational> {
  const charged = dues.filter(({ price, isOfTrial }) => isInCredits(price) && !isOfTrial);
  const paid = new Map<Due, Rational>(dues.map((due) => [due, nothing]));
  const inOrder = [...charged].sort((a, b) => a.date - b.date);
  const days = charged.flatMap(({ from, days: [, end] }) => Array.from({ length: end - from }, (_, at) => from + at));
  let left = rational(String(span.credits));
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    for (const due of inOrder.filter(({ from, days: [, end] }) => from <= day && day < end)) {
      const until = (end: number): Rational => told(subtotalOf(span, { ...due, days: [due.days[0], end] }));
      const taken = lesser(left, difference(until(day + 1), until(day)));
      left = told(difference(left, taken));
      paid.set(due, told(sum([paid.get(due)!, taken])));
    }
  }
  return paid;
}

/** The same in thousandths, which rates are told in: sums of many quotients would otherwise grow without end. */
function told({ over, under }: Rational): Rational {
  return { over: (over * 1000n) / under, under: 1000n };
}

/** What is in force. */
function adjustmentsOn(span: Span, dues: readonly Due[]): readonly NaiveAdjustment[] {
  return [...span.adjustments.flatMap((one) => adjustmentOn(span, one, dues)), ...trialOn(dues)];
}

function adjustmentOn(span: Span, adjustment: SpanAdjustment, dues: readonly Due[]): readonly NaiveAdjustment[] {
  const { type, value, on } = adjustment;
  const [begins, ends] = [
    span.start + (adjustment.from ?? 0),
    adjustment.until === null ? Infinity : span.start + adjustment.until,
  ];
  const covered = dues.flatMap(({ price, acts_at, isOfTrial }, place) => {
    const acts = isInArrear(price) ? begins < acts_at && acts_at <= ends : begins <= acts_at && acts_at < ends;
    const isCovered = on === null || on.includes(price.name);
    return acts && isCovered && !(isOfTrial && type === 'minimum') ? [place] : [];
  });
  return covered.length === 0 ? [] : [{ type, value, bands: [], on: covered }];
}

function trialOn(dues: readonly Due[]): readonly NaiveAdjustment[] {
  const on = dues.flatMap(({ isOfTrial }, place) => (isOfTrial ? [place] : []));
  return on.length === 0 ? [] : [{ type: 'percentage', value: '1', bands: [], on }];
}

/** What a service comes to up to its end, exactly. */
function subtotalOf(span: Span, { price, days, share }: Due): Rational {
  const [rate, next] = price.rates.map(rational) as [Rational, Rational];
  if (!isOfUsage(price)) return product(product(rate, fraction(price.units, 1)), share);
  const used = teamsOf(price).map((team) => fraction(usedIn(span, price, team, days), 1));
  const size = fraction(tierEnd, 1);
  const graduated = (q: Rational): Rational =>
    sum([product(lesser(q, size), rate), product(greater(difference(q, size), nothing), next)]);
  const models = {
    unit: (q: Rational) => product(q, rate),
    package: (q: Rational) => product(ceiling(quotient(q, size)), rate),
    tiered: graduated,
    grouped_tiered: graduated,
  };
  return sum(used.map(models[price.model]));
}

/** What is earned until the last day: a line by the days of what it adds (`recognized` of a quote). */
export function earnedOf(span: Span): bigint {
  const end = cellsOf(span).at(-1)![1];
  const lines = [...owedBy(span, 'arrears').values()].flat();
  return lines.reduce((earned, { amount, from, days: [, until] }) => {
    if (until <= end) return earned + amount;
    const share = product({ over: amount, under: 1n }, fraction(end - from, until - from));
    return earned + rounded(share, 0);
  }, 0n);
}
