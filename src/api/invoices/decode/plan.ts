import { readAdjustmentList, readLegacyAdjustments, type Adjustment } from '../../../adjustments/index.js';
import { isGiven, openChild, optionalText, problem, report, valueAt, type Fields } from '../../../errors/index.js';
import type { CustomModels } from '../../../prices/index.js';
import type { TimeZone } from '../../../time/index.js';
import { readCustomModels } from '../../prices/decode/custom-models.js';
import { readPriceList, type ListedPrice } from '../../prices/decode/price-list.js';
import { isSaid, reportTrial } from './unbilled.js';

/** What a plan, or a bare list of prices, bills. */
export type Billing = {
  readonly prices: readonly ListedPrice[];
  /** In the order of their creation: the plan's, those beside its prices, then the invoice's own. */
  readonly adjustments: readonly Adjustment[];
  readonly invoicing_currency: string | null;
  readonly memo: string | null;
};

const nothing: Billing = { prices: [], adjustments: [], invoicing_currency: null, memo: null };

/** Reads the one of `plan` and `prices` that is given, and all that adjusts them; both or neither is a fault. */
export function readBilling(input: Fields, zone: TimeZone): Billing {
  const hasPlan = isGiven(valueAt(input, 'plan'));
  if (hasPlan === isGiven(valueAt(input, 'prices'))) {
    input.issues.push(problem('', 'missing_field', 'needs either plan or prices, and not both'));
    return nothing;
  }
  const plan = hasPlan ? openChild(input, 'plan') : null;
  if (hasPlan && plan === null) return nothing;
  const models = readCustomModels(input);
  const billing = plan === null ? barePrices(readPriceList(input, models)) : readPlan(plan, zone, models);
  const own = readAdjustmentList(input, 'adjustments', zone);
  const { prices, adjustments, invoicing_currency, memo } = billing;
  const known = [...adjustments, ...own];
  const beside: Adjustment[] = [];
  for (const price of prices) for (const fields of price.adjusting) beside.push(...readBeside(price.id, fields, known));
  return { prices, adjustments: [...adjustments, ...beside, ...own], invoicing_currency, memo };
}

function barePrices(prices: readonly ListedPrice[]): Billing {
  return { prices, adjustments: nothing.adjustments, invoicing_currency: null, memo: null };
}

/** What stands in a price, or beside it in the list, adjusts that price alone (§6). */
function readBeside(price_id: string, fields: Fields, known: readonly Adjustment[]): readonly Adjustment[] {
  reportTrial(fields);
  return readLegacyAdjustments(fields, { price_id, adjustments: known });
}

function readPlan(plan: Fields, zone: TimeZone, models: CustomModels): Billing {
  if (isSaid(plan.value['plan_phases'])) {
    const message = 'change the prices over time; give the prices of one phase as prices';
    report(plan, 'plan_phases', { code: 'phase_required', message });
  }
  reportTrial(plan);
  const adjustments = readAdjustmentList(plan, 'adjustments', zone);
  return {
    prices: readPriceList(plan, models),
    adjustments: [...adjustments, ...readLegacyAdjustments(plan, { price_id: null, adjustments })],
    invoicing_currency: optionalText(plan, 'invoicing_currency') ?? optionalText(plan, 'currency'),
    memo: optionalText(plan, 'default_invoice_memo'),
  };
}
