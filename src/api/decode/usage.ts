import { add, compare, decimalAt, formatDecimal, zero, type Decimal } from '../../decimal/index.js';
import {
  isGiven,
  openEntries,
  openFields,
  optionalText,
  pathAtKey,
  pathOf,
  placeOf,
  problem,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import {
  wantedUsage,
  type GroupValue,
  type PreparedPrice,
  type Usage,
  type UsageComponent,
  type UsageEvent,
  type UsageGroup,
  type UsageShape,
} from '../../prices/index.js';
import { readInstant } from '../../time/index.js';

const shapes: readonly UsageShape[] = ['quantity', 'groups', 'events', 'components'];

/** Reads usage in the form that the price rates: where an aggregate carries both a quantity and groups, the price's own. */
export function readUsage(usage: Fields, price: PreparedPrice): Usage | null {
  const given = shapes.filter((shape) => isGiven(valueAt(usage, shape)));
  const wanted = wantedShape(price);
  const shape = given.includes(wanted) ? wanted : given.at(-1);
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
    const groups = readEach(usage, 'groups', readGroup);
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

function readGroup(group: Fields): UsageGroup {
  const quantity = decimalAt(group, 'quantity') ?? zero;
  const values = valueAt(group, 'grouping_values');
  // `every` passes over the holes of a sparse array; `includes` does not.
  if (Array.isArray(values) && !values.includes(undefined) && values.every(isGroupValue)) {
    return { grouping_values: values, quantity };
  }
  report(group, 'grouping_values', wanting(values, 'a list of texts, numbers, booleans or nulls'));
  return { grouping_values: [], quantity };
}

/** Whether a value can name a group: what JSON holds that is neither a list nor an object. */
export function isGroupValue(value: unknown): value is GroupValue {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function readEvent(event: Fields): UsageEvent {
  const properties = openFields(valueAt(event, 'properties') ?? {}, placeOf('properties', event.place), event);
  const at = valueAt(event, 'timestamp');
  return {
    properties: properties?.value ?? {},
    quantity: decimalAt(event, 'quantity') ?? zero,
    timestamp: isGiven(at) ? (readInstant(at, pathAtKey(event, 'timestamp'), event.issues) ?? null) : null,
    idempotency_key: optionalText(event, 'idempotency_key'),
  };
}

function readComponent(component: Fields): UsageComponent {
  return {
    price_id: requiredText(component, 'price_id'),
    subtotal: decimalAt(component, 'subtotal') ?? zero,
  };
}

/** An aggregate that dropped events without a grouping key would bill less than was used; it must not pass. */
function checkWhole(usage: Fields, groups: readonly UsageGroup[]): void {
  const whole = decimalAt(usage, 'quantity');
  if (whole === undefined) return;
  const sum = groups.reduce<Decimal>((total, group) => add(total, group.quantity), zero);
  if (compare(sum, whole) === 0) return;
  const message = `add up to ${formatDecimal(sum)} of ${formatDecimal(whole)}; aggregate with null_groups: 'keep'`;
  report(usage, 'groups', { code: 'usage_shape_mismatch', message });
}
