import { fail, isBillingError, optionalText, refuse, requiredText } from '../../errors/index.js';
import { createUsageAggregator, parseMetricSql } from '../../index.js';
import type { BillableMetric, MetadataInput, NewBillableMetric, Optional, Page } from '../../wire/index.js';
import { openBody } from '../body.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { withinBounds, type DateBounds } from '../kept/filters.js';
import { listKept, mapPage, type PageParams } from '../kept/pages.js';
import { mergedMetadata } from '../metadata.js';

type MetricParams = { readonly metric_id: string };

/** Makes a metric out of SQL, which has to be readable: nothing is stored that could not be measured. */
export async function createMetric(
  call: Call,
  { body }: { readonly body: NewBillableMetric },
): Promise<BillableMetric> {
  const fields = openBody(body);
  const sql = requiredText(fields, 'sql');
  const item_id = requiredText(fields, 'item_id');
  const name = requiredText(fields, 'name');
  const metadata = mergedMetadata(fields, {});
  refuse(fields.issues);
  checkMeasurable(sql);
  const item = await needKept(call, 'item', item_id);
  const document: BillableMetric = {
    id: call.newId('metric'),
    name,
    description: optionalText(fields, 'description'),
    status: 'active',
    item: item.document,
    sql,
    parameter_definitions: null,
    metadata,
  };
  refuse(fields.issues);
  return (await writeKept(call, 'metric', { document, aside: { created_at: call.at } })).document;
}

/** A request gives no values for parameters, so that what has some could be measured by nobody. */
function checkMeasurable(sql: string): void {
  const metric = parseMetricSql(sql);
  try {
    // Some kinds need a window; any will do to see whether they can be measured at all.
    createUsageAggregator({ metric, timeframe_start: '2000-01-01T00:00:00Z', timeframe_end: '2000-01-02T00:00:00Z' });
  } catch (error) {
    if (!isBillingError(error) || error.code !== 'unknown_parameter') throw error;
    const names = [...new Set(sql.match(/{{[^}]*}}/g))].join(', ');
    fail('body.sql', 'unknown_parameter', `uses ${names}, which nothing gives a value; write the value into the SQL`);
  }
}

export async function fetchMetric(call: Call, { metric_id }: MetricParams): Promise<BillableMetric> {
  return (await needKept(call, 'metric', metric_id)).document;
}

export async function listMetrics(
  call: Call,
  params: PageParams & DateBounds<'created_at'>,
): Promise<Page<BillableMetric>> {
  const within = withinBounds(params, 'created_at');
  const page = await listKept(call, { kind: 'metric', accept: ({ aside }) => within(aside.created_at) }, params);
  return mapPage(page, ({ document }) => document);
}

export async function updateMetric(
  call: Call,
  { metric_id, body }: MetricParams & { readonly body: Optional<{ metadata: MetadataInput }> },
): Promise<BillableMetric> {
  const kept = await needKept(call, 'metric', metric_id);
  const fields = openBody(body);
  const document = { ...kept.document, metadata: mergedMetadata(fields, kept.document.metadata) };
  refuse(fields.issues);
  return (await writeKept(call, 'metric', { ...kept, document })).document;
}
