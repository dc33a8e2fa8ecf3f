import { add, integer, mulDiv, subtract, zero, type Decimal } from '../decimal/index.js';
import type { Instant, Period } from '../time/index.js';
import { daysPassed, indexOfPeriod, type Horizon } from './horizon.js';

/** What is used in each period of a horizon, and to how many fraction digits a part of it is told. */
export type PeriodQuantities = { readonly quantities: readonly Decimal[]; readonly places: number };

/**
 * What is used from one instant to another: whole periods as they are stated, parts of one by their local days.
 *
 * It is the difference of what was used until either, rounded then, so that the parts of a period add up to it, however
 * it is cut.
 */
export function usageBetween(used: PeriodQuantities, { start, end }: Period, horizon: Horizon): Decimal {
  if (end <= start) return zero;
  const [first, last] = [indexOfPeriod(horizon, start), indexOfPeriod(horizon, end)];
  let sum = subtract(
    usedUntil(used, { index: last, instant: end }, horizon),
    usedUntil(used, { index: first, instant: start }, horizon),
  );
  for (let index = first; index < last; index += 1) sum = add(sum, used.quantities[index] ?? zero);
  return sum;
}

type Moment = { readonly index: number; readonly instant: Instant };

/** What is used of one period until an instant. */
function usedUntil(
  { quantities, places }: PeriodQuantities,
  { index, instant }: Moment,
  { periods, zone }: Horizon,
): Decimal {
  const [period, quantity] = [periods[index], quantities[index]];
  if (period === undefined || quantity === undefined) return zero;
  // Nearly every span is cut where periods are, and no day has to be counted for it.
  if (instant <= period.start) return zero;
  if (instant >= period.end) return quantity;
  const { passed, days } = daysPassed(period, instant, zone);
  if (passed === days) return days === 0 ? zero : quantity;
  // Rounded to the digits that quantities have, cumulatively, so that nothing is lost between two parts.
  return mulDiv(quantity, integer(passed), integer(days), places, 'half_up');
}
