import { readColumn } from '../../../decimal/index.js';
import { isGiven, isObject, type Issues } from '../../../errors/index.js';
import type { GroupColumn, GroupValue } from '../../../prices/index.js';
import { isGroupValue } from './usage.js';

/**
 * Reads usage by `count` keys as columns, without an object per group. Null for all that is not plainly right: reading it
 * group by group then finds what is wrong, or that nothing is.
 */
export function readGroupColumn(usage: unknown, count: number): GroupColumn | null {
  if (!isObject(usage) || !Object.hasOwn(usage, 'groups')) return null;
  const { groups, quantity } = usage;
  // A whole beside the groups has to be held against their sum.
  if (!Array.isArray(groups) || isGiven(quantity)) return null;
  const values: (readonly GroupValue[])[] = [];
  const quantities: unknown[] = [];
  for (let position = 0; position < groups.length; position += 1) {
    const group: unknown = groups[position];
    if (!isPlainGroup(group, count)) return null;
    values.push(group.grouping_values);
    quantities.push(group.quantity);
  }
  const issues: Issues = [];
  const column = readColumn(quantities, { path: '', issues, least_scale: 0 });
  return issues.length > 0 ? null : { values, quantities: column };
}

type PlainGroup = { readonly grouping_values: readonly GroupValue[]; readonly quantity: unknown };

function isPlainGroup(group: unknown, count: number): group is PlainGroup {
  if (!isObject(group) || !Object.hasOwn(group, 'quantity') || !Object.hasOwn(group, 'grouping_values')) return false;
  const { grouping_values } = group;
  if (!Array.isArray(grouping_values) || grouping_values.length !== count) return false;
  for (let key = 0; key < count; key += 1) if (!isGroupValue(grouping_values[key])) return false;
  return true;
}
