import { add, formatDecimal, parseDecimal, zero, type Decimal } from '../../decimal/index.js';
import { compareGroupValues } from '../../metrics/index.js';
import type { AggregatedGroup, AggregatedUsage, AggregatedWindow } from '../../index.js';

/** A window without its quantity. */
export type DayWindow = Omit<AggregatedWindow, 'quantity'>;

/**
 * What days that were measured one by one come to as a whole, with cumulative windows: each from the first day up to the end
 * of one (§8.2). Only what adds up can be put together so.
 */
export function addUpDays(days: readonly AggregatedUsage[], windows: readonly DayWindow[]): AggregatedUsage {
  const names = new Map(
    days.flatMap(({ groups }) =>
      groups.map(({ grouping_values }) => [nameOf(grouping_values), grouping_values] as const),
    ),
  );
  const groups = [...names].map(([name, grouping_values]) => ({
    grouping_values,
    ...cumulative(
      days.map((day) => quantityIn(day.groups, name)),
      windows,
    ),
  }));
  const whole = cumulative(
    days.map(({ quantity }) => parseDecimal(quantity)),
    windows,
  );
  return { ...whole, is_summable: true, groups: groups.sort(inOrder) };
}

function cumulative(quantities: readonly Decimal[], windows: readonly DayWindow[]) {
  const timeframe_start = windows[0]?.timeframe_start ?? '';
  let sum = zero;
  const sums = windows.map(({ timeframe_end }, position) => {
    sum = add(sum, quantities[position] ?? zero);
    return { timeframe_start, timeframe_end, quantity: formatDecimal(sum) };
  });
  return { quantity: formatDecimal(sum), windows: sums };
}

type Values = AggregatedGroup['grouping_values'];

function nameOf(values: Values): string {
  return JSON.stringify(values);
}

function quantityIn(groups: readonly AggregatedGroup[], name: string): Decimal {
  const group = groups.find(({ grouping_values }) => nameOf(grouping_values) === name);
  return group === undefined ? zero : parseDecimal(group.quantity);
}

/** As groups are sorted everywhere (§2.1). */
function inOrder({ grouping_values: a }: AggregatedGroup, { grouping_values: b }: AggregatedGroup): number {
  const place = a.findIndex((value, position) => value !== b[position]);
  return place < 0 ? 0 : compareGroupValues(a[place] ?? null, b[place] ?? null);
}
