import { openChild, valueAt, wanting, report, type Fields } from '../../../errors/index.js';
import { checkNested, type NestedShape } from '../../decode/nested-shape.js';
import { adjustedWorkings, invoiceWorkings, priceWorkings } from '../../decode/shapes/workings.js';
import { explainedLines } from '../../decode/shapes/explained-lines.js';

const records: Readonly<Record<string, NestedShape>> = {
  price: priceWorkings,
  adjustments: adjustedWorkings,
  invoice: invoiceWorkings,
};

/** Checks what is to be explained: it may have been stored since it was computed, or come from somewhere else. */
export function checkExplainable(result: Fields): void {
  if (!Object.hasOwn(result.value, 'workings')) {
    if (Object.hasOwn(result.value, 'line_items')) checkNested(result, explainedLines);
    return;
  }
  const workings = openChild(result, 'workings');
  if (workings === null) return;
  const kind = valueAt(workings, 'kind');
  const shape = typeof kind === 'string' && Object.hasOwn(records, kind) ? records[kind] : undefined;
  if (shape === undefined) report(workings, 'kind', wanting(kind, 'price, adjustments or invoice'));
  else checkNested(workings, shape);
}
