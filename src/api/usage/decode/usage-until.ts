import { add, decimalAt, maximum, minimum, zero, type Decimal } from '../../../decimal/index.js';
import { isGiven, valueAt, type Fields } from '../../../errors/index.js';
import type { UsageUntil } from '../../../invoices/index.js';
import type { Usage } from '../../../prices/index.js';
import type { Instant } from '../../../time/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { requiredInstant } from '../../credits/decode/required-instant.js';

/**
 * When usage came about, as far as it says: by the windows of a summable metric, or by the timestamps of single events;
 * null where it does not (§8.2).
 */
export function readUsageUntil(entry: Fields, usage: Usage): UsageUntil | null {
  switch (usage.shape) {
    case 'quantity':
      return quantityUntil(entry, usage.quantity);
    case 'groups':
      return groupsUntil(entry, usage.groups);
    case 'events':
      return eventsUntil(usage.events);
    case 'components':
      return null;
  }
}

type UsageIn<S extends Usage['shape']> = Extract<Usage, { readonly shape: S }>;

function quantityUntil(entry: Fields, whole: Decimal): UsageUntil | null {
  const steps = isSummable(entry) ? readSteps(entry) : null;
  return steps && ((end) => ({ shape: 'quantity', quantity: reached(steps, end, whole) }));
}

function groupsUntil(entry: Fields, groups: UsageIn<'groups'>['groups']): UsageUntil | null {
  if (!isSummable(entry)) return null;
  const steps = objectsAt(entry, 'groups').map(readSteps);
  if (steps.includes(null)) return null;
  return (end) => ({
    shape: 'groups',
    groups: groups.map((group, position) => ({
      ...group,
      quantity: reached(steps[position] ?? [], end, group.quantity),
    })),
  });
}

function eventsUntil(events: UsageIn<'events'>['events']): UsageUntil | null {
  if (events.some(({ timestamp }) => timestamp === null)) return null;
  return (end) => ({
    shape: 'events',
    events: events.filter(({ timestamp }) => timestamp !== null && timestamp < end),
  });
}

/** What `aggregateUsage` says of its metric: whether windows add up to the whole. */
export function isSummable(entry: Fields): boolean {
  return valueAt(entry, 'is_summable') === true;
}

/** What usage had come to by the end of a window. */
export type Step = { readonly end: Instant; readonly quantity: Decimal };

/** What usage had come to by the end of each of its windows; null without windows. */
export function readSteps(usage: Fields): readonly Step[] | null {
  if (!isGiven(valueAt(usage, 'windows'))) return null;
  const windows = objectsAt(usage, 'windows').map((window) => ({
    start: requiredInstant(window, 'timeframe_start'),
    end: requiredInstant(window, 'timeframe_end'),
    quantity: decimalAt(window, 'quantity') ?? zero,
  }));
  const [first] = windows;
  const isCumulative = windows.every(({ start }) => start === first?.start);
  let sum: Decimal = zero;
  return windows.map(({ end, quantity }) => {
    sum = isCumulative ? quantity : add(sum, quantity);
    return { end, quantity: sum };
  });
}

/** ≤: a window that ends with the day is of the day. What was taken back later never counts, so that P is defined. */
export function reached(steps: readonly Step[], end: Instant, whole: Decimal): Decimal {
  let quantity: Decimal = zero;
  for (const step of steps) if (step.end <= end) quantity = step.quantity;
  return minimum(maximum(quantity, zero), maximum(whole, zero));
}
