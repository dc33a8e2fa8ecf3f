import type { Amount, PriceInput, UsageInput } from 'reckoner';
import { integer, parseDecimal } from '../../src/decimal/index.js';
import {
  chargeAmounts,
  ratePreparedPrice,
  type PreparedPrice,
  type RatedPrice,
  type Usage,
} from '../../src/prices/index.js';
import { parseInstant } from '../../src/time/index.js';
import { prepared } from './prepared.js';
import { rationalOf, type Rational } from './rational.js';

/** A share of a period. */
export type Share = { readonly numerator: number; readonly denominator: number };

/** Rates with the values that the price room itself returns, before anything is cut for printing. */
export function rateExactly(price: PriceInput, usage: UsageInput | null, share: Share | null = null): ExactRating {
  const own = prepared(price);
  if (own === null) throw new Error('not a valid price');
  const fraction = share && { numerator: integer(share.numerator), denominator: integer(share.denominator) };
  const rated = ratePreparedPrice(own, usage && read(usage), {
    fraction,
    negative_quantity: 'error',
  });
  return { prepared: own, rated, subtotal: rationalOf(rated.subtotal), amounts: chargeAmounts(rated).map(rationalOf) };
}

export type ExactRating = {
  readonly prepared: PreparedPrice;
  readonly rated: RatedPrice;
  readonly subtotal: Rational;
  readonly amounts: readonly Rational[];
};

function read(usage: UsageInput): Usage {
  if ('quantity' in usage) return { shape: 'quantity', quantity: decimal(usage.quantity) };
  if ('events' in usage) {
    const events = usage.events.map(({ properties = {}, quantity, timestamp, idempotency_key = null }) => ({
      properties,
      quantity: decimal(quantity),
      timestamp: timestamp === undefined ? null : parseInstant(timestamp),
      idempotency_key,
    }));
    return { shape: 'events', events };
  }
  if ('components' in usage) {
    const components = usage.components.map((line) => ({ ...line, subtotal: decimal(line.subtotal) }));
    return { shape: 'components', components };
  }
  return { shape: 'groups', groups: usage.groups.map((group) => ({ ...group, quantity: decimal(group.quantity) })) };
}

function decimal(value: Amount) {
  return parseDecimal(String(value));
}
