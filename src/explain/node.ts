/**
 * One amount and where it comes from.
 *
 * `fold` says how: a `sum` is the sum of its children's amounts (those in its own currency; every child of a sum has
 * it); a `product` multiplies its `factors`, and its children, if any, explain the first of them; `given` was an input.
 */
export type ExplanationNode = {
  readonly label: string;
  /** A plain decimal, as printed on the document; null where the node only heads a list. */
  readonly amount: string | null;
  /** The currency of `amount`; null where it is the parent's, or no money. */
  readonly currency: string | null;
  readonly fold: 'sum' | 'product' | 'given';
  /** For a product: decimals or fractions `n/d`, in order. */
  readonly factors: readonly string[];
  /** A remark behind the label, such as the exact amount before rounding. */
  readonly note: string | null;
  readonly children: readonly ExplanationNode[];
};

type NodeParts = Pick<ExplanationNode, 'label' | 'amount'> & Partial<ExplanationNode>;

/** A node that adds its children up. */
export function sumNode(parts: NodeParts): ExplanationNode {
  return { currency: null, factors: [], note: null, children: [], ...parts, fold: 'sum' };
}

/** A node that multiplies its factors. */
export function productNode(parts: NodeParts): ExplanationNode {
  return { currency: null, factors: [], note: null, children: [], ...parts, fold: 'product' };
}

/** A node that was an input. */
export function givenNode(parts: NodeParts): ExplanationNode {
  return { currency: null, factors: [], note: null, children: [], ...parts, fold: 'given' };
}
