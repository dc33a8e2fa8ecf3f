import { formatExact, sumExact, toNumber } from '../../decimal/index.js';
import { fail, invariant, type Fields } from '../../errors/index.js';
import { ratePreparedPrice, type RatingTerms } from '../../prices/index.js';
import { rateByGroup, type EvaluatedGroup } from '../../reports/index.js';
import type { EventInput, PriceEvaluationResult, Writable } from '../../wire/index.js';
import type { EvaluationReading } from './decode/evaluation.js';
import type { EvaluationFrame, EvaluationScope } from './decode/evaluation-request.js';
import { readMeters, type ReadMeters } from './measure-meters.js';

/** What one price came to: Orb's result, and `amount`, the sum of its groups. */
export type EvaluatedPriceResult = Writable<PriceEvaluationResult> & { amount: string };

/** Measures the events once for all evaluations and rates each; refuses first whatever is wrong with the input. */
export function evaluate(
  input: Fields,
  evaluations: readonly EvaluationReading[],
  { scope, policies }: EvaluationFrame,
): readonly EvaluatedPriceResult[] {
  const measured = readMeters(input, {
    meters: evaluations.flatMap(({ meter }) => meter ?? []),
    rated_by_event: new Set(evaluations.filter(ratesEvents).flatMap(({ meter }) => meter?.id ?? [])),
    options: { dedupe: true, only: ownerTest(scope) },
  });
  const terms: RatingTerms = { fraction: null, negative_quantity: policies.negative_quantity };
  return evaluations.map((evaluation, position) => {
    const rows = ratedRows(evaluation, measured, terms);
    refuseTooMany(rows, position, policies.evaluate_limits.rows);
    return encodeResult(evaluation, rows, policies.unrounded_scale);
  });
}

/** Whether an evaluation's model rates events one by one. */
export function ratesEvents({ price }: EvaluationReading): boolean {
  return price.prepared.plan.shape === 'events';
}

function ratedRows(
  { price, keys, meter }: EvaluationReading,
  { usage, collectors }: ReadMeters,
  terms: RatingTerms,
): readonly EvaluatedGroup[] {
  if (meter === null) return keys === 0 ? [fixedRow(price.prepared, terms)] : [];
  const measured = usage.get(meter.id);
  invariant(measured !== undefined, 'every meter has a result');
  const events = collectors.get(meter.id)?.events() ?? [];
  return rateByGroup(price.prepared, { measured, keys, events }, terms);
}

/** A fixed price is rated on its own quantity; events do not group it. */
function fixedRow(price: EvaluationReading['price']['prepared'], terms: RatingTerms): EvaluatedGroup {
  const { quantity, subtotal } = ratePreparedPrice(price, null, terms);
  return { grouping_values: [], quantity, amount: subtotal };
}

function refuseTooMany(rows: readonly EvaluatedGroup[], position: number, most: number): void {
  if (rows.length <= most) return;
  const message = `comes to ${rows.length} rows, more than ${most}; group by fewer keys, or filter`;
  fail(`price_evaluations[${position}]`, 'too_many_results', message);
}

function encodeResult(
  { price, inline_price_index }: EvaluationReading,
  rows: readonly EvaluatedGroup[],
  scale: number,
): EvaluatedPriceResult {
  return {
    currency: price.currency,
    price_groups: rows.map(({ grouping_values, quantity, amount }) => ({
      grouping_values: grouping_values.filter((value) => value !== null),
      // Orb's quantity is a JSON number: the nearest double (F1).
      quantity: toNumber(quantity),
      amount: formatExact(amount, scale),
    })),
    price_id: inline_price_index === null ? price.id : null,
    external_price_id: inline_price_index === null ? price.external_id : null,
    inline_price_index,
    amount: formatExact(sumExact(rows.map(({ amount }) => amount)), scale),
  };
}

/** Whose events count: of the customer that is asked about, or everybody's. */
function ownerTest({ customer_id: id, external_customer_id: external }: EvaluationScope) {
  return id === null && external === null ? undefined : ownerOf({ id, external_customer_id: external });
}

/** Events of a customer, under either reference; those that name nobody are taken as theirs. */
function ownerOf({ id, external_customer_id: alias }: OwnerReference): (event: EventInput) => boolean {
  return ({ customer_id, external_customer_id }) => {
    if (typeof customer_id === 'string') return customer_id === id;
    return typeof external_customer_id === 'string' ? external_customer_id === (alias ?? id) : true;
  };
}

type OwnerReference = { readonly id: string | null; readonly external_customer_id?: string | null | undefined };
