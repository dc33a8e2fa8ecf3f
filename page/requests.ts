import type { ComparePlansInput, QuoteInput, UsageForecast } from 'reckoner';
import { dealTerms } from './deal.js';
import { withEvents, withEventsOfAll } from './event-usage.js';
import { fixedFields } from './fixed-fields.js';
import { currencyOf, type Offer } from './offers.js';
import { percentOf } from './percent.js';
import type { EstimatorState, TypedGrowth } from './state.js';
import { growthOf, quantityOf, rowsOf } from './typed.js';
import { sharedFields, usageFields, type UsageField } from './usage-fields.js';

/** The question to `quote` that a form asks. */
export function quoteRequest(state: EstimatorState, offer: Offer): QuoteInput {
  const fields = usageFields(offer.plan);
  const asked = {
    ...scenario(state, offer, fields),
    plan: offer.plan,
    ...dealTerms(state, offer, fixedFields([offer.plan])),
  };
  return withEvents(asked, state, fields);
}

/** The question to `comparePlans` that a form asks. */
export function compareRequest(state: EstimatorState, offers: readonly [Offer, Offer]): ComparePlansInput {
  const fields = sharedFields(offers);
  const shown = shownField(state, usageFields(offers[0].plan));
  const fixed = fixedFields(offers.map(({ plan }) => plan));
  const asked = {
    ...scenario(state, offers[0], fields),
    offers: offers.map((offer) => ({ ...offer, ...dealTerms(state, offer, fixed) })),
    // Where two plans cost the same is asked of usage that is one quantity for both.
    break_even: isOneQuantity(shown, fields)
      ? { usage: shown.key, to: spanFor(quantityOf(state, shown.key)) }
      : undefined,
  };
  return withEventsOfAll(asked, state, fields);
}

function isOneQuantity(shown: UsageField | undefined, fields: readonly UsageField[]): shown is UsageField {
  return shown?.shape === 'quantity' && fields.some(({ key, names }) => key === shown.key && names[0] === key);
}

/** What a curve can be drawn of: not of single events, whose cost depends on how they fall. */
export function curveFields(plan: unknown): readonly UsageField[] {
  return usageFields(plan).filter(({ shape }) => shape !== 'events');
}

/** The usage that the curve and the break-even are of. */
export function shownField(state: EstimatorState, fields: readonly UsageField[]): UsageField | undefined {
  return fields.find(({ key }) => key === state.shown) ?? fields[0];
}

/** How far a slider and a curve reach: the first power of ten, from a thousand on, that the quantity does not exceed. */
export function spanFor(quantity: string): string {
  const whole = /^0*(\d{1,30})/.exec(quantity.trim())?.[1] ?? '0';
  const power = `1${'0'.repeat(Math.max(3, whole.length - 1))}`;
  return Number(quantity) > Number(power) ? `${power}0` : power;
}

function scenario(state: EstimatorState, { plan }: Offer, fields: readonly UsageField[]) {
  const usage = fields
    .filter(({ shape }) => shape !== 'events')
    .flatMap((field) => field.names.map((name) => [name, forecastOf(state, field)] as const));
  return {
    customer: { id: 'visitor', currency: currencyOf(plan), timezone: 'UTC' },
    start_date: state.start,
    // What is no number is refused by the library with its path, as everything else is.
    periods: Number(state.periods),
    usage: Object.fromEntries(usage),
  };
}

function forecastOf(state: EstimatorState, field: UsageField): UsageForecast {
  const growth = growthFrom(growthOf(state, field.key));
  if (field.shape === 'quantity') return { quantity: quantityOf(state, field.key), ...growth };
  return { groups: rowsOf(state, field).map((row) => groupOf(row, field)), ...growth };
}

/** A row as a group; an empty value is usage that has none. */
export function groupOf(row: readonly string[], { keys }: UsageField) {
  const grouping_values = keys.map((_, position) => row[position] || null);
  return { grouping_values, quantity: row[keys.length] ?? '' };
}

/** Growth in the words of `quote`; a season may come on top of a trend. */
function growthFrom({ kind, by, factors }: TypedGrowth): Pick<UsageForecast, 'growth'> {
  const season = factors.split(/[\s;]+/).filter((factor) => factor !== '');
  const seasons = season.length === 0 ? {} : { factors: season };
  if (kind === 'linear') return { growth: { kind, amount: by, ...seasons } };
  if (kind === 'compound') return { growth: { kind, rate: percentOf(by), ...seasons } };
  return kind === 'seasonal' ? { growth: { kind, factors: season } } : {};
}
