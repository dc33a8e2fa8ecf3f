/**
 * Explanations: a result in, a tree of amounts out, and the tree as text.
 *
 * Owns how workings are told to people. Computes nothing: every amount is read from the result. Invariant: the children
 * of a `sum` node add up to its amount, to the last printed digit.
 *
 * @module explain
 */
export { explainResult, type Explainable } from './explain.js';
export type { ExplanationNode } from './node.js';
export { describeAdjustment } from './explain-adjustment.js';
export { explainLines } from './explain-lines.js';
export { renderTree } from './render.js';
export { describePeriod } from './period.js';
export { inThousands } from './thousands.js';
