import { add, compare, formatDecimal, readDecimal, zero, type Decimal } from '../../decimal/index.js';
import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import type { GroupValue, PreparedPrice, Usage, UsageGroup } from '../../prices/index.js';
import type { UsageInput } from '../inputs.js';
import { readFields } from './fields.js';

const accepted = '{ quantity }, or { groups: [{ grouping_values, quantity }] }';

/**
 * Reads usage in the form that the price rates: where an aggregate carries both a quantity and groups, the price's own.
 *
 * Null: nothing was metered.
 */
export function readUsage(
  input: UsageInput | null,
  price: PreparedPrice,
  at: { path: string; issues: Issues },
): Usage | null {
  if (input === null) return null;
  const { value, present, issues } = readFields(input, at.path, at.issues);
  if (!present) return null;
  const hasQuantity = isGiven(value['quantity']);
  if (isGiven(value['groups']) && (isGrouped(price) || !hasQuantity)) return readGroups(value, at);
  if (hasQuantity)
    return { shape: 'quantity', quantity: readDecimal(value['quantity'], pathAt(at.path, 'quantity'), issues) ?? zero };
  issues.push(problem(at.path, 'usage_shape_mismatch', `holds neither; give ${accepted}`));
  return null;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A fixed price has one quantity, whatever its model (§2.1). */
function isGrouped({ plan, price_type }: PreparedPrice): boolean {
  return plan.shape === 'groups' && price_type !== 'fixed_price';
}

function readGroups(
  fields: Readonly<Record<string, unknown>>,
  { path, issues }: { path: string; issues: Issues },
): Usage | null {
  const groups = fields['groups'];
  const at = pathAt(path, 'groups');
  if (!Array.isArray(groups)) {
    issues.push(problem(at, 'invalid_type', `is ${shown(groups)}; give a list of { grouping_values, quantity }`));
    return null;
  }
  // `Array.from` visits the holes of a sparse array, which `map` would pass over in silence.
  const read = Array.from(groups, (group: unknown, position) => readGroup(group, pathAt(at, position), issues));
  if (isGiven(fields['quantity'])) checkWhole(read, fields['quantity'], { path, issues });
  return { shape: 'groups', groups: read };
}

function readGroup(group: unknown, path: string, issues: Issues): UsageGroup {
  const faults = issues.length;
  const { value: fields } = readFields(group, path, issues);
  if (issues.length > faults) return { grouping_values: [], quantity: zero };
  const quantity = readDecimal(fields['quantity'], pathAt(path, 'quantity'), issues) ?? zero;
  return { grouping_values: readValues(fields['grouping_values'], pathAt(path, 'grouping_values'), issues), quantity };
}

function readValues(values: unknown, path: string, issues: Issues): readonly GroupValue[] {
  // `every` passes over the holes of a sparse array; `includes` does not.
  if (Array.isArray(values) && !values.includes(undefined) && values.every(isGroupValue)) return values;
  issues.push(problem(path, 'invalid_type', `is ${shown(values)}; give a list of texts, numbers, booleans or nulls`));
  return [];
}

function isGroupValue(value: unknown): value is GroupValue {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** An aggregate that dropped events without a grouping key would bill less than was used; it must not pass. */
function checkWhole(
  groups: readonly UsageGroup[],
  quantity: unknown,
  { path, issues }: { path: string; issues: Issues },
): void {
  const whole = readDecimal(quantity, pathAt(path, 'quantity'), issues);
  if (whole === undefined) return;
  const sum = groups.reduce<Decimal>((total, group) => add(total, group.quantity), zero);
  if (compare(sum, whole) === 0) return;
  const message = `add up to ${formatDecimal(sum)} of ${formatDecimal(whole)}; aggregate with null_groups: 'keep'`;
  issues.push(problem(pathAt(path, 'groups'), 'usage_shape_mismatch', message));
}
