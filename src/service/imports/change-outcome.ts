import { parseInstant } from '../../time/index.js';
import type { AdjustmentInterval, PriceInterval, Subscription } from '../../wire/index.js';

/** What two readings of one change leave otherwise, in words; nothing where they come to the same. */
export function outcomeDifferences(there: Subscription, here: Subscription): readonly string[] {
  const [wanted, found] = [outcomeOf(there), outcomeOf(here)];
  return [
    ...lacking(wanted, found).map((one) => `there is ${one}`),
    ...lacking(found, wanted).map((one) => `here is ${one}`),
  ];
}

/** Each thing once for every time that it is there more often than in the other. */
function lacking(all: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return all.filter((one) => {
    const position = left.indexOf(one);
    if (position >= 0) left.splice(position, 1);
    return position < 0;
  });
}

/** What a subscription comes to, without the ids that its writer made up: the plan, its dates, prices and adjustments. */
function outcomeOf({ plan, start_date, end_date, ...rest }: Subscription): readonly string[] {
  return [
    `the plan ${plan?.id ?? 'none'}${spanOf({ start_date, end_date })}`,
    `the billing cycle day ${rest.billing_cycle_day}`,
    ...rest.price_intervals.map(describePrice),
    ...rest.adjustment_intervals.map(describeAdjustment),
  ];
}

function describePrice(interval: PriceInterval): string {
  const { price } = interval;
  const configuration: unknown = Reflect.get(price, `${price.model_type}_config`);
  const quantities = (interval.fixed_fee_quantity_transitions ?? []).map(
    ({ effective_date, quantity }) => `${quantity} from ${isoOf(effective_date)}`,
  );
  const quantity = [price.fixed_price_quantity ?? 'its usage', ...quantities].join(', ');
  return `${price.name}${spanOf(interval)} (${price.model_type} ${canonical(configuration)} for ${quantity})`;
}

const namedElsewhere = ['id', 'applies_to_price_ids', 'plan_phase_order', 'reason', 'replaces_adjustment_id'];

function describeAdjustment({ adjustment, start_date, end_date }: AdjustmentInterval): string {
  const said = Object.fromEntries(Object.entries(adjustment).filter(([key]) => !namedElsewhere.includes(key)));
  return `${adjustment.adjustment_type}${spanOf({ start_date, end_date })} (${canonical(said)})`;
}

type Span = { readonly start_date: string; readonly end_date: string | null };

function spanOf({ start_date, end_date }: Span): string {
  return ` from ${isoOf(start_date)} to ${end_date === null ? 'no end' : isoOf(end_date)}`;
}

function isoOf(instant: string): string {
  return new Date(parseInstant(instant)).toISOString();
}

/** JSON with keys in one order, and without those that have no value. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inOrder(inner) : inner,
  );
}

function inOrder(object: object): object {
  const given = Object.entries(object).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given.sort(([a], [b]) => (a < b ? -1 : 1)));
}
