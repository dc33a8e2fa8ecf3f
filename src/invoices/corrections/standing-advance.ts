import type { RealCurrency } from '../../currency/index.js';
import {
  addExact,
  divideExact,
  isZero,
  isZeroExact,
  multiplyExact,
  ofUnits,
  subtractExact,
  sumExact,
  zero,
  type Decimal,
  type Exact,
} from '../../decimal/index.js';
import { measureOf, prorate, shareOf, type DatedRefund, type ProrationBasis } from '../../proration/index.js';
import { intersect, type Instant, type Period, type TimeZone } from '../../time/index.js';
import type { Credited } from '../credit-notes/credited-line.js';
import type { RecordedLine } from '../recorded/recorded-line.js';
import { convertedOf } from './converted.js';

/** A line in advance that stands, on an invoice or a draft, and what notes took back of it. */
export type StandingAdvance = { readonly line: RecordedLine; readonly credited: Pick<Credited, 'dated'> };

/** Where days lie, and how they are counted. */
export type DayCount = { readonly zone: TimeZone; readonly basis: ProrationBasis };

/**
 * What stands billed in advance for a time: what lines bill of it, evenly by days, less what notes gave back of its days
 * (§9.2). In the price's currency, exact, of amounts that were rounded. What notes gave back for another reason than that
 * the order changed, such as goodwill, stands as billed.
 */
export function standingIn(advances: readonly StandingAdvance[], time: Period, days: DayCount): Exact {
  const parts = advances.map(({ line, credited }) => {
    const billed = givenIn(line, { amount: line.amount, period: line }, { time, days });
    const given_back = (credited.dated ?? []).map((dated) => givenIn(line, dated, { time, days }));
    return subtractExact(billed, sumExact(given_back));
  });
  return parts.reduce(addExact, zero);
}

/** A time, and how its days are counted. */
export type InTime = { readonly time: Period; readonly days: DayCount };

/** What of an amount on a line falls on a time, evenly by days, in the price's currency; hours within one day have none. */
export function givenIn(line: RecordedLine, { amount, period }: DatedRefund, { time, days }: InTime): Exact {
  const full_period = { start: period.start, end: period.end };
  const service_period = intersect(full_period, time);
  if (service_period === undefined || measureOf({ full_period, ...days })(full_period) <= 0) return zero;
  return inPriceCurrency(line, prorate(amount, shareOf({ service_period, full_period, ...days })));
}

/**
 * How far what stands for a time may be from what it would come to exactly, in the price's currency: each line and note was
 * rounded once, by at most half a minor unit, which lies evenly on its days. What stands of all times together is so never
 * taken to be further off than the documents are, however many stretches they are cut into.
 */
export function roundingIn(advances: readonly StandingAdvance[], inTime: InTime, currency: RealCurrency): Exact {
  const roundings = advances.flatMap(({ line, credited }) =>
    periodsOf({ line, credited }).map((period) => givenIn(line, { amount: halfUnit(currency), period }, inTime)),
  );
  return sumExact(roundings);
}

/** Half a minor unit, in the price's currency: what one amount of a line may be rounded by. */
export function roundingOn(line: RecordedLine, currency: RealCurrency): Exact {
  return inPriceCurrency(line, halfUnit(currency));
}

/** Half a unit is five of the next place. */
function halfUnit({ places }: RealCurrency): Decimal {
  return ofUnits(5, places + 1);
}

/** Where lines, and what notes gave back, begin or end within a time. */
export function boundariesIn(advances: readonly StandingAdvance[], { start, end }: Period): readonly Instant[] {
  const instants = new Set(advances.flatMap(periodsOf).flatMap((period) => [period.start, period.end]));
  return [...instants].filter((at) => at > start && at < end).sort((a, b) => a - b);
}

function periodsOf({ line: { start, end }, credited }: StandingAdvance): readonly Period[] {
  return [{ start, end }, ...(credited.dated ?? []).map(({ period }) => period)];
}

/** What is money of a line, in its price's currency: a pricing unit by what the line itself was converted at. */
function inPriceCurrency(line: RecordedLine, money: Exact): Exact {
  const converted = convertedOf(line);
  if (line.is_money || isZeroExact(converted)) return money;
  return divideExact(multiplyExact(money, line.adjusted_subtotal), converted);
}

/** The other way round: what an amount in its price's currency is worth in money. */
export function inMoney(line: RecordedLine, amount: Exact): Exact {
  if (line.is_money || isZero(line.adjusted_subtotal)) return amount;
  return divideExact(multiplyExact(amount, convertedOf(line)), line.adjusted_subtotal);
}
