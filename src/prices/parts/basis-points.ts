import { add, compare, multiply, one, parseDecimal, zero, type Decimal } from '../../decimal/index.js';
import { isGiven, valueAt, type Fields } from '../../errors/index.js';
import { amountCharge, part, type Charge, type ChargePart } from '../charge.js';
import { readAllocation, readAmount } from './config.js';

/** A share of an event's value, and the most that one event costs. */
export type BasisPoints = { readonly share: Decimal; readonly cap: Decimal | null };

// A basis point is a hundredth of a percent.
const basisPoint = /*#__PURE__*/ parseDecimal('0.0001');

/** Reads `bps` and `per_unit_maximum?`. */
export function readBasisPoints(config: Fields): BasisPoints {
  return {
    share: multiply(readAmount(config, 'bps'), basisPoint),
    // A cap below zero would pay for events of no value.
    cap: isGiven(valueAt(config, 'per_unit_maximum')) ? readAllocation(config, 'per_unit_maximum') : null,
  };
}

/** A piece of an event's value that one share applies to. */
export type ValuePiece = { readonly terms: BasisPoints; readonly value: Decimal };

/** Adds up what events cost, each by the pieces of its value; the last piece's cap is the event's (F8). */
export type FeeTally = {
  readonly add: (pieces: readonly ValuePiece[]) => void;
  /** One amount, made of the value at each share and of the capped events at each cap. */
  readonly charges: (quantity: Decimal) => readonly Charge[];
};

/** A tally of fees, which remembers sums and not events. */
export function createFeeTally(): FeeTally {
  const values = new Map<BasisPoints, Decimal>();
  const capped = new Map<BasisPoints, Decimal>();
  return {
    add: (pieces) => {
      const last = pieces.at(-1)?.terms;
      const fee = pieces.reduce((sum, { terms, value }) => add(sum, multiply(value, terms.share)), zero);
      // Beyond the cap the event costs the cap; reaching it changes nothing.
      if (last?.cap && compare(fee, last.cap) > 0) return count(capped, last, one);
      for (const { terms, value } of pieces) count(values, terms, value);
    },
    charges: (quantity) => [
      amountCharge(
        quantity,
        ...[...values].map(([{ share }, value]): ChargePart => part('value within the cap', value, share)),
        ...[...capped].map(([{ cap }, events]): ChargePart => part('events at the cap', events, cap ?? zero)),
      ),
    ],
  };
}

function count(sums: Map<BasisPoints, Decimal>, terms: BasisPoints, value: Decimal): void {
  sums.set(terms, add(sums.get(terms) ?? zero, value));
}
