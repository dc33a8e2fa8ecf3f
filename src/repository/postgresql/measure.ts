import { compileMetric, mergePartials, type AggregatedUsage } from '../../api/index.js';
import { isBillingError } from '../../errors/index.js';
import type { CompiledMetric } from '../../metrics/index.js';
import { parseInstant } from '../../time/index.js';
import { eventColumns } from '../event-columns.js';
import type { UsageQuestion } from '../usage-question.js';
import { storedText } from '../stored-text.js';
import { momentText } from './moment.js';
import type { Scope } from './scope.js';
import type { Value } from './session.js';

const table = 'measured_events';

/** Usage as the database counts it; null where only the events themselves say it. */
export async function measureUsage(scope: Scope, question: UsageQuestion): Promise<AggregatedUsage | null> {
  const { customer_ids: _ids, without_keys: _without, with_events = [], metric, ...asked } = question;
  const compiled = compile(question);
  if (compiled === null || !with_events.every(isInColumns) || (await holdsOthers(scope, question))) return null;
  const source = sourceOf(scope, question, compiled.values.length);
  const rows = await scope.session.query(`${source.text} ${compiled.text}`, [...compiled.values, ...source.values]);
  return mergePartials(metric, { ...asked, partials: [rows] });
}

function compile({ metric, ...question }: UsageQuestion): CompiledMetric | null {
  const { customer_ids: _ids, without_keys: _without, with_events: _with, ...asked } = question;
  try {
    return compileMetric(metric, { ...asked, dialect: 'postgresql', table });
  } catch (error) {
    if (isBillingError(error) && ['unsupported_sql', 'limit_exceeded'].includes(error.code)) return null;
    throw error;
  }
}

function isInColumns(event: { readonly [key: string]: unknown }): boolean {
  return eventColumns(event).properties !== null;
}

const whose = (first: number): string =>
  `account_id = $${first} AND customer_id = ANY($${first + 1}::text[])
   AND "timestamp" >= $${first + 2}::timestamptz AND "timestamp" < $${first + 3}::timestamptz`;

function whoseValues({ account_id }: Scope, question: UsageQuestion): readonly Value[] {
  const { customer_ids, timeframe_start, timeframe_end } = question;
  return [
    account_id,
    [...new Set(customer_ids)].map(storedText),
    momentText(parseInstant(timeframe_start)),
    momentText(parseInstant(timeframe_end)),
  ];
}

/** Whether the window holds events whose columns do not say all that they do. */
async function holdsOthers(scope: Scope, question: UsageQuestion): Promise<boolean> {
  const text = `SELECT 1 FROM events WHERE ${whose(1)} AND properties IS NULL AND idempotency_key <> ALL($5::text[]) LIMIT 1`;
  const rows = await scope.session.query(text, [...whoseValues(scope, question), keysWithout(question)]);
  return rows.length > 0;
}

/** The events of the question as the table that the statement reads, its parameters behind those of the statement. */
function sourceOf(scope: Scope, question: UsageQuestion, taken: number): CompiledSource {
  const first = taken + 1;
  return {
    text: `WITH ${table} AS (
      SELECT event_name, "timestamp", idempotency_key, event ->> 'customer_id' AS customer_id,
        event ->> 'external_customer_id' AS external_customer_id, properties
      FROM events WHERE ${whose(first)} AND idempotency_key <> ALL($${first + 4}::text[])
      UNION ALL
      SELECT * FROM jsonb_to_recordset($${first + 5}::text::jsonb) AS added(event_name text, "timestamp" timestamptz,
        idempotency_key text, customer_id text, external_customer_id text, properties jsonb)
    )`,
    values: [...whoseValues(scope, question), keysWithout(question), JSON.stringify(question.with_events ?? [])],
  };
}

type CompiledSource = { readonly text: string; readonly values: readonly Value[] };

function keysWithout({ without_keys = [] }: UsageQuestion): readonly string[] {
  return without_keys.map(storedText);
}
