import { placeOf } from '../../errors/index.js';
import { openUsageSpec, type DecodedSpec } from '../decode/decode-usage-spec.js';
import type { DecodedText } from '../decode/decode-text.js';
import type { Metric } from '../metric.js';
import { openWarehouse, type Warehouse } from './decode-warehouse.js';
import { partialRuleFor } from './partials/partial-rules.js';
import type { PartialRule } from './partials/partial-rule.js';
import { tagged } from './partials/tagged-value.js';
import { sliceKey } from './slice-key.js';
import { bindText, finishStatement, openStatement } from './statement.js';
import type { CompiledMetric, SelectedColumn, Statement } from './statement.js';
import type { Lanes } from './translate/lanes.js';
import { translateText } from './translate/translate-text.js';
import { conditionOf } from './translate/translation.js';
import type { WarehouseOptions } from './warehouse-options.js';

/**
 * Compiles a metric to SQL that aggregates events where they are, up to partials that `gatherPartials` finishes (§3).
 *
 * @throws `unsupported_sql` for a metric whose partials cannot be merged, `limit_exceeded` for one whose numbers the engine
 *   cannot hold exactly, and what `createUsageAggregator` throws
 */
export function compileMetric(metric: Metric, options: WarehouseOptions): CompiledMetric {
  const warehouse = openWarehouse(options);
  const { dialect: _dialect, table: _table, columns: _columns, digits: _digits, ...question } = options;
  const spec = openUsageSpec({ ...question, metric }, placeOf(''));
  const rule = partialRuleFor(spec.metric.aggregation.kind);
  const statement = openStatement(warehouse);
  const keys = [...keyColumns(spec, statement), ...sliceKey(spec.windows, statement)];
  const place = { ...statement, path: 'metric.aggregation.expression' };
  const measures = rule.measure(measuredLanes(spec, statement), place);
  const where = filterConditions(spec, statement);
  const events = selectEvents({ spec, warehouse, statement });
  const measured = [select([...keys, ...measures]), `FROM (${events}) AS recorded`, whereOf(where)].join(' ');
  const grouping = { sql: measured, keys: keys.map(({ alias }) => alias), dialect: warehouse.dialect };
  return finishStatement(statement, rule.aggregate(grouping));
}

function keyColumns({ metric, group_by: texts }: DecodedSpec, statement: Statement): readonly SelectedColumn[] {
  return texts.map(({ text }, index) => {
    const place = { ...statement, path: `group_by[${index}]` };
    return { alias: `group_${index + 1}`, sql: tagged(translateText(text, metric.parameters, place), place) };
  });
}

function measuredLanes({ metric }: DecodedSpec, statement: Statement): Parameters<PartialRule['measure']>[0] {
  const { expression, by } = metric.aggregation;
  const lanesOf = (decoded: DecodedText | null, key: string): Lanes | null => {
    const path = `metric.aggregation.${key}`;
    return decoded && translateText(decoded.text, metric.parameters, { ...statement, path });
  };
  return { expression: lanesOf(expression, 'expression'), by: lanesOf(by, 'by') };
}

// WHERE keeps only TRUE, as a filter does (§3).
function filterConditions({ metric, filter }: DecodedSpec, statement: Statement): readonly string[] {
  const conditionAt = (decoded: DecodedText | null, path: string): readonly string[] => {
    const place = { ...statement, path };
    return decoded === null ? [] : [conditionOf(translateText(decoded.text, metric.parameters, place), place)];
  };
  return [...conditionAt(metric.filter, 'metric.filter'), ...conditionAt(filter, 'filter')];
}

type Selection = { readonly spec: DecodedSpec; readonly warehouse: Warehouse; readonly statement: Statement };

/** The innermost select: the events of the timeframe and of the metric's names, and what was asked of their properties. */
function selectEvents({ spec, warehouse, statement }: Selection): string {
  const { dialect, table, names } = warehouse;
  const bind = (text: string): string => bindText(statement, text);
  const timestamp = dialect.identifier(names.timestamp);
  const { start, end, metric } = spec;
  const conditions = [
    // Half-open (§3 "Membership"): the start belongs to the window, the end to the next one.
    ...(start === null ? [] : [dialect.time.from(timestamp, start, bind)]),
    ...(end === null ? [] : [dialect.time.before(timestamp, end, bind)]),
    ...(metric.event_names === null
      ? []
      : [`${dialect.identifier(names.event_name)} IN (${metric.event_names.map(bind).join(', ')})`]),
  ];
  const readings = [...statement.readings].map(([sql, alias]) => ({ sql, alias }));
  const columns = readings.length === 0 ? [{ sql: '1', alias: 'r0' }] : readings;
  return [select(columns), `FROM ${table.map(dialect.identifier).join('.')}`, whereOf(conditions)].join(' ');
}

function select(columns: readonly SelectedColumn[]): string {
  return `SELECT ${columns.map(({ sql, alias }) => `${sql} AS ${alias}`).join(', ')}`;
}

function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.map((condition) => `(${condition})`).join(' AND ')}`;
}
