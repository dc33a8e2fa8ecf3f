import { spreadOverDays, type CreditCharge } from '../../../credits/index.js';
import { add, isZero, minimum, roundExact, subtract, zero, type Decimal, type Exact } from '../../../decimal/index.js';
import type { CreditCharge as PayableCharge } from '../../../invoices/index.js';
import { isModelType, modelDescriptions, prepareSubtotal } from '../../../prices/index.js';
import { localDay, type Instant, type Period, type TimeZone } from '../../../time/index.js';
import type { ChargedBefore } from './charged-before.js';
import { licenseShares } from './license-shares.js';
import { daysOfLine } from './line-days.js';

const unroundedPlaces = 20;

/** What a line's charges depend on besides the line. */
export type ChargeTerms = {
  readonly zone: TimeZone;
  readonly at: Instant;
  readonly invoice_id: string;
  /** What earlier invoices of the period charged of it already, in its own currency. */
  readonly charged_before: ChargedBefore;
};

/**
 * What a line charges on each of its local days (§8.2), less what earlier invoices of its period charged; the days that are
 * left add up to the rest of the line. What is left of a day is divided among the licences that used it (§8.6).
 */
export function chargesOfLine(charge: PayableCharge, terms: ChargeTerms): readonly CreditCharge[] {
  const days = daysOfLine(charge.line.request.shown_period, terms.zone, terms.at);
  const cumulative = worthOf(charge, days);
  const whole = amountsOf(charge, days, cumulative);
  const starts = days.map(({ start }) => localDay(terms.zone, start).start);
  const amounts = withoutCharged(whole, starts, terms.charged_before);
  const share = licenseShares(charge, { days, spread: cumulative !== null, recorded: terms.charged_before.recorded });
  const charged = days.flatMap((day, position) => {
    const amount = amounts[position] ?? zero;
    if (isZero(amount)) return [];
    const own = chargeOn({ day, amount }, charge, terms);
    return share === null ? [own] : share({ charge: own, position, whole: whole[position] ?? amount });
  });
  return [...charged, ...returnedOn(days, charge, terms)];
}

/** What earlier invoices were paid too much, because usage has fallen since, comes back on the last day (§1.2, §8.5). */
function returnedOn(days: readonly Period[], charge: PayableCharge, terms: ChargeTerms): readonly CreditCharge[] {
  const [first, last] = [days[0], days.at(-1)];
  // C was printed to as many places, so that nothing is cut off that was paid.
  const amount = roundExact(charge.excess, unroundedPlaces, 'half_up');
  if (first === undefined || last === undefined || isZero(amount)) return [];
  const returns_since = localDay(terms.zone, first.start).start;
  return [{ ...chargeOn({ day: last, amount }, charge, terms), returns_since }];
}

type Worth = (day: number) => Exact;

function amountsOf(charge: PayableCharge, days: readonly Period[], cumulative: Worth | null): readonly Decimal[] {
  const { line, adjusted, minimum_part } = charge;
  return spreadOverDays({
    currency: line.request.currency,
    amount: adjusted.exact_adjusted_subtotal,
    settled_amount: adjusted.adjusted_subtotal,
    minimum_part,
    days: days.length,
    cumulative,
  });
}

/**
 * P of the usage up to the end of a day; null where the line charges on its last day whole (§8.2): nothing says when it was
 * used, or more usage may cost less.
 */
function worthOf({ line }: PayableCharge, days: readonly Period[]): Worth | null {
  const { request, subject, terms } = line;
  const { prepared, usageUntil = null } = request;
  const { model_type } = prepared;
  const isRising = isModelType(model_type) && modelDescriptions[model_type].monotone;
  if (usageUntil === null || !isRising || subject.price_type !== 'usage_price') return null;
  const subtotalOf = prepareSubtotal(prepared, terms);
  return (day) => {
    const end = days[day]?.end;
    return end === undefined ? zero : subtotalOf(usageUntil(end));
  };
}

/**
 * Each day is charged what it charges more than it was, so that usage that came late is paid by the blocks that served its
 * own day (§8.3). What was charged on a day that charges less by now, or billed in money, is taken off the first days,
 * because earlier invoices billed the beginning of the period.
 */
function withoutCharged(
  amounts: readonly Decimal[],
  starts: readonly Instant[],
  { amount: charged, recorded }: ChargedBefore,
): readonly Decimal[] {
  if (isZero(charged)) return amounts;
  const onDays = amountsByDay(recorded);
  let owed = charged;
  const less = (amount: Decimal, most: Decimal): Decimal => {
    const taken = minimum(minimum(amount, most), owed);
    owed = subtract(owed, taken);
    return subtract(amount, taken);
  };
  const grown = amounts.map((amount, day) => less(amount, onDays.get(starts[day] as Instant) ?? zero));
  return grown.map((amount) => less(amount, owed));
}

function amountsByDay(recorded: readonly CreditCharge[]): ReadonlyMap<Instant, Decimal> {
  const sums = new Map<Instant, Decimal>();
  for (const { day, amount, returns_since } of recorded) {
    if (returns_since === null) sums.set(day, add(sums.get(day) ?? zero, amount));
  }
  return sums;
}

type DayAmount = { readonly day: Period; readonly amount: Decimal };

function chargeOn(
  { day, amount }: DayAmount,
  { line }: PayableCharge,
  { zone, invoice_id }: ChargeTerms,
): CreditCharge {
  const { subject, request } = line;
  const isConvertible = request.currency.real || request.conversion !== null;
  return {
    // A period that begins within a day charges on that day, from its midnight on.
    day: localDay(zone, day.start).start,
    price_id: request.price_id,
    item_id: subject.item_id,
    price_type: subject.price_type,
    invoice_id,
    license_id: null,
    license_status: 'active',
    amount,
    returns_since: null,
    // A unit that never becomes money makes the balance negative (§8.4, F19).
    overage: isConvertible ? 'bill' : 'deficit',
    issued: null,
  };
}
