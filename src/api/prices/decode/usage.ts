import {
  add,
  compare,
  decimalAt,
  formatDecimal,
  interpretDecimal,
  zero,
  type Decimal,
} from '../../../decimal/index.js';
import {
  isGiven,
  isObject,
  openEntries,
  openFields,
  optionalText,
  pathOf,
  placeOf,
  problem,
  report,
  requiredText,
  shown,
  valueAt,
  wanting,
  type Fields,
  type Place,
} from '../../../errors/index.js';
import {
  wantedUsage,
  type GroupValue,
  type PreparedPrice,
  type Usage,
  type UsageComponent,
  type UsageEvent,
  type UsageGroup,
  type UsageShape,
} from '../../../prices/index.js';
import { interpretInstant, type Instant } from '../../../time/index.js';

// What tells more of usage comes first.
const shapes: readonly UsageShape[] = ['components', 'events', 'groups', 'quantity'];

/** Reads usage in the form that the price rates: where an aggregate carries both a quantity and groups, the price's own. */
export function readUsage(usage: Fields, price: PreparedPrice): Usage | null {
  const isSaid = (shape: UsageShape) => isGiven(valueAt(usage, shape));
  const wanted = wantedShape(price);
  // Most is given in the form that is wanted, and no other is asked for.
  const shape = isSaid(wanted) ? wanted : shapes.find(isSaid);
  if (shape === undefined) return reportShapeless(usage, price);
  const faults = usage.issues.length;
  const read = readers[shape](usage);
  return usage.issues.length > faults ? null : read;
}

/** A fixed price has one quantity, whatever its model (§2.1). */
function wantedShape({ plan, price_type }: PreparedPrice): UsageShape {
  return price_type === 'fixed_price' ? 'quantity' : plan.shape;
}

function reportShapeless(usage: Fields, price: PreparedPrice): null {
  const message = `holds no usage; give ${wantedUsage(price)}`;
  usage.issues.push(problem(pathOf(usage.place), 'usage_shape_mismatch', message));
  return null;
}

const readers: { readonly [S in UsageShape]: (usage: Fields) => Usage } = {
  quantity: (usage) => ({ shape: 'quantity', quantity: decimalAt(usage, 'quantity') ?? zero }),
  groups: (usage) => {
    const groups = readGroups(usage);
    if (isGiven(valueAt(usage, 'quantity'))) checkWhole(usage, groups);
    return { shape: 'groups', groups };
  },
  events: (usage) => ({ shape: 'events', events: readEach(usage, 'events', readEvent) }),
  components: (usage) => ({ shape: 'components', components: readEach(usage, 'components', readComponent) }),
};

function readEach<T>(usage: Fields, key: UsageShape, read: (entry: Fields) => T): readonly T[] {
  const list = valueAt(usage, key);
  if (Array.isArray(list)) return openEntries(usage, key, list).map(read);
  report(usage, key, wanting(list, 'a list'));
  return [];
}

function readGroups(usage: Fields): readonly UsageGroup[] {
  const list = valueAt(usage, 'groups');
  const groups: UsageGroup[] = [];
  if (Array.isArray(list)) {
    for (let position = 0; position < list.length; position += 1) {
      const group = groupOf(list[position]);
      // Opened only to tell what is wrong, because there may be a million, and most are right.
      if (group === null) reportGroup(list[position], placeOf(position, placeOf('groups', usage.place)), usage);
      else groups.push(group);
    }
  } else report(usage, 'groups', wanting(list, 'a list'));
  return groups;
}

/** A group that has no fault; null for any other. */
function groupOf(value: unknown): UsageGroup | null {
  if (!isObject(value) || !Object.hasOwn(value, 'quantity') || !Object.hasOwn(value, 'grouping_values')) return null;
  const { quantity: given, grouping_values } = value;
  const quantity = interpretDecimal(given);
  return quantity !== undefined && isGroupValues(grouping_values) ? { grouping_values, quantity } : null;
}

function reportGroup(value: unknown, place: Place, usage: Fields): void {
  const group = openFields(value, place, usage);
  if (group === null) return;
  decimalAt(group, 'quantity');
  const values = valueAt(group, 'grouping_values');
  if (isGroupValues(values)) return;
  report(group, 'grouping_values', wanting(values, 'a list of texts, numbers, booleans or nulls'));
}

function isGroupValues(values: unknown): values is readonly GroupValue[] {
  if (!Array.isArray(values)) return false;
  // By position, because `every` would pass over the holes of a sparse array.
  for (let position = 0; position < values.length; position += 1) if (!isGroupValue(values[position])) return false;
  return true;
}

/** Whether a value can name a group: what JSON holds that is neither a list nor an object. */
export function isGroupValue(value: unknown): value is GroupValue {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function readEvent(event: Fields): UsageEvent {
  const properties = openFields(valueAt(event, 'properties') ?? {}, placeOf('properties', event.place), event);
  return {
    properties: properties?.value ?? {},
    quantity: decimalAt(event, 'quantity') ?? zero,
    timestamp: readTimestamp(event),
    idempotency_key: optionalText(event, 'idempotency_key'),
  };
}

function readTimestamp(event: Fields): Instant | null {
  const given = valueAt(event, 'timestamp');
  const instant = interpretInstant(given);
  if (instant === undefined && isGiven(given)) {
    const message = `is ${shown(given)}, which is no instant; give date, time and offset, like 2026-01-31T00:00:00Z`;
    report(event, 'timestamp', { code: 'invalid_instant', message });
  }
  return instant ?? null;
}

function readComponent(component: Fields): UsageComponent {
  return {
    price_id: requiredText(component, 'price_id'),
    subtotal: decimalAt(component, 'subtotal') ?? zero,
  };
}

/**
 * An aggregate that dropped events without a grouping key would bill less than was used; it must not pass. Groups of a
 * metric that does not add up, such as a maximum, come to anything together.
 */
function checkWhole(usage: Fields, groups: readonly UsageGroup[]): void {
  const whole = decimalAt(usage, 'quantity');
  if (whole === undefined || valueAt(usage, 'is_summable') === false) return;
  const sum = groups.reduce<Decimal>((total, group) => add(total, group.quantity), zero);
  if (compare(sum, whole) === 0) return;
  const message = `add up to ${formatDecimal(sum)} of ${formatDecimal(whole)}; use null_groups: 'keep'`;
  report(usage, 'groups', { code: 'usage_shape_mismatch', message });
}
