import { roundMoney, type RealCurrency } from '../currency/index.js';
import { add, divideExact, integer, multiply, subtract, zero, type Decimal } from '../decimal/index.js';
import type { Instant, Period } from '../time/index.js';
import { daysPassed, indexOfPeriod, type Horizon } from './horizon.js';

/**
 * Something that is earned: over the local days of a span, evenly; or at one instant, where the span is empty or lies
 * within a day. What is due in arrears was earned before that instant, what is due in advance after it.
 */
export type Earning = {
  readonly amount: Decimal;
  readonly span: Period;
  readonly is_arrear: boolean;
  /** What the amount is told under. */
  readonly item_id: string;
};

/** What was earned of each item in each period of a horizon, and what is left of it after the last. */
export type Recognized = {
  readonly by_period: readonly ReadonlyMap<string, Decimal>[];
  readonly left: Decimal;
};

/**
 * Spreads what is earned over periods. What is earned by the end of a period is rounded to the minor unit, and a period
 * gets the difference, so that the periods of an earning and what is left of it add up to it.
 */
export function recognize(earnings: readonly Earning[], horizon: Horizon, currency: RealCurrency): Recognized {
  const by_period = horizon.periods.map(() => new Map<string, Decimal>());
  let left: Decimal = zero;
  for (const earning of earnings) {
    let told: Decimal = zero;
    // An arrear of an instant was earned in the period that ends there.
    const first = Math.max(0, indexOfPeriod(horizon, earning.span.start) - Number(earning.is_arrear));
    for (let index = first; index < horizon.periods.length && told !== earning.amount; index += 1) {
      const { end } = horizon.periods[index] as Period;
      const earned = earnedBy(earning, end, { horizon, currency });
      const items = by_period[index] as Map<string, Decimal>;
      items.set(earning.item_id, add(items.get(earning.item_id) ?? zero, subtract(earned, told)));
      told = earned;
    }
    left = add(left, subtract(earning.amount, told));
  }
  return { by_period, left };
}

type Terms = { readonly horizon: Horizon; readonly currency: RealCurrency };

/** What was earned until an instant. */
function earnedBy(earning: Earning, instant: Instant, terms: Terms): Decimal {
  return earnedUntil(earning, instant, terms)(earning.amount);
}

/**
 * How much of an amount is earned until an instant; the amount itself once all of it is. What `recognize` tells of the
 * periods of a horizon adds up to what is earned until its end.
 */
export function earnedUntil(
  { span, is_arrear }: Omit<Earning, 'amount' | 'item_id'>,
  instant: Instant,
  { horizon, currency }: Terms,
): (amount: Decimal) => Decimal {
  // What is over is earned, however many days it had; an empty span is looked at below.
  if (span.start < instant && span.end <= instant) return whole;
  const { passed, days } = daysPassed(span, instant, horizon.zone);
  const isOver = days === 0 ? span.start < instant || (is_arrear && span.start === instant) : passed === days;
  if (isOver) return whole;
  if (passed === 0) return none;
  return (amount) => roundMoney(divideExact(multiply(amount, integer(passed)), integer(days)), currency);
}

function whole(amount: Decimal): Decimal {
  return amount;
}

function none(): Decimal {
  return zero;
}
