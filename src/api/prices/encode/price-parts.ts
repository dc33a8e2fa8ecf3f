import type { Price, Writable } from '../../../wire/index.js';
import { copyAgain } from '../../encode/copy.js';

type Fields = Writable<Price>;

/** Whether the objects inside a price's document hold just the keys that Orb's documents have. */
export type PartsCopying = { readonly usual: boolean };

/** Whether the objects that nearly every price has hold their own keys and no others. */
export function hasUsualParts(fields: Fields): boolean {
  const { item, billing_cycle_configuration, billable_metric, metadata } = fields;
  return (
    holdsOnly(item, ['id', 'name']) &&
    (billing_cycle_configuration === null || holdsOnly(billing_cycle_configuration, ['duration', 'duration_unit'])) &&
    (billable_metric === null || holdsOnly(billable_metric, ['id'])) &&
    holdsOnly(metadata, [])
  );
}

/** In this order too, which a copy by name gives them. */
function holdsOnly(value: object, keys: readonly string[]): boolean {
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key, position) => own[position] === key);
}

// Written by name where nothing else is in them: to copy an object key by key costs several times as much.

/** A copy of the item. */
export function copyItem(item: Fields['item'], { usual }: PartsCopying): Fields['item'] {
  return usual ? { id: item.id, name: item.name } : copyAgain(item);
}

/** A copy of the billing cycle. */
export function copyCycle(
  cycle: Fields['billing_cycle_configuration'],
  { usual }: PartsCopying,
): Fields['billing_cycle_configuration'] {
  if (cycle === null || !usual) return copyAgain(cycle);
  return { duration: cycle.duration, duration_unit: cycle.duration_unit };
}

/** A copy of the metric. */
export function copyMetric(metric: Fields['billable_metric'], { usual }: PartsCopying): Fields['billable_metric'] {
  return metric === null || !usual ? copyAgain(metric) : { id: metric.id };
}

/** A copy of the metadata. */
export function copyMetadata(metadata: Fields['metadata'], { usual }: PartsCopying): Fields['metadata'] {
  return usual ? {} : copyAgain(metadata);
}
