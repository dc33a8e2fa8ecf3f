import { readFilters, type SubjectReading } from '../../../adjustments/index.js';
import { isGiven, openChild, optionalText, valueAt, type Fields } from '../../../errors/index.js';
import { readConversion, type Conversion } from '../../../prices/index.js';
import type { PriceFilter } from '../../../wire/index.js';
import { readSubject, usualSubject } from './price-subject.js';

/** What a price says beside who it is and what its model says. */
export type PriceTerms = {
  /** Null: the invoice's. */
  readonly currency: string | null;
  readonly metric_id: string | null;
  readonly conversion: Conversion | null;
  /** What decides which adjustments cover it. */
  readonly subject: SubjectReading;
  /** Where its own minimums, maximums and discounts stand: in the price, and beside it. */
  readonly adjusting: readonly Fields[];
  /** Which lines a composite price looks at; null: all others. */
  readonly filters: readonly PriceFilter[] | null;
};

/** What a price may speak of: its terms, a second name, and how it is rated beside its metric. */
type Topic = keyof PriceTerms | 'external_id' | 'rating';

/** Under which keys a price speaks of what. */
const keysOf: { readonly [T in Topic]: readonly string[] } = {
  currency: ['currency'],
  metric_id: ['billable_metric', 'billable_metric_id'],
  conversion: ['conversion_rate', 'conversion_rate_config'],
  subject: ['item', 'item_id', 'billing_mode', 'billed_in_advance', 'billing_cycle_configuration', 'cadence'],
  adjusting: ['discount', 'discounts', 'minimum', 'minimum_amount', 'maximum', 'maximum_amount'],
  filters: ['composite_price_filters'],
  external_id: ['external_price_id'],
  rating: ['price_type', 'fixed_price_quantity', 'invoice_grouping_key', 'dimensional_price_configuration'],
};

const topicOf: ReadonlyMap<string, Topic> = /*#__PURE__*/ new Map(
  /*#__PURE__*/ (Object.keys(keysOf) as Topic[]).flatMap((topic) => keysOf[topic].map((key) => [key, topic] as const)),
);

/** Reads the terms of a price, as far as it speaks of them. */
export function readPriceTerms(price: Fields, said: Topics): PriceTerms {
  return {
    currency: said.currency ? optionalText(price, 'currency') : null,
    metric_id: said.metric_id ? metricOf(price) : null,
    conversion: said.conversion ? readConversion(price) : null,
    subject: said.subject ? readSubject(price) : usualSubject,
    adjusting: said.adjusting ? [price] : nowhere,
    filters: said.filters ? filtersOf(price) : null,
  };
}

const nowhere: readonly Fields[] = [];

/** What of all this a price speaks of. */
export type Topics = { readonly [T in Topic]: boolean };

/**
 * Finds what a price speaks of. Most say little of what they may say: one look at the keys that a price has costs less
 * than to ask it for each of a score that it has not.
 */
export function topicsIn({ value, watch }: Fields): Topics {
  // Who watches is told of every key that is asked for.
  const all = watch !== null;
  const said = {
    currency: all,
    metric_id: all,
    conversion: all,
    subject: all,
    adjusting: all,
    filters: all,
    external_id: all,
    rating: all,
  };
  for (const key of Object.getOwnPropertyNames(value)) {
    const topic = topicOf.get(key);
    if (topic !== undefined) said[topic] = true;
  }
  return said;
}

/** The id of the metric that a price names, by id or by document. */
export function metricOf(price: Fields): string | null {
  if (!isGiven(valueAt(price, 'billable_metric'))) return optionalText(price, 'billable_metric_id');
  const metric = openChild(price, 'billable_metric');
  return metric && optionalText(metric, 'id');
}

function filtersOf(price: Fields): readonly PriceFilter[] | null {
  const key = 'composite_price_filters';
  return isGiven(valueAt(price, key)) ? readFilters(price, key) : null;
}
