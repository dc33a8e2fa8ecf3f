import { add, type Decimal } from '../../decimal/index.js';
import { compareGroupValues, type GroupValue } from '../../metrics/index.js';
import type { Grouping } from '../charge.js';
import type { UsageGroup } from '../usage.js';

type Branch = Map<GroupValue, Branch | UsageGroup>;

/** Merges equal groups and sorts them (§2.1), so that neither order nor splitting of the input matters (L3). */
export function mergeGroups(groups: readonly UsageGroup[]): readonly UsageGroup[] {
  if (groups.length < 2) return groups;
  const root: Branch = new Map();
  for (const group of groups) insert(root, group);
  return collect(root).sort(compareGroups);
}

function insert(root: Branch, group: UsageGroup): void {
  let branch = root;
  const last = group.grouping_values.length - 1;
  for (let position = 0; position < last; position += 1) {
    const value = group.grouping_values[position] as GroupValue;
    const next = (branch.get(value) as Branch | undefined) ?? new Map();
    branch.set(value, next);
    branch = next;
  }
  const value = group.grouping_values[last] ?? null;
  const present = branch.get(value) as UsageGroup | undefined;
  branch.set(value, present ? { ...group, quantity: add(present.quantity, group.quantity) } : group);
}

function collect(branch: Branch): UsageGroup[] {
  return [...branch.values()].flatMap((entry) => (entry instanceof Map ? collect(entry) : [entry]));
}

function compareGroups(a: UsageGroup, b: UsageGroup): number {
  for (let position = 0; position < a.grouping_values.length; position += 1) {
    const order = compareGroupValues(a.grouping_values[position] ?? null, b.grouping_values[position] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** The usage of one value of the first key; the other keys' values remain. */
export type GroupBranch = { readonly value: GroupValue; readonly groups: readonly UsageGroup[] };

/** Merged and sorted groups, split by the value of their first key. */
export function groupsByFirst(groups: readonly UsageGroup[]): readonly GroupBranch[] {
  const branches = new Map<GroupValue, UsageGroup[]>();
  for (const { grouping_values, quantity } of mergeGroups(groups)) {
    const [value = null, ...rest] = grouping_values;
    const branch = branches.get(value) ?? [];
    branch.push({ grouping_values: rest, quantity });
    branches.set(value, branch);
  }
  return [...branches].map(([value, own]) => ({ value, groups: own }));
}

/** The quantity of one group, for models that group by one key. */
export type KeyedQuantity = { readonly grouping: Grouping; readonly name: string; readonly quantity: Decimal };

/** Merged and sorted groups of one key, as the charges of each will be named. */
export function groupsOf(key: string, groups: readonly UsageGroup[]): readonly KeyedQuantity[] {
  return mergeGroups(groups).map(({ grouping_values: [value = null], quantity }) => ({
    grouping: { key, value },
    name: groupName(value),
    quantity,
  }));
}

/** How a group is named to people: its value as text, `No value` for events without the property (§2.1). */
export function groupName(value: GroupValue): string {
  return value === null ? 'No value' : String(value);
}
