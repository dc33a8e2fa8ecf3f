import { fail } from '../../../errors/index.js';
import { average } from './average.js';
import { count } from './count.js';
import { earliest, latest } from './endmost.js';
import { max, min } from './extreme.js';
import type { MergeableKind, PartialRule } from './partial-rule.js';
import { sum } from './sum.js';
import { unique } from './unique.js';

const partialRules: { readonly [K in MergeableKind]: PartialRule } = {
  count,
  sum,
  min,
  max,
  average,
  unique,
  latest,
  earliest,
};

/** The rule of a kind, or a refusal: what the events of a shard come to does not say what all events come to. */
export function partialRuleFor(kind: string): PartialRule {
  if (isMergeableKind(kind)) return partialRules[kind];
  const message = `is ${kind}, whose partials cannot be merged; aggregate its events with aggregateUsage instead`;
  return fail('metric.aggregation.kind', 'unsupported_sql', message);
}

function isMergeableKind(kind: string): kind is MergeableKind {
  return Object.hasOwn(partialRules, kind);
}
