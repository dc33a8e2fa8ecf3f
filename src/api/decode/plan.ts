import { isGiven, openChild, optionalText, problem, report, valueAt, type Fields } from '../../errors/index.js';
import { readPriceList, type ListedPrice } from './price-list.js';
import { isSaid, reportAdjusting } from './unbilled.js';

/** What a plan, or a bare list of prices, bills. */
export type Billing = {
  readonly prices: readonly ListedPrice[];
  readonly invoicing_currency: string | null;
  readonly memo: string | null;
};

const nothing: Billing = { prices: [], invoicing_currency: null, memo: null };

/** Reads the one of `plan` and `prices` that is given; both or neither is a fault. */
export function readBilling(input: Fields): Billing {
  const hasPlan = isGiven(valueAt(input, 'plan'));
  if (hasPlan === isGiven(valueAt(input, 'prices'))) {
    input.issues.push(problem('', 'missing_field', 'needs either plan or prices, and not both'));
    return nothing;
  }
  if (!hasPlan) return { ...nothing, prices: readUnadjusted(input) };
  const plan = openChild(input, 'plan');
  return plan === null ? nothing : readPlan(plan);
}

function readPlan(plan: Fields): Billing {
  reportAdjusting(plan);
  if (isSaid(plan.value['plan_phases'])) {
    const message = 'change the prices over time; give the prices of one phase as prices';
    report(plan, 'plan_phases', { code: 'phase_required', message });
  }
  return {
    prices: readUnadjusted(plan),
    invoicing_currency: optionalText(plan, 'invoicing_currency') ?? optionalText(plan, 'currency'),
    memo: optionalText(plan, 'default_invoice_memo'),
  };
}

function readUnadjusted(owner: Fields): readonly ListedPrice[] {
  const prices = readPriceList(owner);
  for (const { adjusting } of prices) for (const fields of adjusting) reportAdjusting(fields);
  return prices;
}
