import type { AdjustedLine, PriceSubject } from '../adjustments/index.js';
import { roundMoney, settle, type Currency, type RealCurrency } from '../currency/index.js';
import { isZeroExact, subtract, subtractExact, sumExact, zero, type Decimal, type Exact } from '../decimal/index.js';
import { fail, pathOf, shown } from '../errors/index.js';
import { chargeAmounts, convert, type ConvertedPart, type RatedPrice } from '../prices/index.js';
import type { CreditedLineAmount, PayableLine } from './credits-port.js';
import type { LineRequest } from './line-request.js';
import type { ChargedTax } from './tax.js';

/**
 * A line, step by step (§1.2). `subtotal`, `adjusted_subtotal` and `credits_applied` are in the price's currency, the
 * rest in the invoice's.
 */
export type InvoiceLine = {
  readonly id: string;
  readonly request: LineRequest;
  readonly rated: RatedPrice;
  readonly subject: PriceSubject;
  /** The charges as an invoice shows them, rounded so that they add up to `subtotal`. */
  readonly shown_charges: readonly Exact[];
  readonly subtotal: Exact;
  readonly adjusted: AdjustedLine;
  readonly adjusted_subtotal: Exact;
  readonly credits: CreditedLineAmount;
  readonly credits_applied: Exact;
  /** The parts of the converted amount; null for a price in the invoice's own currency. */
  readonly converted: readonly ConvertedPart[] | null;
  /** M: what is to be paid of the service period in money, before earlier invoices. */
  readonly converted_amount: Decimal;
  readonly partially_invoiced_amount: Decimal;
  readonly amount: Decimal;
  readonly taxes: readonly ChargedTax[];
  readonly tax_amount: Decimal;
};

/** Folds what was found of one line into it, in the order of the seven steps (§1.2); taxes follow. */
export function foldLine(
  { line_id: id, line, adjusted, invoiced }: PayableLine,
  credits: CreditedLineAmount,
  invoice_currency: RealCurrency,
): InvoiceLine {
  const { request, rated, subject } = line;
  const { currency } = request;
  const { subtotal, adjusted_subtotal } = adjusted;
  const { credits_applied } = credits;
  // Most lines have neither credits nor earlier invoices: what is taken off them is the one zero, and nothing is computed.
  const left = credits_applied === zero ? adjusted_subtotal : subtractExact(adjusted_subtotal, credits_applied);
  const converted = currency.real ? null : convertLine(request, left);
  const money = converted === null ? left : sumExact(converted.map((part) => part.amount));
  const converted_amount = roundMoney(money, invoice_currency);
  return {
    id,
    request,
    rated,
    subject,
    shown_charges: showCharges(rated, subtotal, currency),
    subtotal,
    adjusted,
    adjusted_subtotal,
    credits,
    credits_applied,
    converted,
    converted_amount,
    partially_invoiced_amount: invoiced,
    amount: invoiced === zero ? converted_amount : subtract(converted_amount, invoiced),
    taxes: untaxed,
    tax_amount: zero,
  };
}

const untaxed: readonly ChargedTax[] = [];

/** Rows add up to the printed subtotal (W1): settled for a real currency, exact for a virtual one. */
function showCharges(rated: RatedPrice, subtotal: Exact, currency: Currency): readonly Exact[] {
  // A single charge is the whole line.
  if (rated.charges.length === 1) return [subtotal];
  const exact = chargeAmounts(rated);
  return currency.real ? settle(roundMoney(subtotal, currency), exact, currency) : exact;
}

/**
 * Step 5: what credits left of an amount in a pricing unit becomes money by the price's own rate. Without a rate it has
 * no money value, which matters only where something is left (F19).
 */
function convertLine({ conversion, currency, place }: LineRequest, left: Exact): readonly ConvertedPart[] {
  if (conversion !== null) return convert(conversion, left);
  if (isZeroExact(left)) return [];
  const message = `is priced in ${shown(currency.code)}, which is not an ISO 4217 code; give conversion_rate or conversion_rate_config`;
  return fail(pathOf(place), 'missing_conversion', message);
}
