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
import { openOffer, type Offer, type UsageField } from './offers.js';
import { compareRequest, quantityOf, quoteRequest, sharedFields, shownField, spanFor } from './requests.js';
import type { EstimatorState } from './state.js';

/** What the library answered, or what it refused. */
export type Outcome<T> = { readonly value: T } | { readonly error: BillingError };

/** The curve of one price, as a picture and in words. */
export type Curve = { readonly field: UsageField; readonly picture: string; readonly curve: PriceCurve };

/** All that the page shows of a state. */
export type Estimate = {
  /** What can be entered: the usage of the plan and of the one that it is compared with. */
  readonly fields: readonly UsageField[];
  readonly quote: Outcome<Quote>;
  /** Null where nothing is charged by usage. */
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
  if ('error' in chosen) return { fields, quote: chosen, curve: null, comparison: null };
  return {
    fields,
    quote: attempt(() => quote(quoteRequest(state, chosen.value))),
    curve: curveOf(state, fields, width),
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
  const to = spanFor(quantityOf(state, field.key));
  return attempt(() => ({
    field,
    picture: drawPriceCurve(field.price, { to, width }),
    curve: priceCurve(field.price, { to }),
  }));
}

function attempt<T>(ask: () => T): Outcome<T> {
  try {
    return { value: ask() };
  } catch (error) {
    if (isBillingError(error)) return { error };
    throw error;
  }
}
