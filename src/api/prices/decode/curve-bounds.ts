import { compare, readDecimal, zero, type Decimal } from '../../../decimal/index.js';
import { isObject } from '../../../errors/index.js';
import type { GroupValue, PackageSteps, PreparedPrice } from '../../../prices/index.js';

/** Where the cost of a price may bend or jump, as its configuration says. */
export type CurveBounds = { readonly bounds: readonly Decimal[]; readonly steps: PackageSteps | null };

const lists = ['tiers', 'consumption_table', 'dimension_values'];
const boundKeys = ['last_unit', 'maximum_units', 'tier_lower_bound', 'threshold'];
const freeKeys = ['allocation', 'group_allocation', 'cumulative_allocation'];
// The keys under which a row says that it holds for one value alone.
const valueKeys = ['dimension_value', 'grouping_key'];

/**
 * The bounds of tiers, free units and packages of a configuration that was read without faults, rising.
 *
 * They are only places to look at: what is drawn there is what rating says. Tiers of weighted units are bounds of
 * something else than the quantity, and what a custom model's configuration means is its own; both are found by search.
 */
export function boundsOf(config: unknown, { model_type }: PreparedPrice, group: readonly GroupValue[]): CurveBounds {
  if (!isObject(config) || model_type === 'scalable_matrix_with_tiered_pricing') return { bounds: [], steps: null };
  const rows = lists.flatMap((list) => rowsAt(config, list)).filter((row) => isOfGroup(row, group));
  const free = freeKeys.flatMap((key) => decimalsAt(config, key));
  const tiers = rows.flatMap((row) => boundKeys.flatMap((key) => decimalsAt(row, key)));
  const [size] = decimalsAt(config, 'package_size');
  const bounds = [...tiers, ...free].sort(compare);
  return { bounds, steps: size === undefined ? null : { size, free: free[0] ?? zero } };
}

type Row = Readonly<Record<string, unknown>>;

function rowsAt(config: Row, key: string): readonly Row[] {
  const list = Object.hasOwn(config, key) ? config[key] : null;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function isOfGroup(row: Row, [value]: readonly GroupValue[]): boolean {
  return valueKeys.every((key) => !Object.hasOwn(row, key) || row[key] === value);
}

function decimalsAt(row: Row, key: string): readonly Decimal[] {
  const value = Object.hasOwn(row, key) ? readDecimal(row[key], key, []) : undefined;
  return value === undefined ? [] : [value];
}
