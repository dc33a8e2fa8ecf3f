import type { AdjustedLineWorkings, AdjustedWorkings } from '../wire/index.js';
import { explainAdjustment } from './explain-adjustment.js';
import { explainCharges, sameValue } from './explain-charge.js';
import { productNode, sumNode, type ExplanationNode } from './node.js';
import { tellingOf, type Telling } from './telling.js';

/** Explains adjusted lines: a list, because lines of several currencies have no sum. */
export function explainAdjusted({ lines }: AdjustedWorkings): ExplanationNode {
  const telling = tellingOf(lines, null);
  const children = lines.map((line) => explainLine(line, telling));
  return productNode({ label: 'Adjusted lines', amount: null, children });
}

function explainLine(line: AdjustedLineWorkings, telling: Telling): ExplanationNode {
  const subtotal = sumNode({
    label: 'Subtotal',
    amount: line.subtotal,
    note: roundedFrom(line.exact_subtotal, line.subtotal),
    children: line.rating === null ? [] : explainCharges(line.rating, telling),
  });
  return sumNode({
    label: line.line_id,
    amount: line.adjusted_subtotal,
    currency: line.currency,
    note: roundedFrom(line.exact_adjusted_subtotal, line.adjusted_subtotal),
    children: [subtotal, ...line.adjustments.map((step) => explainAdjustment(step, telling))],
  });
}

function roundedFrom(exact: string, shown: string): string | null {
  return sameValue(exact, shown) ? null : `rounded from ${exact}`;
}
