import type { ComparePlansInput, QuoteInput } from 'reckoner';
import { currencyOf, usageFields, type Offer, type UsageField } from './offers.js';
import type { EstimatorState } from './state.js';

/** What an unnamed quantity starts as, so that a plan that was just pasted shows an invoice. */
const firstQuantity = '1000';

/** The quantity of a metric, as typed. */
export function quantityOf(state: EstimatorState, key: string): string {
  return state.quantities.get(key) ?? firstQuantity;
}

/** The question to `quote` that a form asks. */
export function quoteRequest(state: EstimatorState, offer: Offer): QuoteInput {
  return { ...scenario(state, offer, usageFields(offer.plan)), plan: offer.plan };
}

/** The question to `comparePlans` that a form asks. */
export function compareRequest(state: EstimatorState, offers: readonly [Offer, Offer]): ComparePlansInput {
  const fields = sharedFields(offers);
  const shown = shownField(state, fields);
  return {
    ...scenario(state, offers[0], fields),
    offers,
    break_even: shown && { usage: shown.key, to: spanFor(quantityOf(state, shown.key)) },
  };
}

/** The usage that the curve and the break-even are of. */
export function shownField(state: EstimatorState, fields: readonly UsageField[]): UsageField | undefined {
  return fields.find(({ key }) => key === state.shown) ?? fields[0];
}

/** The usage of plans side by side, that of the first plan first. */
export function sharedFields(offers: readonly Offer[]): readonly UsageField[] {
  const fields = new Map<string, UsageField>();
  for (const field of offers.flatMap(({ plan }) => usageFields(plan))) {
    if (!fields.has(field.key)) fields.set(field.key, field);
  }
  return [...fields.values()];
}

/** How far a slider and a curve reach: the first power of ten, from a thousand on, that the quantity does not exceed. */
export function spanFor(quantity: string): string {
  const whole = /^0*(\d{1,30})/.exec(quantity.trim())?.[1] ?? '0';
  const power = `1${'0'.repeat(Math.max(3, whole.length - 1))}`;
  return Number(quantity) > Number(power) ? `${power}0` : power;
}

function scenario(state: EstimatorState, { plan }: Offer, fields: readonly UsageField[]) {
  return {
    customer: { id: 'visitor', currency: currencyOf(plan), timezone: 'UTC' },
    start_date: state.start,
    // What is no number is refused by the library with its path, as everything else is.
    periods: Number(state.periods),
    usage: Object.fromEntries(fields.map(({ key }) => [key, { quantity: quantityOf(state, key) }])),
  };
}
