import type { Decimal, Exact } from '../decimal/index.js';
import type { Usage as Measured } from '../metrics/index.js';
import {
  lineQuantity,
  prepareSubtotal,
  type GroupValue,
  type PreparedPrice,
  type RatingTerms,
  type Usage,
  type UsageEvent,
  type UsageGroup,
} from '../prices/index.js';

/** What a price comes to for one combination of the values asked for. */
export type EvaluatedGroup = {
  readonly grouping_values: readonly GroupValue[];
  readonly quantity: Decimal;
  /** Exact and unrounded. */
  readonly amount: Exact;
};

/** An event, under the values that were asked for. */
export type GroupedEvent = UsageEvent & { readonly grouping_values: readonly GroupValue[] };

/**
 * What was measured, of which the first `keys` grouping values were asked for and the others are the model's own; for a
 * model that rates single events also these.
 */
export type GroupedMeasure = {
  readonly measured: Measured;
  readonly keys: number;
  readonly events: readonly GroupedEvent[];
};

/**
 * Rates each group on its own, the model's own groups inside it (F12).
 *
 * Without keys there is one row, even over no events. With keys, events that lack one of them are in no row; inside the
 * model they are its null group (§3 "Groups").
 */
export function rateByGroup(
  price: PreparedPrice,
  { measured, keys, events }: GroupedMeasure,
  terms: RatingTerms,
): readonly EvaluatedGroup[] {
  const subtotalOf = prepareSubtotal(price, terms);
  const rate = (grouping_values: readonly GroupValue[], usage: Usage): EvaluatedGroup => ({
    grouping_values,
    quantity: lineQuantity(price, usage),
    amount: subtotalOf(usage),
  });
  if (price.plan.shape === 'events') {
    const parts = keys === 0 ? [{ values: [], events }] : eventsByValues(measured.groups, events);
    return parts.map((part) => rate(part.values, { shape: 'events', events: part.events }));
  }
  if (keys === 0) return [rate([], wholeUsage(price, measured))];
  return partsByValues(measured.groups, keys).map(({ values, groups }) => rate(values, usageOf(price, groups)));
}

function wholeUsage({ plan }: PreparedPrice, { quantity, groups }: Measured): Usage {
  return plan.shape === 'groups' ? { shape: 'groups', groups } : { shape: 'quantity', quantity };
}

/** A model that does not group by itself got one group for these values, whose quantity is the whole. */
function usageOf({ plan }: PreparedPrice, groups: readonly [UsageGroup, ...UsageGroup[]]): Usage {
  return plan.shape === 'groups' ? { shape: 'groups', groups } : { shape: 'quantity', quantity: groups[0].quantity };
}

type Part = { readonly values: readonly GroupValue[]; readonly groups: [UsageGroup, ...UsageGroup[]] };

/** Groups come sorted, so those with the same first values stand side by side; these values are taken off. */
function partsByValues(groups: readonly UsageGroup[], keys: number): readonly Part[] {
  const parts: Part[] = [];
  for (const { grouping_values, quantity } of groups) {
    const values = grouping_values.slice(0, keys);
    if (values.includes(null)) continue;
    const inner = { grouping_values: grouping_values.slice(keys), quantity };
    const last = parts.at(-1);
    if (last?.values.every((value, position) => value === values[position])) last.groups.push(inner);
    else parts.push({ values, groups: [inner] });
  }
  return parts;
}

type EventPart = { readonly values: readonly GroupValue[]; readonly events: UsageEvent[] };

/** The events of each combination of values, in the order of the groups; those that lack a key are in none. */
function eventsByValues(groups: readonly UsageGroup[], events: readonly GroupedEvent[]): readonly EventPart[] {
  const parts = new Map<string, EventPart>();
  for (const { grouping_values: values } of groups) {
    if (!values.includes(null)) parts.set(JSON.stringify(values), { values, events: [] });
  }
  for (const { grouping_values, ...event } of events) parts.get(JSON.stringify(grouping_values))?.events.push(event);
  return [...parts.values()];
}
