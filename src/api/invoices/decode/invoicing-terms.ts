import type { MoneyRules } from '../../../currency/index.js';
import { refuse, type Fields } from '../../../errors/index.js';
import type { TaxLines } from '../../../invoices/index.js';
import { timeZone, type TimeZone } from '../../../time/index.js';
import type { Policies } from '../../../wire/index.js';
import { writtenList, type WritePrice } from '../../prices/encode/price.js';
import { templatedPrices } from '../../prices/encode/price-template.js';
import { checkTax, readTaxLines, type Taxation } from './line-taxes.js';
import { readMetering, type Metering } from '../../usage/decode/measured-usage.js';
import { readBilling, type Billing } from './plan.js';
import { moneyRulesOf, readPolicies } from '../../decode/policies.js';

/** What is billed, and how the documents of its prices are written. */
export type BilledPlan = { readonly billing: Billing; readonly writePrice: WritePrice };

/** What invoices of one plan have in common, whoever is billed, for whatever period and usage. */
export type InvoicingTerms = {
  readonly policies: Policies;
  readonly rules: MoneyRules;
  /** In the time zone in which the dates of adjustments are local midnights. */
  readonly planIn: (zone: TimeZone) => BilledPlan;
  readonly metering: () => Metering;
  readonly taxLines: (taxation: Taxation) => TaxLines;
};

/** The terms of one invoice: each part is read when it is asked for, so that faults come in the order of the input. */
export function readInvoicingTerms(input: Fields): InvoicingTerms {
  const policies = readPolicies(input);
  return {
    policies,
    rules: moneyRulesOf(policies),
    planIn: (zone) => {
      const billing = readBilling(input, zone);
      return { billing, writePrice: writtenList(billing.prices) };
    },
    metering: () => readMetering(input),
    taxLines: (taxation) => readTaxLines(input, taxation),
  };
}

/** The terms of many invoices, each part read once; refused with every fault. */
export function prepareInvoicingTerms(input: Fields): InvoicingTerms {
  const policies = readPolicies(input);
  const metering = readMetering(input);
  const plans = new Map<string, BilledPlan>();
  const planIn = (zone: TimeZone): BilledPlan => {
    const known = plans.get(zone.name);
    if (known !== undefined) return known;
    const billing = readBilling(input, zone);
    const plan = { billing, writePrice: templatedPrices(billing.prices.map((price) => [price.id, price])) };
    plans.set(zone.name, plan);
    return plan;
  };
  // What is wrong with a plan is wrong in every time zone.
  planIn(timeZone('UTC'));
  checkTax(input);
  refuse(input.issues);
  return {
    policies,
    rules: moneyRulesOf(policies),
    planIn,
    metering: () => metering,
    taxLines: (taxation) => readTaxLines(input, taxation),
  };
}
