import {
  comparePlans,
  drawPriceCurve,
  isBillingError,
  priceCurve,
  quote,
  type BillingError,
  type ComparePlansInput,
  type PlanComparison,
  type PriceCurve,
  type Quote,
} from 'reckoner';
import { departuresFrom, fixedFields, refusedFields, type Departure, type FixedField } from './fixed-fields.js';
import { openOffer, type Offer } from './offers.js';
import { compareRequest, curveFields, groupOf, quoteRequest, shownField, spanFor } from './requests.js';
import type { EstimatorState } from './state.js';
import { quantityOf, rowsOf } from './typed.js';
import { sharedFields, type UsageField } from './usage-fields.js';

/** What the library answered, or what it refused. */
export type Outcome<T> = { readonly value: T } | { readonly error: BillingError };

/** The curve of one price, as a picture and in words; of one group, where it is rated on groups. */
export type Curve = {
  readonly field: UsageField;
  readonly group: readonly (string | null)[];
  readonly picture: string;
  readonly curve: PriceCurve;
};

/** All that the page shows of a state. */
export type Estimate = {
  /** What can be entered: the usage of the plan and of the one that it is compared with. */
  readonly fields: readonly UsageField[];
  /** Which quantities the prices of both have of their own, and what was refused of those that were entered. */
  readonly fixed: readonly FixedField[];
  readonly refused: ReadonlyMap<string, string>;
  readonly quote: Outcome<Quote>;
  /** What the curve can be of. */
  readonly curved: readonly UsageField[];
  /** Null where nothing of the plan has a curve, and where it cannot be quoted. */
  readonly curve: Outcome<Curve> | null;
  /** Null where no other plan is chosen. */
  readonly comparison: Outcome<PlanComparison> | null;
  /** What to ask `findBreakEven`; null where there is nothing to find. */
  readonly question: ComparePlansInput | null;
};

/**
 * Asks the library for everything that the page shows, but for where plans cost the same, which may take a while; what one
 * question is refused keeps no other from its answer.
 */
export function estimate(state: EstimatorState, width = 640): Estimate {
  const chosen = attempt(() => openOffer(state.plan, state));
  const other = state.other === '' || state.other === state.plan ? null : attempt(() => openOffer(state.other, state));
  const offers = [chosen, ...(other ? [other] : [])].flatMap((offer) => ('value' in offer ? [offer.value] : []));
  const fields = sharedFields(offers);
  const fixed = fixedFields(offers.map(({ plan }) => plan));
  if ('error' in chosen) return { ...nothing, fields, fixed, quote: chosen };
  const quoted = attempt(() => quote(quoteRequest(state, chosen.value)));
  const curved = curveFields(chosen.value.plan);
  const { comparison, question } = other ? compare(state, chosen.value, other) : nothing;
  return {
    fields,
    fixed,
    refused: refusedOf(
      offers.map(({ plan }) => departuresFrom(plan, fixed, state)),
      { quoted, comparison },
    ),
    quote: quoted,
    curved,
    curve: 'error' in quoted ? null : curveOf(state, curved, width),
    comparison,
    question,
  };
}

const nothing = { refused: new Map<string, string>(), curved: [], curve: null, comparison: null, question: null };

function compare(
  state: EstimatorState,
  chosen: Offer,
  other: Outcome<Offer>,
): Pick<Estimate, 'comparison' | 'question'> {
  if ('error' in other) return { comparison: other, question: null };
  const asked = attempt(() => compareRequest(state, [chosen, other.value]));
  if ('error' in asked) return { comparison: asked, question: null };
  const comparison = attempt(() => comparePlans({ ...asked.value, break_even: undefined }));
  const isAsked = 'value' in comparison && asked.value.break_even !== undefined;
  return { comparison, question: isAsked ? asked.value : null };
}

/** Finds where two plans cost the same; with credits or discounts by drafting many invoices. */
export function findBreakEven(question: ComparePlansInput): Outcome<PlanComparison> {
  return attempt(() => comparePlans(question));
}

/** Which quantities were refused, whichever of the plans refuses them. */
function refusedOf(
  departures: readonly (readonly Departure[])[],
  { quoted, comparison }: { readonly quoted: Outcome<unknown>; readonly comparison: Outcome<unknown> | null },
): ReadonlyMap<string, string> {
  const found = departures.flatMap((ofOffer, position) => {
    const own = `offers[${position}].`;
    const issues = [...(position === 0 ? issuesOf(quoted) : []), ...issuesOf(comparison)];
    const ofPlan = issues.filter(({ path }) => !path.startsWith('offers[') || path.startsWith(own));
    return refusedFields(ofPlan, ofOffer);
  });
  return new Map(found);
}

function issuesOf(outcome: Outcome<unknown> | null): BillingError['issues'] {
  return outcome !== null && 'error' in outcome ? outcome.error.issues : [];
}

function curveOf(state: EstimatorState, fields: readonly UsageField[], width: number): Outcome<Curve> | null {
  const field = shownField(state, fields);
  if (!field) return null;
  const { grouping_values: group, quantity } = askedGroup(state, field);
  const span = { to: spanFor(quantity), ...(field.shape === 'groups' && { grouping_values: group }) };
  return attempt(() => ({
    field,
    group,
    picture: drawPriceCurve(field.price, { ...span, width }),
    curve: priceCurve(field.price, span),
  }));
}

/** A curve of groups is of the first that was entered. */
function askedGroup(state: EstimatorState, field: UsageField): ReturnType<typeof groupOf> {
  if (field.shape === 'quantity') return { grouping_values: [], quantity: quantityOf(state, field.key) };
  return groupOf(rowsOf(state, field)[0] ?? [], field);
}

function attempt<T>(ask: () => T): Outcome<T> {
  try {
    return { value: ask() };
  } catch (error) {
    if (isBillingError(error)) return { error };
    throw error;
  }
}
