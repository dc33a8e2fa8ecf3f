import { currencyOf, type MoneyRules, type RealCurrency } from '../../currency/index.js';
import { problem, shown, type Issues } from '../../errors/index.js';
import type { BilledCustomer } from './customer.js';
import type { Billing } from './plan.js';
import type { ListedPrice } from './price-list.js';

/** Under which rules codes are looked up, and where faults go. */
export type CurrencyReading = { readonly rules: MoneyRules; readonly issues: Issues };

/** The customer's currency, else the plan's, else the one that the prices share (§9.1). */
export function readInvoiceCurrency(
  customer: BilledCustomer,
  billing: Billing,
  reading: CurrencyReading,
): RealCurrency | null {
  const { rules, issues } = reading;
  reportDisagreement(customer.currency, billing.invoicing_currency, reading);
  const code = customer.currency ?? billing.invoicing_currency ?? sharedCurrency(billing.prices, rules);
  if (code === null) {
    if (!customer.present) return null;
    const message = 'is missing, and neither plan nor prices name one; give an ISO 4217 code';
    issues.push(problem('customer.currency', 'missing_field', message));
    return null;
  }
  const currency = currencyOf(code, rules);
  if (currency.real) return currency;
  const message = `${shown(code)} is not an active ISO 4217 code; use one, in capitals, like "USD"`;
  issues.push(problem('customer.currency', 'unknown_currency', message));
  return null;
}

/** A plan in a pricing unit names no money, so only two real currencies can disagree. */
function reportDisagreement(own: string | null, planned: string | null, { rules, issues }: CurrencyReading): void {
  if (own === null || planned === null || own === planned || !currencyOf(planned, rules).real) return;
  const message = `is ${shown(own)} but the plan invoices in ${shown(planned)}; they must agree`;
  issues.push(problem('customer.currency', 'currency_mismatch', message));
}

function sharedCurrency(prices: readonly ListedPrice[], rules: MoneyRules): string | null {
  const codes = new Set(
    prices.map((price) => price.currency).filter((code) => code !== null && currencyOf(code, rules).real),
  );
  const [first = null] = codes;
  return codes.size === 1 ? first : null;
}
