import { add, compare, decimalAt, formatDecimal, zero, type Decimal } from '../../decimal/index.js';
import {
  isGiven,
  openFields,
  pathOf,
  placeOf,
  problem,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type { GroupValue, PreparedPrice, Usage, UsageGroup } from '../../prices/index.js';

/** Reads usage in the form that the price rates: where an aggregate carries both a quantity and groups, the price's own. */
export function readUsage(usage: Fields, price: PreparedPrice): Usage | null {
  const hasQuantity = isGiven(valueAt(usage, 'quantity'));
  if (isGiven(valueAt(usage, 'groups')) && (isGrouped(price) || !hasQuantity)) return readGroups(usage, hasQuantity);
  if (!hasQuantity) return reportShapeless(usage);
  const quantity = decimalAt(usage, 'quantity');
  return quantity ? { shape: 'quantity', quantity } : null;
}

function reportShapeless(usage: Fields): null {
  const message = 'holds neither; give { quantity }, or { groups: [{ grouping_values, quantity }] }';
  usage.issues.push(problem(pathOf(usage.place), 'usage_shape_mismatch', message));
  return null;
}

/** A fixed price has one quantity, whatever its model (§2.1). */
function isGrouped({ plan, price_type }: PreparedPrice): boolean {
  return plan.shape === 'groups' && price_type !== 'fixed_price';
}

function readGroups(usage: Fields, hasQuantity: boolean): Usage | null {
  const list = valueAt(usage, 'groups');
  if (!Array.isArray(list)) {
    report(usage, 'groups', wanting(list, 'a list of { grouping_values, quantity }'));
    return null;
  }
  const place = placeOf('groups', usage.place);
  const groups: UsageGroup[] = [];
  // By position, because `map` would pass over the holes of a sparse array in silence.
  for (let position = 0; position < list.length; position += 1) {
    const group = openFields(list[position], placeOf(position, place), usage);
    if (group !== null) groups.push(readGroup(group));
  }
  if (hasQuantity) checkWhole(usage, groups);
  return { shape: 'groups', groups };
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

function isGroupValue(value: unknown): value is GroupValue {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
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
