import type { AdjustmentType, AdjustmentWorkings, MonetaryAdjustment } from '../wire/index.js';
import { sameValue } from './explain-charge.js';
import { givenNode, type ExplanationNode } from './node.js';
import { unrounded, type Telling } from './telling.js';

/** What each type of adjustment is called where no reason says it better. */
export const adjustmentNames: { readonly [K in MonetaryAdjustment['adjustment_type']]: string } = {
  usage_discount: 'Usage discount',
  amount_discount: 'Discount',
  percentage_discount: 'Percentage discount',
  tiered_percentage_discount: 'Tiered percentage discount',
  minimum: 'Minimum',
  maximum: 'Maximum',
};

/** What one adjustment did to a line, with its exact change where that was rounded. */
export function explainAdjustment(step: AdjustmentWorkings, telling: Telling): ExplanationNode {
  return givenNode({
    label: `${describeAdjustment(step)}${sharingOf(step, telling)}`,
    amount: step.shown_change,
    note: sameValue(step.shown_change, step.change) ? null : `exactly ${unrounded(step.change, telling)}`,
  });
}

const ofEachLine: readonly string[] = ['usage_discount', 'percentage_discount'] satisfies AdjustmentType[];

/** An amount that several lines share is told with how many: each shows its own part. */
function sharingOf({ adjustment_id, adjustment_type }: AdjustmentWorkings, { lines_of }: Telling): string {
  const lines = ofEachLine.includes(adjustment_type) ? 1 : (lines_of.get(adjustment_id) ?? 1);
  return lines > 1 ? ` over ${lines} lines` : '';
}

/** What an adjustment is called and how much it is worth: its reason, or else its type. */
export function describeAdjustment(step: AdjustmentWorkings): string {
  return `${step.reason ?? adjustmentNames[step.adjustment_type]}${worthOf(step)}`;
}

function worthOf({ adjustment_type, value, bands }: AdjustmentWorkings): string {
  if (bands !== null) {
    return `, ${bands.map(({ upper_bound, percentage }) => `${percent(percentage)} ${upper_bound === null ? 'beyond' : `up to ${upper_bound}`}`).join(', ')}`;
  }
  if (value === null) return '';
  if (adjustment_type === 'usage_discount') return ` of ${value} units`;
  return adjustment_type === 'percentage_discount' ? ` of ${percent(value)}` : ` of ${value}`;
}

/** A fraction as people say it: 0.075 is 7.5 %. Only the point moves. */
function percent(fraction: string): string {
  const [whole = '0', digits = ''] = fraction.split('.');
  const padded = digits.padEnd(2, '0');
  const before = `${whole}${padded.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const behind = padded.slice(2);
  return `${before}${behind === '' ? '' : `.${behind}`} %`;
}
