import { fail } from '../errors/index.js';
import type { Invoice, InvoiceWorkings, PriceWorkings } from '../wire/index.js';
import { explainDocument } from './explain-document.js';
import { explainPrice } from './explain-price.js';
import { explainWorkings } from './explain-workings.js';
import type { ExplanationNode } from './node.js';

/** What can be explained: a result that carries its workings, or a bare invoice document. */
export type Explainable = { readonly workings: InvoiceWorkings | PriceWorkings } | Invoice;

/** Reads a result's workings into a tree (§1: the explanation is the computation); computes nothing. */
export function explainResult(result: Explainable): ExplanationNode {
  if (typeof result !== 'object' || result === null) return refuseResult();
  if ('workings' in result)
    return result.workings.kind === 'price' ? explainPrice(result.workings) : explainWorkings(result.workings);
  return 'line_items' in result ? explainDocument(result) : refuseResult();
}

function refuseResult(): never {
  return fail(
    '',
    'invalid_type',
    'is neither a result with workings nor an invoice; give what ratePrice or draftInvoice returned',
  );
}
