import type { PriceWorkings } from '../wire/index.js';
import { explainCharges } from './explain-charge.js';
import { sumNode, type ExplanationNode } from './node.js';
import { nothingKnown } from './telling.js';

/** Explains one rated price: its subtotal is the sum of its charges. */
export function explainPrice(workings: PriceWorkings): ExplanationNode {
  return sumNode({
    label: `${workings.model_type} price for a quantity of ${workings.quantity}`,
    amount: workings.subtotal,
    children: explainCharges(workings, nothingKnown),
  });
}
