import type { Instant } from '../time/index.js';
import { formersOf, isOfOneLine, type Replacements } from './price-line.js';
import { quantityAt, setQuantity } from './quantity.js';
import type { IntervalSettings, TimedPrice } from './timeline.js';

/** The prices that end for new ones, and what stands in for what. */
export type Inheritance = {
  readonly at: Instant;
  readonly ended: readonly TimedPrice[];
  readonly replacements: Replacements;
};

/**
 * A price of a new version with what is the subscription's own and not the plan's (F28): the quantity of the price that it
 * stands in for, and whose usage counts by which filter. A price that stands in for none has the latter if all prices that
 * end agree on it, as they do where it was asked for the whole subscription.
 */
export function inherit(timed: TimedPrice, { at, ended, replacements }: Inheritance): TimedPrice {
  const former = formerOf(timed.price.id, ended, replacements);
  const settled = { ...timed, settings: { ...timed.settings, ...keptSettings(timed, former, ended) } };
  if (former === undefined || former.price.price_type !== 'fixed_price') return settled;
  return setQuantity(settled, { at: timed.interval.start, quantity: quantityAt(former, at) });
}

function keptSettings(
  timed: TimedPrice,
  former: TimedPrice | undefined,
  ended: readonly TimedPrice[],
): Partial<IntervalSettings> {
  const source = former ?? (agreeOnUsage(ended) ? ended[0] : undefined);
  if (source === undefined) return {};
  const { filter, usage_customer_ids, metric_parameter_overrides } = source.settings;
  // Parameters are those of one metric.
  const hasParameters = former !== undefined && metricOf(former) === metricOf(timed);
  return { filter, usage_customer_ids, ...(hasParameters && { metric_parameter_overrides }) };
}

function metricOf({ price }: TimedPrice): string | undefined {
  return price.document.billable_metric?.id;
}

function agreeOnUsage(ended: readonly TimedPrice[]): boolean {
  const said = ended.map(({ settings }) => JSON.stringify([settings.filter, settings.usage_customer_ids]));
  return new Set(said).size === 1;
}

/** The price that ends for a new one: the nearest that it stands in for, or on the way back the one that stood in for it. */
function formerOf(id: string, ended: readonly TimedPrice[], replacements: Replacements): TimedPrice | undefined {
  const line = [...formersOf(id, replacements), ...ended.map(({ price }) => price.id)];
  const nearest = line.find((one) => ended.some(({ price }) => price.id === one && isOfOneLine(id, one, replacements)));
  return ended.find(({ price }) => price.id === nearest);
}
