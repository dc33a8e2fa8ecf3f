import { roundMoney, settle, settledAmount, type Currency, type RealCurrency } from '../currency/index.js';
import { sumExact, zero, type Decimal, type Exact } from '../decimal/index.js';
import { fail, pathOf, shown, type Place } from '../errors/index.js';
import {
  chargeAmounts,
  convert,
  type Conversion,
  type ConvertedPart,
  type PreparedPrice,
  type RatedPrice,
  type Usage,
} from '../prices/index.js';
import type { Period } from '../time/index.js';

/** A price that is to become a line of an invoice; `place` is where it stands in the input. */
export type LineRequest = {
  readonly price_id: string;
  readonly name: string;
  readonly place: Place;
  readonly currency: Currency;
  readonly conversion: Conversion | null;
  readonly period: Period;
  readonly prepared: PreparedPrice;
  /** Null where nothing was metered: a fixed price has a quantity of its own. */
  readonly usage: Usage | null;
};

/**
 * A line, step by step (§1.2). `subtotal`, `adjusted_subtotal` and `credits_applied` are in the price's currency, the
 * rest in the invoice's.
 */
export type InvoiceLine = {
  readonly id: string;
  readonly request: LineRequest;
  readonly rated: RatedPrice;
  /** The charges as an invoice shows them, rounded so that they add up to `subtotal`. */
  readonly shown_charges: readonly Exact[];
  readonly subtotal: Exact;
  readonly adjusted_subtotal: Exact;
  readonly credits_applied: Exact;
  /** The parts of the converted amount; null for a price in the invoice's own currency. */
  readonly converted: readonly ConvertedPart[] | null;
  readonly converted_amount: Decimal;
  readonly partially_invoiced_amount: Decimal;
  readonly amount: Decimal;
  readonly tax_amount: Decimal;
};

/** A line request once its price was rated, under the id that the line will have. */
export type RatedLine = Pick<InvoiceLine, 'id' | 'request' | 'rated'>;

/** Folds one rated price into a line of an invoice, in the order of the seven steps (§1.2). */
export function foldLine({ id, request, rated }: RatedLine, invoice_currency: RealCurrency): InvoiceLine {
  const { currency } = request;
  // Step 2: a real amount is rounded here, once; a virtual one stays exact (D1).
  const subtotal = settledAmount(rated.subtotal, currency);
  // Steps 3, 4, 6 and 7 have nothing to act on: no adjustment, credit block, earlier invoice or tax is in force.
  const converted = currency.real ? null : convertLine(request, rated);
  const money = converted === null ? subtotal : sumExact(converted.map((part) => part.amount));
  const converted_amount = roundMoney(money, invoice_currency);
  return {
    id,
    request,
    rated,
    shown_charges: showCharges(rated, subtotal, currency),
    subtotal,
    adjusted_subtotal: subtotal,
    credits_applied: zero,
    converted,
    converted_amount,
    partially_invoiced_amount: zero,
    amount: converted_amount,
    tax_amount: zero,
  };
}

/** Rows add up to the printed subtotal (W1): settled for a real currency, exact for a virtual one. */
function showCharges(rated: RatedPrice, subtotal: Exact, currency: Currency): readonly Exact[] {
  // A single charge is the whole line.
  if (rated.charges.length === 1) return [subtotal];
  const exact = chargeAmounts(rated);
  return currency.real ? settle(roundMoney(subtotal, currency), exact, currency) : exact;
}

/** Step 5: an amount in a pricing unit becomes money by the price's own rate; without one it has no money value. */
function convertLine({ conversion, currency, place }: LineRequest, rated: RatedPrice): readonly ConvertedPart[] {
  if (conversion !== null) return convert(conversion, rated.subtotal);
  const message = `is priced in ${shown(currency.code)}, which is not an ISO 4217 code; give conversion_rate or conversion_rate_config`;
  return fail(pathOf(place), 'missing_conversion', message);
}
