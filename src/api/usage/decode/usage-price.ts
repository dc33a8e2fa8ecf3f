import type { Fields } from '../../../errors/index.js';
import { readDimensions, type DimensionalGroups } from './dimensional-prices.js';
import { optionalTexts } from '../../events/decode/event-log.js';
import { metricOf } from '../../prices/decode/price-terms.js';
import type { ReportedInterval } from '../../reports/decode/reported-subscription.js';

/** A price of a subscription, as far as it says what usage there is. */
export type UsagePrice = {
  readonly price: Fields;
  /** Null for a price that is billed by none. */
  readonly metric_id: string | null;
  /** Whose events it bills (§3 "Membership"); null: the customer's own. */
  readonly usage_customer_ids: readonly string[] | null;
};

/** Reads what a price measures; one of a dimensional price group measures the group's metric. */
export function readUsagePrice({ price, entry }: ReportedInterval, groups: DimensionalGroups): UsagePrice {
  const dimensions = readDimensions(price, groups);
  return {
    price,
    metric_id: dimensions?.group.billable_metric_id ?? metricOf(price),
    usage_customer_ids: optionalTexts(entry, 'usage_customer_ids'),
  };
}
