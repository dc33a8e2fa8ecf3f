import type { Decimal } from '../decimal/index.js';
import type { Instant } from '../time/index.js';
import { stretchAt } from './cadence.js';
import { holds } from './interval.js';
import { quantityAt } from './quantity.js';
import { phaseAt } from './status.js';
import type { Stretch, Timeline } from './timeline.js';
import type { Interval } from '../cycles/index.js';

/** A time in which nothing changes: which plan and phase, and which prices and adjustments are in force. */
export type Segment = {
  readonly interval: Interval;
  readonly stretch: Stretch;
  readonly phase_order: number | null;
  readonly isTrial: boolean;
  readonly prices: readonly {
    readonly price_interval_id: string;
    readonly price_id: string;
    readonly quantity: Decimal | null;
  }[];
  readonly adjustment_interval_ids: readonly string[];
};

/** What applies when: the life of a subscription cut at every instant at which something changes. */
export function segmentsOf(timeline: Timeline): readonly Segment[] {
  const starts = boundsOf(timeline).filter((bound) => holds(timeline.interval, bound));
  return starts.map((start, position) => {
    const stretch = stretchAt(timeline, start);
    return {
      interval: { start, end: starts[position + 1] ?? timeline.interval.end },
      stretch,
      phase_order: phaseAt(timeline, start)?.order ?? null,
      isTrial: stretch.trial_end !== null && start < stretch.trial_end,
      prices: timeline.prices
        .filter(({ interval }) => holds(interval, start))
        .map((timed) => ({
          price_interval_id: timed.id,
          price_id: timed.price.id,
          quantity: timed.price.price_type === 'fixed_price' ? quantityAt(timed, start) : null,
        })),
      adjustment_interval_ids: timeline.adjustments
        .filter(({ interval }) => holds(interval, start))
        .map(({ id }) => id),
    };
  });
}

/** Every instant at which something starts, ends or changes, ascending, each once. */
function boundsOf({ interval, stretches, prices, adjustments }: Timeline): readonly Instant[] {
  const intervals = [
    interval,
    ...stretches.flatMap((stretch) => [stretch.interval, ...stretch.phases.map((phase) => phase.interval)]),
    ...prices.map((timed) => timed.interval),
    ...adjustments.map((timed) => timed.interval),
  ];
  const bounds = [
    ...intervals.flatMap(({ start, end }) => (end === null ? [start] : [start, end])),
    ...stretches.flatMap(({ trial_end }) => trial_end ?? []),
    ...prices.flatMap(({ transitions }) => transitions.map(({ at }) => at)),
  ];
  return [...new Set(bounds)].sort((a, b) => a - b);
}
