import { divideExact, formatDecimal, signExact, subtractExact, type Decimal, type Exact } from '../decimal/index.js';
import {
  part,
  prepareSubtotal,
  rateParts,
  type ChargePart,
  type PreparedPrice,
  type RatedPrice,
} from '../prices/index.js';
import { shareOf, type Coverage } from '../proration/index.js';
import type { Instant } from '../time/index.js';

/** A quantity of a fixed price, and from when on it has it. */
export type FeeQuantity = { readonly at: Instant; readonly quantity: Decimal };

/** A fixed price whose quantity changes while its period runs. */
export type ChangingFee = {
  /** In order; the first is that of the service period's start. */
  readonly quantities: readonly [FeeQuantity, ...FeeQuantity[]];
  readonly time: Coverage;
  /** Whether a lower quantity leaves what was billed in advance as it is (`quantity_decrease` is `none`). */
  readonly keeps_decrease: boolean;
};

/**
 * What the fee has come to by an instant: in full from the first day (F27), and from each change on the difference for
 * what is left of the period, exact (§9.2). At the end this is Σ P(qₖ) × daysₖ / full days, by which a fee in arrears is
 * billed.
 */
export function rateChangingFee(price: PreparedPrice, fee: ChangingFee, until: Instant): RatedPrice {
  const { quantities, time, keeps_decrease } = fee;
  const [first, ...later] = quantities;
  const subtotalOf = prepareSubtotal(price);
  const cost = ({ quantity }: FeeQuantity): Exact => subtotalOf({ shape: 'quantity', quantity });
  const parts: ChargePart[] = [
    partOf(`quantity ${formatDecimal(first.quantity)}`, cost(first), { at: first.at, time }),
  ];
  let last: FeeQuantity = first;
  let billed: FeeQuantity = first;
  // Half-open: a change at the end of a day belongs to the next.
  for (const change of later.filter(({ at }) => at < until)) {
    last = change;
    const difference = subtractExact(cost(change), cost(billed));
    // What was kept is still billed when there are more units again, and only what is beyond it comes to more.
    if (signExact(difference) < 0 && keeps_decrease) continue;
    const name = `quantity ${formatDecimal(change.quantity)} in place of ${formatDecimal(billed.quantity)}`;
    parts.push(partOf(name, difference, { at: change.at, time }));
    billed = change;
  }
  return rateParts(price, { quantity: last.quantity, parts, due: null });
}

type Rest = { readonly at: Instant; readonly time: Coverage };

/** An amount for what is left of the period. */
function partOf(name: string, amount: Exact, { at, time }: Rest): ChargePart {
  const rest = { ...time, service_period: { start: at, end: time.service_period.end } };
  const { numerator, denominator } = shareOf(rest);
  const unit = time.basis === 'day' ? 'days' : 'milliseconds';
  const left = `for ${formatDecimal(numerator)} of ${formatDecimal(denominator)} ${unit}`;
  return part(`${name} ${left}`, amount, divideExact(numerator, denominator));
}
