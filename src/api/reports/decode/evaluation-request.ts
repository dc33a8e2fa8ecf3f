import {
  isGiven,
  iterableAt,
  optionalText,
  problem,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import { millisPerDay, type Instant, type Period } from '../../../time/index.js';
import type { EventInput, EvaluateLimits, Policies } from '../../../wire/index.js';
import { openEntries, readEvaluation, type EvaluationContext, type EvaluationReading } from './evaluation.js';
import { openStoredPrices } from './evaluated-price.js';
import { optionalInstant, requiredInstant } from '../../events/decode/event-log.js';
import { readCustomModels } from '../../prices/decode/custom-models.js';
import { readDimensionalGroups } from '../../usage/decode/dimensional-prices.js';
import { readMetrics } from '../../usage/decode/metering.js';
import { readPolicies } from '../../decode/policies.js';

/** Whose events are evaluated; both null: everybody's. */
export type EvaluationScope = { readonly customer_id: string | null; readonly external_customer_id: string | null };

/** An evaluation's frame: the timeframe, the policies, and whose events count. */
export type EvaluationFrame = {
  readonly period: Period | null;
  readonly policies: Policies;
  readonly scope: EvaluationScope;
  readonly context: EvaluationContext | null;
};

/** Reads everything but the prices to evaluate and the events. */
export function readEvaluationFrame(input: Fields): EvaluationFrame {
  const policies = readPolicies(input);
  const period = readTimeframe(input, policies.evaluate_limits);
  const metrics = readMetrics(input);
  const stored = openStoredPrices(openEntries(input, 'prices'));
  const currency = optionalText(input, 'currency');
  const groups = readDimensionalGroups(input);
  const custom_models = readCustomModels(input);
  const scope = {
    customer_id: optionalText(input, 'customer_id'),
    external_customer_id: optionalText(input, 'external_customer_id'),
  };
  return { period, policies, scope, context: period && { stored, metrics, period, currency, groups, custom_models } };
}

/** Reads `price_evaluations`: at least one, at most as many as the policy allows. */
export function readEvaluations(
  input: Fields,
  context: EvaluationContext,
  { prices }: EvaluateLimits,
): readonly EvaluationReading[] {
  const list = valueAt(input, 'price_evaluations');
  if (!Array.isArray(list) || list.length === 0) {
    report(input, 'price_evaluations', wanting(list, 'a list of at least one price to evaluate'));
    return [];
  }
  if (list.length > prices) {
    const message = `holds ${list.length} prices; evaluate at most ${prices} at a time`;
    report(input, 'price_evaluations', { code: 'limit_exceeded', message });
    return [];
  }
  const entries = openEntries(input, 'price_evaluations');
  return entries.flatMap((entry) => readEvaluation(entry, Number(entry.place.step), context) ?? []);
}

/** `timeframe_end` defaults to `at`; the start may lie 100 days before `at`, where that is given (§3 "Evaluate"). */
function readTimeframe(input: Fields, { days }: EvaluateLimits): Period | null {
  const at = optionalInstant(input, 'at');
  const start = requiredInstant(input, 'timeframe_start');
  const end = isGiven(valueAt(input, 'timeframe_end')) || at === null ? requiredInstant(input, 'timeframe_end') : at;
  if (start === null || end === null) return null;
  if (at !== null) reportTooLongAgo(input, { start, at, days });
  if (end >= start) return { start, end };
  const message = 'is before timeframe_start; exchange the two, or mend one';
  report(input, 'timeframe_end', { code: 'invalid_timeframe', message });
  return null;
}

type Reach = { readonly start: Instant; readonly at: Instant; readonly days: number };

function reportTooLongAgo(input: Fields, { start, at, days }: Reach): void {
  // ≥: exactly so many days back is still within reach.
  if (start >= at - days * millisPerDay) return;
  const message = `is more than ${days} days before at; ask for a later one, or leave at out`;
  report(input, 'timeframe_start', { code: 'invalid_timeframe', message });
}

/** The events of an input, which its meters read one by one. */
export function requiredEvents(input: Fields): Iterable<EventInput> {
  return (iterableAt(input, 'events', 'events') ?? []) as Iterable<EventInput>;
}

/** Events that came for a preview are few, and somebody's (§3 "Evaluate"). */
export function reportPreview(input: Fields, scope: EvaluationScope, { preview_events: most }: EvaluateLimits): void {
  const events = valueAt(input, 'events');
  if (!Array.isArray(events) || events.length === 0) {
    report(input, 'events', wanting(events, 'a list of at least one event'));
  } else if (events.length > most) {
    report(input, 'events', { code: 'limit_exceeded', message: `holds ${events.length} events; give at most ${most}` });
  }
  if (scope.customer_id !== null || scope.external_customer_id !== null) return;
  const message = 'needs customer_id or external_customer_id: whose the events without a customer are';
  input.issues.push(problem('', 'customer_reference', message));
}
