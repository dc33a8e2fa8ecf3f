import { integer } from '../decimal/index.js';
import type { Portion } from '../cycles/index.js';
import type { Period, TimeZone } from '../time/index.js';
import { shareOf, type ProrationBasis, type Share } from './share.js';

/** A portion of a billing period, with the period it belongs to and the whole cell. */
export type Instalment = {
  readonly service_period: Period;
  readonly full_period: Period;
  readonly portion: Portion;
  readonly zone: TimeZone;
  readonly basis: ProrationBasis;
};

/**
 * The share of a billing period's fixed fee that is due with a portion, all earlier portions included: k of n in a whole
 * period; in a stub its days up to the end of the portion, of all its days (§4.5, F15).
 *
 * An instalment is round(P × share) less what was billed before, so that the last one completes the fee to the cent.
 */
export function cumulativeShare({ service_period, full_period, portion, zone, basis }: Instalment): Share {
  const { index, of } = portion;
  const { start, end } = service_period;
  const isWhole = start === full_period.start && end === full_period.end;
  // The last portion completes the fee: also where a stub is shorter than a day and has no days to share.
  if (isWhole || index === of) return { numerator: integer(index), denominator: integer(of), basis };
  return shareOf({ service_period: { start, end: portion.end }, full_period: service_period, zone, basis });
}
