import {
  comparePlans,
  drawPriceCurve,
  isBillingError,
  priceCurve,
  quote,
  type BillingError,
  type PlanComparison,
  type PriceCurve,
  type Quote,
} from 'reckoner';
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
  readonly quote: Outcome<Quote>;
  /** What the curve can be of. */
  readonly curved: readonly UsageField[];
  /** Null where nothing of the plan has a curve, and where it cannot be quoted. */
  readonly curve: Outcome<Curve> | null;
  /** Null where no other plan is chosen. */
  readonly comparison: Outcome<PlanComparison> | null;
};

/** Asks the library for everything that the page shows; what one question is refused keeps no other from its answer. */
export function estimate(state: EstimatorState, width = 640): Estimate {
  const chosen = attempt(() => openOffer(state.plan, state));
  const other = state.other === '' || state.other === state.plan ? null : attempt(() => openOffer(state.other, state));
  const offers = [chosen, ...(other ? [other] : [])].flatMap((offer) => ('value' in offer ? [offer.value] : []));
  const fields = sharedFields(offers);
  if ('error' in chosen) return { fields, curved: [], quote: chosen, curve: null, comparison: null };
  const quoted = attempt(() => quote(quoteRequest(state, chosen.value)));
  const curved = curveFields(chosen.value.plan);
  return {
    fields,
    curved,
    quote: quoted,
    curve: 'error' in quoted ? null : curveOf(state, curved, width),
    comparison: other && compare(state, chosen.value, other),
  };
}

function compare(state: EstimatorState, chosen: Offer, other: Outcome<Offer>): Outcome<PlanComparison> {
  if ('error' in other) return other;
  return attempt(() => comparePlans(compareRequest(state, [chosen, other.value])));
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
