import { renderTree, type ExplanationNode } from '../../explain/index.js';

/**
 * Draws an explanation as an indented tree, the amounts in one column.
 *
 * @example
 * ```ts
 * import { explain, ratePrice, renderExplanation } from 'reckoner';
 *
 * const rated = ratePrice({ model_type: 'unit', unit_config: { unit_amount: '0.5' } }, { quantity: 7 });
 * renderExplanation(explain(rated)).split('\n').length; // → 2
 * ```
 */
export function renderExplanation(explanation: ExplanationNode): string {
  return renderTree(explanation);
}
