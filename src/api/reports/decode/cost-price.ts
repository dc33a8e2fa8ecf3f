import type { Grid } from '../../../cycles/index.js';
import { isNegative } from '../../../decimal/index.js';
import { isGiven, optionalText, report, valueAt, type Fields } from '../../../errors/index.js';
import { checkUsageSpec, type Metric, type ParameterValues } from '../../../metrics/index.js';
import type { CustomModels } from '../../../prices/index.js';
import type { QuantityTransition } from '../../../subscriptions/index.js';
import type { TimeZone } from '../../../time/index.js';
import type { PriceType } from '../../../wire/index.js';
import {
  readDimensions,
  placeInGroup,
  type DimensionalGroups,
  type PriceDimensions,
} from '../../usage/decode/dimensional-prices.js';
import { readAnchor, readCycleLength } from '../../cycles/decode/cycle.js';
import { readOverrides } from './evaluation.js';
import { optionalTexts } from '../../events/decode/event-log.js';
import { readPrice, type ListedPrice } from '../../prices/decode/price-list.js';
import type { ReportedInterval } from './reported-subscription.js';
import { readTransitions } from '../../subscriptions/decode/timeline.js';

/** A price of a subscription, read, and what its interval says of its usage or of its quantity. */
export type CostPrice = {
  readonly interval: ReportedInterval;
  readonly listed: ListedPrice;
  /** Billed by usage, by other prices or by neither, where the document, or that it names a metric, tells (F5). */
  readonly price_type: PriceType;
  /** Its place in a dimensional price group; null for a price of none. */
  readonly dimensions: PriceDimensions | null;
  readonly filter: string | null;
  readonly metric_parameter_overrides: ParameterValues | null;
  /** Whose events it bills (§3 "Membership"); null: the customer's own. */
  readonly usage_customer_ids: readonly string[] | null;
  /** When a fixed price changes its quantity, in order. */
  readonly transitions: readonly QuantityTransition[];
  /** By which cells it is billed, none for `one_time`; null where its interval does not say what they are counted from. */
  readonly billing: { readonly grid: Grid | null } | null;
};

export type CostPriceContext = {
  readonly zone: TimeZone;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly groups: DimensionalGroups;
  readonly custom_models: CustomModels;
};

/** Reads a price and its interval; null if the price cannot be read. */
export function readCostPrice(
  interval: ReportedInterval,
  { zone, metrics, groups, custom_models }: CostPriceContext,
): CostPrice | null {
  const { entry, price } = interval;
  const bare = readPrice(price, interval.id, custom_models);
  const dimensions = readDimensions(price, groups);
  const transitions = readTransitions(entry, zone);
  const read = {
    interval,
    dimensions,
    filter: optionalText(entry, 'filter'),
    metric_parameter_overrides: readOverrides(entry),
    usage_customer_ids: optionalTexts(entry, 'usage_customer_ids'),
    transitions,
    billing: readBilling(interval, zone),
  };
  if (bare === null) return null;
  const listed = placeInGroup(bare, dimensions);
  const price_type = typeOf(listed);
  checkTransitions(entry, transitions, price_type);
  checkTexts(read, metrics.get(listed.metric_id ?? ''));
  return { ...read, listed, price_type };
}

/** An interval that we wrote says the whole date that its boundaries are counted from (§4.2). */
function readBilling({ entry, price }: ReportedInterval, zone: TimeZone): CostPrice['billing'] {
  const key = 'billing_cycle_anchor_configuration';
  if (!isGiven(valueAt(entry, key)) || !isGiven(valueAt(price, 'cadence'))) return null;
  const anchor = readAnchor(entry, key);
  const length = readCycleLength(price);
  if (anchor === null || anchor.month === null || anchor.year === null) return null;
  const origin = { year: anchor.year, month: anchor.month, day: anchor.day };
  return { grid: length && { origin, length, zone } };
}

type Texts = Pick<CostPrice, 'interval' | 'filter' | 'metric_parameter_overrides'>;

/** A filter is compiled by itself, so that a fault is told where it stands, before it is joined with others. */
function checkTexts({ interval, filter, metric_parameter_overrides }: Texts, metric: Metric | undefined): void {
  if (metric === undefined || (filter === null && metric_parameter_overrides === null)) return;
  const { place, issues } = interval.entry;
  issues.push(...checkUsageSpec({ metric, filter, metric_parameter_overrides }, place));
}

/** A price without type is billed by usage if it names a metric and has no quantity of its own (F5). */
function typeOf({ prepared, metric_id }: ListedPrice): CostPrice['price_type'] {
  const { price_type, fixed_price_quantity } = prepared;
  if (price_type !== null) return price_type;
  return metric_id !== null && fixed_price_quantity === null ? 'usage_price' : 'fixed_price';
}

function checkTransitions(entry: Fields, transitions: readonly QuantityTransition[], price_type: string): void {
  const key = 'fixed_fee_quantity_transitions';
  if (transitions.length > 0 && price_type !== 'fixed_price') {
    report(entry, key, { code: 'not_fixed_fee', message: 'change the quantity of a price that has none of its own' });
  }
  if (transitions.some(({ quantity }) => isNegative(quantity))) {
    report(entry, key, { code: 'negative_quantity', message: 'hold a quantity below 0; a quantity is 0 or more' });
  }
}
