import { currencyOf, type MoneyRules, type RealCurrency } from '../../../../currency/index.js';
import {
  isGiven,
  optionalFlag,
  optionalText,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../../../errors/index.js';
import type { PaymentTerms } from '../../../../invoices/index.js';
import {
  addMonths,
  compareDates,
  formatDate,
  instantOfMillis,
  localDate,
  type Instant,
} from '../../../../time/index.js';
import type { BilledCustomer } from '../../../decode/customer.js';
import type { Moment } from '../../../decode/moment.js';
import { readTermsOf } from '../payment-terms.js';
import { boundaryAt } from '../../../decode/period.js';
import { reportUnrounded } from '../../../decode/whole-units.js';

/** The customer that the request names, by either id or both, is the one that is given. */
export function reportOtherCustomer(request: Fields, { id, document }: BilledCustomer): void {
  const own = { customer_id: id, external_customer_id: document.external_customer_id ?? null };
  const named = Object.entries(own).filter(([key]) => isGiven(valueAt(request, key)));
  if (named.length === 0) {
    const message = 'is missing, and so is external_customer_id; name the customer by one of them';
    report(request, 'customer_id', { code: 'customer_reference', message });
  }
  for (const [key, known] of named) {
    const value = optionalText(request, key);
    if (value === null || value === known) continue;
    const message = `is ${shown(value)}, but the customer given has ${shown(known)}; give the customer it names`;
    report(request, key, { code: 'customer_reference', message });
  }
}

/** The currency of the invoice: real, and the customer's own where that is set (Orb:API). */
export function readOneOffCurrency(request: Fields, moment: Moment, rules: MoneyRules): RealCurrency | null {
  const code = requiredText(request, 'currency');
  if (code === '') return null;
  const currency = currencyOf(code, rules);
  if (!currency.real) {
    const message = `${shown(code)} is not an active ISO 4217 code; use one, in capitals, like "USD"`;
    report(request, 'currency', { code: 'unknown_currency', message });
    return null;
  }
  const { currency: own, balance: value } = moment.customer;
  if (own !== null && own !== code) {
    const message = `is ${shown(code)}, but the customer is invoiced in ${shown(own)}; they must agree`;
    report(request, 'currency', { code: 'currency_mismatch', message });
  }
  reportUnrounded(moment.fields, 'balance', { value, currency });
  return currency;
}

const farthest = 12;

/** The date of the invoice: in the past, or up to a year ahead (§11.5). */
export function readInvoiceDate(request: Fields, { customer, at }: Moment): Instant {
  const { zone } = customer;
  const date = boundaryAt(request, 'invoice_date', zone);
  if (date === undefined) return instantOfMillis(0);
  const last = addMonths(localDate(zone, at), farthest);
  // ≤: the same date of the next year is a year away, not more.
  if (compareDates(localDate(zone, date), last) <= 0) return date;
  const message = `is ${shown(valueAt(request, 'invoice_date'))}; the latest is ${formatDate(last)}, a year from now`;
  report(request, 'invoice_date', { code: 'invoice_date_too_far', message });
  return date;
}

/** When it is to be paid: after days, or on a date of its own, not both; on issue unless given (§11.2). */
export function readOneOffTerms(request: Fields, { zone }: BilledCustomer): PaymentTerms {
  if (['net_terms', 'due_date'].every((key) => isGiven(valueAt(request, key)))) {
    const message = 'stands beside due_date; give one of them';
    report(request, 'net_terms', { code: 'due_date_terms', message });
  }
  return readTermsOf(request, zone);
}

/** Whether it issues itself, which it does not unless told, and is collected, as the customer is unless told. */
export function readOneOffSettings(request: Fields, { document }: BilledCustomer) {
  const collected = isGiven(valueAt(request, 'auto_collection'));
  return {
    auto_issuance: optionalFlag(request, 'will_auto_issue'),
    auto_collection: collected ? optionalFlag(request, 'auto_collection') : (document.auto_collection ?? false),
  };
}
