import { settledAmount, type Currency } from '../../currency/index.js';
import {
  compareExact,
  divideExact,
  isZeroExact,
  maximumExact,
  minimumExact,
  multiplyExact,
  roundExact,
  signExact,
  subtract,
  subtractExact,
  zero,
  type Decimal,
  type Exact,
} from '../../decimal/index.js';

/** A line to spread over the days of its service period (§8.2). */
export type SpreadLine = {
  readonly currency: Currency;
  /** What the line comes to after adjustments, exact. */
  readonly amount: Exact;
  /** What the days add up to: the amount as it was rounded together with other lines; not said: rounded alone (§1.2). */
  readonly settled_amount?: Exact;
  /** Of it, what minimums added: that falls on the last day. */
  readonly minimum_part: Exact;
  /** How many days there are. */
  readonly days: number;
  /** P of the usage up to the end of a day; null for what is charged on the last day whole. */
  readonly cumulative: ((day: number) => Exact) | null;
};

// A virtual amount that does not terminate is charged to this many places, so that a ledger can hold it (F1).
const virtualPlaces = 20;

/**
 * What a line charges on each of its days: the growth of P over the usage up to the day, in proportion (§8.2, F18).
 *
 * Each day is the difference of two cumulative amounts, so that the days add up to the line: in a real currency both are
 * rounded to the minor unit. Usage that falls again never makes a day negative: a day counts for what the days up to it
 * are worth in the end.
 */
export function spreadOverDays(line: SpreadLine): readonly Decimal[] {
  const { amount, days, settled_amount = amount } = line;
  if (days === 0 || signExact(amount) <= 0) return Array.from({ length: days }, () => zero);
  const spread = subtractExact(amount, maximumExact(line.minimum_part, zero));
  const worth = risingTo(line);
  const whole = worth.at(-1) ?? zero;
  let previous: Decimal = zero;
  return worth.map((value, day) => {
    const isLast = day === days - 1;
    const share = isLast ? settled_amount : minimumExact(shareOf(spread, value, whole), settled_amount);
    const cumulative = maximumOf(previous, settled(share, line.currency));
    const charge = subtract(cumulative, previous);
    previous = cumulative;
    return charge;
  });
}

function shareOf(spread: Exact, value: Exact, whole: Exact): Exact {
  if (isZeroExact(whole) || signExact(spread) <= 0) return zero;
  return divideExact(multiplyExact(spread, value), whole);
}

/** The cumulative values, none above the last nor below an earlier one. */
function risingTo({ cumulative, days }: SpreadLine): readonly Exact[] {
  if (cumulative === null) return Array.from({ length: days }, () => zero);
  const last = maximumExact(cumulative(days - 1), zero);
  let reached: Exact = zero;
  return Array.from({ length: days }, (_, day) => {
    reached = maximumExact(reached, minimumExact(cumulative(day), last));
    return reached;
  });
}

function settled(value: Exact, currency: Currency): Decimal {
  const own = settledAmount(value, currency);
  return roundExact(own, currency.real ? currency.places : virtualPlaces, 'down');
}

function maximumOf(a: Decimal, b: Decimal): Decimal {
  return compareExact(b, a) > 0 ? b : a;
}
