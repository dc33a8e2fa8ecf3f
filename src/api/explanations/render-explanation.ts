import { refuse } from '../../errors/index.js';
import { renderTree, type ExplanationNode } from '../../explain/index.js';
import { openInput } from '../decode/input.js';
import { checkExplanation } from './decode/explanation.js';

/**
 * Draws an explanation as an indented tree, the amounts in one column.
 *
 * @throws `invalid_type`, `missing_field` and `limit_exceeded` for what is no explanation
 * @example
 * ```ts
 * import { explain, ratePrice, renderExplanation } from 'reckoner';
 *
 * const rated = ratePrice({ model_type: 'unit', unit_config: { unit_amount: '0.5' } }, { quantity: 7 });
 * renderExplanation(explain(rated)).split('\n').length; // → 2
 * ```
 */
export function renderExplanation(explanation: ExplanationNode): string {
  const node = openInput(explanation);
  checkExplanation(node);
  refuse(node.issues);
  return renderTree(explanation);
}
