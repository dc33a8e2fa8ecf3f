import { currencyOf, type Currency, type MoneyRules, type RealCurrency } from '../../../currency/index.js';
import { report, shown, type Fields } from '../../../errors/index.js';
import type { BilledCustomer } from '../../decode/customer.js';
import type { Billing } from './plan.js';
import type { ListedPrice } from '../../prices/decode/price-list.js';

/** Who is billed for what, and under which rules codes are looked up; faults go to the customer's fields. */
export type CurrencyQuestion = {
  readonly fields: Fields;
  readonly customer: BilledCustomer;
  readonly billing: Billing;
  readonly rules: MoneyRules;
};

/** The customer's currency, else the plan's, else the one that the prices share (§9.1). */
export function readInvoiceCurrency(question: CurrencyQuestion): RealCurrency | null {
  const { fields, customer, billing, rules } = question;
  reportDisagreement(question);
  const code = customer.currency ?? billing.invoicing_currency ?? sharedCurrency(billing.prices, rules);
  if (code === null) {
    const message = 'is missing, and neither plan nor prices name one; give an ISO 4217 code';
    report(fields, 'currency', { code: 'missing_field', message });
    return null;
  }
  const currency = currencyOf(code, rules);
  if (currency.real) return currency;
  const message = `${shown(code)} is not an active ISO 4217 code; use one, in capitals, like "USD"`;
  report(fields, 'currency', { code: 'unknown_currency', message });
  return null;
}

/** A plan in a pricing unit names no money, so only two real currencies can disagree. */
function reportDisagreement({ fields, customer, billing, rules }: CurrencyQuestion): void {
  const [own, planned] = [customer.currency, billing.invoicing_currency];
  if (own === null || planned === null || own === planned || !currencyOf(planned, rules).real) return;
  const message = `is ${shown(own)} but the plan invoices in ${shown(planned)}; they must agree`;
  report(fields, 'currency', { code: 'currency_mismatch', message });
}

function sharedCurrency(prices: readonly ListedPrice[], rules: MoneyRules): string | null {
  const codes = new Set<string>();
  for (const { currency } of prices) if (currency !== null && currencyOf(currency, rules).real) codes.add(currency);
  const [first = null] = codes;
  return codes.size === 1 ? first : null;
}

/** The currency of a price; one that names none is in the invoice's. */
export function currencyOfPrice({ currency }: ListedPrice, invoice: RealCurrency, rules: MoneyRules): Currency {
  return currency === null || currency === invoice.code ? invoice : currencyOf(currency, rules);
}
