import { meterPrice, type MeteredPrice } from './cost-sources.js';
import type { CostPeriod, CostReading, CostSubscription } from './decode/cost-request.js';
import type { ReportMeter } from './report-meter.js';
import { meterGroups, type ReportedGroup } from './unmatched-usage.js';

/** One subscription in one billing period: its prices, and the dimensional price groups that some of them divide. */
export type CostCell = {
  readonly subscription: CostSubscription;
  readonly cost: CostPeriod;
  readonly metered: readonly MeteredPrice[];
  readonly grouped: readonly ReportedGroup[];
};

/** What there is to rate: each subscription in each billing period, in their order. */
export function costCells(reading: CostReading): readonly CostCell[] {
  return reading.subscriptions.flatMap((subscription, position) =>
    subscription.periods.map((cost) => {
      const name = `${position}:${cost.period.start}`;
      const metered = subscription.prices.flatMap(
        (price, index) => meterPrice({ name: `${name}:${index}`, price, cost }, reading) ?? [],
      );
      const grouped = meterGroups({ name: `${name}:group`, subscription, cost }, reading);
      return { subscription, cost, metered, grouped };
    }),
  );
}

/** All that measures a cell. */
export function metersOf({ metered, grouped }: CostCell): readonly ReportMeter[] {
  return [...metered.flatMap(({ meters }) => meters), ...grouped.map(({ meter }) => meter)];
}
