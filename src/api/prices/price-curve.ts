import { compare, formatExact, type Decimal, type Exact } from '../../decimal/index.js';
import { fail } from '../../errors/index.js';
import { countSteps, stepsBetween } from '../../prices/index.js';
import { breakpointsOf, segmentsBetween, type CostSegment, type CurveBreakpoint } from '../../quotes/index.js';
import type { DecimalText, PriceInput } from '../../wire/index.js';
import type { PriceCurveSpan } from './curve-input.js';
import type { CustomModelsInput, CustomPriceInput } from './custom-model.js';
import { readCurveSubject, type CurveSubject } from './decode/curve-subject.js';
import type { GroupingValue } from './usage-input.js';
import type { RatingContext } from './rating-context.js';

/** Whether something was proved from the structure of the prices, or found by trying quantities. */
export type CurveMethod = 'exact' | 'search';

/** A part of a price curve that is one straight line; at its ends the cost may jump away from it. */
export type PriceCurveSegment = {
  readonly from: DecimalText;
  readonly to: DecimalText;
  /** Where the line begins and ends. */
  readonly cost_from: DecimalText;
  readonly cost_to: DecimalText;
  /** What one unit more costs. */
  readonly marginal_rate: DecimalText;
  readonly method: CurveMethod;
};

/** A quantity at which a price curve ends, bends or jumps. */
export type PriceCurveBreakpoint = {
  readonly quantity: DecimalText;
  readonly kind: 'end' | 'bend' | 'jump';
  /** What exactly this quantity costs. */
  readonly cost: DecimalText;
  /** What the curve comes to just below and just above it; null beyond the ends. */
  readonly cost_before: DecimalText | null;
  readonly cost_after: DecimalText | null;
  readonly marginal_rate_before: DecimalText | null;
  readonly marginal_rate_after: DecimalText | null;
  /** Cost per unit; null for none. */
  readonly average_rate: DecimalText | null;
  readonly method: CurveMethod;
};

/** What a price costs against quantity. */
export type PriceCurve = {
  readonly model_type: string;
  readonly currency: string | null;
  readonly grouping_values: readonly GroupingValue[];
  /** `search` if any part of it is. */
  readonly method: CurveMethod;
  readonly segments: readonly PriceCurveSegment[];
  readonly breakpoints: readonly PriceCurveBreakpoint[];
};

const mostKnots = 10_000;
const mostSamples = 400_000;

/**
 * Finds what a price costs against quantity: straight parts with what one unit more costs, and between them the exact
 * quantities at which the cost bends or jumps, each with its average rate.
 *
 * Costs are what `ratePrice` says, exact and unrounded; what does not terminate is printed as far as `unrounded_scale`
 * says. Bounds of tiers, free units and packages are taken from the price. Bends that no bound states, such as where a
 * minimum stops binding, are where two lines meet that were proved to be lines. Only where a model of your own is no line
 * between such places is it searched, and the part says so.
 *
 * A price rated on groups is asked about one group, which the options name. One rated on events or on other lines has no
 * such curve.
 *
 * @param price - a create body or a fetched price
 * @param span - `to`, `from` (default 0), `grouping_values` for a price rated on groups
 * @param context - the share of the service period, policies and models of your own, as for `ratePrice`
 * @throws every fault of the price; `usage_shape_mismatch` for a price rated on events or other lines, or where the group
 * has too few or too many values; `missing_field` where the group is not named; `invalid_interval`, `negative_quantity`,
 * `quantity_beyond_last_tier` for a span that has no price; `limit_exceeded` for more than 10,000 bounds and packages in it
 * @example
 * ```ts
 * import { priceCurve } from 'reckoner';
 *
 * const bulk = { tiers: [{ maximum_units: 50, unit_amount: '1.20' }, { unit_amount: '0.95' }] };
 * const { segments, breakpoints } = priceCurve({ name: 'Calls', model_type: 'bulk', bulk_config: bulk }, { to: 100 });
 * segments.map(({ from, to, marginal_rate }) => [from, to, marginal_rate]); // → [['0', '50', '1.2'], ['50', '100', '0.95']]
 * breakpoints.map(({ quantity, kind, cost, cost_after }) => [quantity, kind, cost, cost_after]);
 * // → [['0', 'end', '0', '0'], ['50', 'jump', '60', '47.5'], ['100', 'end', '95', null]]
 * ```
 */
export function priceCurve(price: PriceInput, span: PriceCurveSpan, context?: RatingContext | null): PriceCurve;
export function priceCurve<const M extends string>(
  price: CustomPriceInput<M>,
  span: PriceCurveSpan,
  context: RatingContext & { readonly custom_models: CustomModelsInput },
): PriceCurve;
export function priceCurve(price: unknown, span: PriceCurveSpan, context?: RatingContext | null): PriceCurve {
  const { subject } = readCurveSubject({ price, options: span, context, own_keys: [] }, () => null);
  const segments = segmentsBetween(knotsOf(subject), { cost: subject.cost, remaining: mostSamples });
  const breakpoints = breakpointsOf(segments, subject.cost, subject.from);
  const print = (value: Exact): string => formatExact(value, subject.terms.policies.unrounded_scale);
  return {
    model_type: subject.prepared.model_type,
    currency: subject.currency,
    grouping_values: [...subject.group],
    method: methodOf(segments.every(({ is_exact }) => is_exact)),
    segments: segments.map((segment) => encodeSegment(segment, print)),
    breakpoints: breakpoints.map((breakpoint) => encodeBreakpoint(breakpoint, print)),
  };
}

/** Where the cost may bend or jump, as far as the price tells, rising, each once. */
function knotsOf({ from, to, bounds, steps }: CurveSubject): readonly Decimal[] {
  const count = bounds.length + countSteps(steps, { from, to });
  if (count > mostKnots) {
    const message = `reaches over more than ${mostKnots} bounds and packages; ask about a part of them`;
    fail('options.to', 'limit_exceeded', message);
  }
  const ends = steps === null ? [] : stepsBetween(steps, { from, to });
  const inside = [...bounds, ...ends].filter((at) => compare(at, from) > 0 && compare(at, to) < 0).sort(compare);
  const knots = [from];
  for (const knot of [...inside, to]) if (compare(knot, knots.at(-1) ?? from) > 0) knots.push(knot);
  return knots;
}

function methodOf(is_exact: boolean): CurveMethod {
  return is_exact ? 'exact' : 'search';
}

type Print = (value: Exact) => string;

function encodeSegment(segment: CostSegment, print: Print): PriceCurveSegment {
  return {
    from: print(segment.start),
    to: print(segment.end),
    cost_from: print(segment.cost_start),
    cost_to: print(segment.cost_end),
    marginal_rate: print(segment.slope),
    method: methodOf(segment.is_exact),
  };
}

function encodeBreakpoint(breakpoint: CurveBreakpoint, print: Print): PriceCurveBreakpoint {
  const printed = (value: Exact | null): string | null => value && print(value);
  return {
    quantity: print(breakpoint.quantity),
    kind: breakpoint.kind,
    cost: print(breakpoint.cost),
    cost_before: printed(breakpoint.cost_before),
    cost_after: printed(breakpoint.cost_after),
    marginal_rate_before: printed(breakpoint.rate_before),
    marginal_rate_after: printed(breakpoint.rate_after),
    average_rate: printed(breakpoint.average_rate),
    method: methodOf(breakpoint.is_exact),
  };
}
