import { fail } from '../errors/index.js';
import type { AdjustedWorkings, Invoice, InvoiceWorkings, PriceWorkings } from '../wire/index.js';
import { explainAdjusted } from './explain-adjusted.js';
import { explainDocument } from './explain-document.js';
import { explainPrice } from './explain-price.js';
import { explainWorkings } from './explain-workings.js';
import type { ExplanationNode } from './node.js';

/** What can be explained: a result that carries its workings, or a bare invoice document. */
export type Explainable = { readonly workings: InvoiceWorkings | PriceWorkings | AdjustedWorkings } | Invoice;

/** Reads a result's workings into a tree (§1: the explanation is the computation); computes nothing. */
export function explainResult(result: Explainable): ExplanationNode {
  if (typeof result !== 'object' || result === null) return refuseResult();
  if ('workings' in result) return explainRecord(result.workings);
  return 'line_items' in result ? explainDocument(result) : refuseResult();
}

function explainRecord(workings: InvoiceWorkings | PriceWorkings | AdjustedWorkings): ExplanationNode {
  if (workings.kind === 'price') return explainPrice(workings);
  return workings.kind === 'adjustments' ? explainAdjusted(workings) : explainWorkings(workings);
}

function refuseResult(): never {
  return fail(
    '',
    'invalid_type',
    'is neither a result with workings nor an invoice; give what ratePrice or draftInvoice returned',
  );
}
