import type { RealCurrency } from '../../currency/index.js';
import {
  addExact,
  divideExact,
  isZero,
  isZeroExact,
  multiplyExact,
  negateExact,
  ofUnits,
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
export type StandingAdvance = {
  readonly line: RecordedLine;
  readonly credited: Pick<Credited, 'dated'>;
  /**
   * What the line's amount was rounded from, and then what each of its notes gave back; null where that is not known. None
   * said: of no document.
   */
  readonly unrounded?: readonly (Exact | null)[];
};

/** Where days lie, and how they are counted. */
export type DayCount = { readonly zone: TimeZone; readonly basis: ProrationBasis };

/**
 * What stands billed in advance for a time: what lines bill of it, evenly by days, less what notes gave back of its days
 * (§9.2). In the price's currency, exact, of amounts as they were before they were rounded, where that is known. What notes
 * gave back for another reason than that the order changed, such as goodwill, stands as billed.
 */
export function standingIn(advances: readonly StandingAdvance[], time: Period, days: DayCount): Exact {
  const parts = advances.flatMap((advance) =>
    amountsOf(advance).map(({ amount, period, unrounded }, position) => {
      const part = givenIn(advance.line, { amount: unrounded ?? amount, period }, { time, days });
      return position === 0 ? part : negateExact(part);
    }),
  );
  return parts.reduce(addExact, zero);
}

/** What a document said, for which time, and what that was rounded from. */
type DocumentedAmount = DatedRefund & { readonly unrounded: Exact | null };

/** The line's own amount, then what each note gave back of it. */
function amountsOf({ line, credited, unrounded = [] }: StandingAdvance): readonly DocumentedAmount[] {
  const own = [{ amount: line.amount, period: { start: line.start, end: line.end } }, ...(credited.dated ?? [])];
  return own.map((said, position) => ({ ...said, unrounded: unrounded[position] ?? null }));
}

/** A time, and how its days are counted. */
export type InTime = { readonly time: Period; readonly days: DayCount };

/** What of an amount on a line falls on a time, evenly by days, in the price's currency; hours within one day have none. */
export function givenIn(line: RecordedLine, { amount, period }: EvenAmount, { time, days }: InTime): Exact {
  const full_period = { start: period.start, end: period.end };
  const service_period = intersect(full_period, time);
  if (service_period === undefined || measureOf({ full_period, ...days })(full_period) <= 0) return zero;
  return inPriceCurrency(line, prorate(amount, shareOf({ service_period, full_period, ...days })));
}

/** An amount of a time, evenly by its days. */
type EvenAmount = { readonly amount: Exact; readonly period: Period };

/**
 * How far what documents say of a time may be from what it would come to exactly, in the price's currency: each line and note
 * was rounded once, by at most half a minor unit, which lies evenly on its days. What stands of all times together is so never
 * taken to be further off than the documents are, however many stretches they are cut into.
 */
export function roundingIn(advances: readonly StandingAdvance[], inTime: InTime, currency: RealCurrency): Exact {
  return roundingsOf(advances, inTime, currency)(() => true);
}

/** The same of documents of which it is not known what their amounts were rounded from. */
export function uncertaintyIn(advances: readonly StandingAdvance[], inTime: InTime, currency: RealCurrency): Exact {
  return roundingsOf(advances, inTime, currency)(({ unrounded }) => unrounded === null);
}

function roundingsOf(advances: readonly StandingAdvance[], inTime: InTime, currency: RealCurrency) {
  return (isRounded: (said: DocumentedAmount) => boolean): Exact =>
    sumExact(
      advances.flatMap((advance) =>
        amountsOf(advance)
          .filter(isRounded)
          .map(({ period }) => givenIn(advance.line, { amount: halfUnit(currency), period }, inTime)),
      ),
    );
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
  const instants = new Set(advances.flatMap(amountsOf).flatMap(({ period }) => [period.start, period.end]));
  return [...instants].filter((at) => at > start && at < end).sort((a, b) => a - b);
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
