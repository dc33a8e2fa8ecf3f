import { pathAt, problem, type Issues } from '../../errors/index.js';
import { isSaid, optionalText, readFields } from './fields.js';
import { adjustmentsRefused, readPriceList, type ListedPrice } from './price-list.js';

/** What a plan, or a bare list of prices, bills. */
export type Billing = {
  readonly prices: readonly ListedPrice[];
  readonly invoicing_currency: string | null;
  readonly memo: string | null;
};

const adjusting = ['adjustments', 'discount', 'minimum', 'minimum_amount', 'maximum', 'maximum_amount'];

/** Reads the one of `plan` and `prices` that is given; both or neither is a fault. */
export function readBilling(input: { readonly plan?: unknown; readonly prices?: unknown }, issues: Issues): Billing {
  const hasPlan = isSaid(input.plan);
  if (hasPlan === (input.prices !== undefined && input.prices !== null)) {
    issues.push(problem('', 'missing_field', 'needs either plan or prices, and not both'));
    return { prices: [], invoicing_currency: null, memo: null };
  }
  if (hasPlan) return readPlan(input.plan, 'plan', issues);
  return { prices: readPriceList(input.prices, 'prices', issues), invoicing_currency: null, memo: null };
}

function readPlan(plan: unknown, path: string, issues: Issues): Billing {
  const fields = readFields(plan, path, issues);
  for (const key of adjusting) {
    if (isSaid(fields.value[key])) issues.push(problem(pathAt(path, key), 'invalid_adjustment', adjustmentsRefused));
  }
  if (isSaid(fields.value['plan_phases'])) {
    const message = 'change the prices over time; give the prices of one phase as prices';
    issues.push(problem(pathAt(path, 'plan_phases'), 'phase_required', message));
  }
  return {
    prices: readPriceList(fields.value['prices'], pathAt(path, 'prices'), issues),
    invoicing_currency: optionalText(fields, 'invoicing_currency') ?? optionalText(fields, 'currency'),
    memo: optionalText(fields, 'default_invoice_memo'),
  };
}
