import { fail, pathAt, placeOf, refuseUniterable, shown } from '../../errors/index.js';
import type { Json } from '../aggregations/aggregation.js';
import { openUsageSpec, type DecodedSpec } from '../decode/decode-usage-spec.js';
import type { GroupValue } from '../groups.js';
import { expectCount, refusePart } from '../snapshots/read-snapshot.js';
import type { UsageSnapshot } from '../snapshots/usage-snapshot.js';
import { createUsageAggregator, type UsageAggregator } from '../usage-aggregator.js';
import type { Metric } from '../metric.js';
import type { WarehouseQuestion } from './warehouse-options.js';
import type { PartialRow, PartialRule } from './partials/partial-rule.js';
import { partialRuleFor } from './partials/partial-rules.js';
import { sliceColumn } from './slice-key.js';
import { readTagged } from './partials/tagged-value.js';

/** A row that a compiled metric returned: a column's name and its value. */
export type ReturnedRow = { readonly [column: string]: unknown };

/** A metric and the question that was compiled with it. */
export type GatheredSpec = WarehouseQuestion & { readonly metric: Metric };

/**
 * The aggregator that has counted what one or several shards counted: finish it, or merge it with a stream.
 *
 * @param partials the rows that each shard returned for the metric compiled with the same question
 * @throws `unsupported_sql` for a metric that cannot be compiled, `invalid_type` and `missing_field` for rows of another
 *   statement, and what `createUsageAggregator` throws
 */
export function gatherPartials(spec: GatheredSpec, partials: Iterable<Iterable<ReturnedRow>>): UsageAggregator {
  const aggregator = createUsageAggregator(spec);
  const decoded = openUsageSpec(spec, placeOf(''));
  const { kind } = decoded.metric.aggregation;
  const rule = partialRuleFor(kind);
  const empty = aggregator.toJSON();
  refuseUniterable(partials, 'partials', 'the rows of each shard');
  let shard = 0;
  for (const rows of partials) {
    const path = pathAt('partials', shard);
    for (const snapshot of readShard({ rows, path, decoded, rule, empty }))
      aggregator.merge({ toJSON: () => snapshot });
    shard += 1;
  }
  return aggregator;
}

type Shard = {
  readonly rows: Iterable<ReturnedRow>;
  readonly path: string;
  readonly decoded: DecodedSpec;
  readonly rule: PartialRule;
  readonly empty: UsageSnapshot;
};

/** A shard's rows as snapshots: one of all the groups, and one of each row that belongs to none. */
function readShard({ rows, path, decoded, rule, empty }: Shard): readonly UsageSnapshot[] {
  const groups: UsageSnapshot['groups'][number][] = [];
  const ungrouped: UsageSnapshot[] = [];
  let position = 0;
  refuseUniterable(rows, path, 'rows');
  for (const row of rows) {
    const reader = openRow(row, pathAt(path, position));
    // Every statement counts its events, so a row without the column is of another statement.
    reader.count('events');
    const values = decoded.group_by.map((_, index) => groupValue(reader, `group_${index + 1}`));
    const state = stateOf(reader, { decoded, rule });
    if (belongsToGroup(values, decoded)) groups.push({ grouping_values: values, state });
    else ungrouped.push({ ...empty, ungrouped: state });
    position += 1;
  }
  return [{ ...empty, groups }, ...ungrouped];
}

/** What a row stands for, as a snapshot writes it: of a window by the number of its slice, else whole. */
function stateOf(row: PartialRow, { decoded, rule }: Pick<Shard, 'decoded' | 'rule'>): Json {
  return decoded.windows === null ? rule.state(row) : [[row.count(sliceColumn), rule.state(row)]];
}

// An event that lacks a key is in no group, unless null groups are kept (§3 "Groups").
function belongsToGroup(values: readonly GroupValue[], { keeps_null_groups: keepsNull }: DecodedSpec): boolean {
  return values.length > 0 && (keepsNull || !values.includes(null));
}

function groupValue(row: PartialRow, column: string): GroupValue {
  const value = readTagged(row.text(column), pathAt(row.path, column));
  // A computed decimal groups under its nearest JSON number, which is what a grouping value is.
  return typeof value === 'object' && value !== null ? Number(value.decimal) : value;
}

function openRow(row: unknown, path: string): PartialRow {
  if (typeof row !== 'object' || row === null) refusePart(row, path, 'a row, an object of columns');
  const columns = new Map<string, unknown>(Object.entries(row));
  const text = (column: string): string | null => {
    const value = columns.get(column);
    if (value === null || typeof value === 'string') return value;
    if (typeof value === 'bigint') return String(value);
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
    return refuseColumn(value, pathAt(path, column));
  };
  return { path, text, count: (column) => expectCount(Number(text(column) ?? Number.NaN), pathAt(path, column)) };
}

function refuseColumn(value: unknown, path: string): never {
  if (value === undefined)
    fail(path, 'missing_field', 'The row lacks this column; give the rows as they were returned.');
  fail(path, 'invalid_type', `Found ${shown(value)}; every column is returned as a text, so leave it one.`);
}
