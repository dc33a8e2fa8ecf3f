import { isRealCurrency } from '../../currency/index.js';
import { fail, isObject, shown } from '../../errors/index.js';
import type { MetricInput } from '../../index.js';
import type { BillableMetric, Item, Price } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, readKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';

/** The items that price bodies name; one that there is not is refused. */
export async function itemsOf(call: Call, bodies: readonly unknown[]): Promise<readonly Item[]> {
  const ids = new Set(bodies.filter(isObject).map((body) => body['item_id']));
  const items: Item[] = [];
  for (const id of ids) if (typeof id === 'string') items.push((await needKept(call, 'item', id)).document);
  return items;
}

/** The metrics that prices name, as computations take them; one that there is not is refused. */
export async function namedMetrics(call: Call, prices: readonly Price[]): Promise<readonly MetricInput[]> {
  const ids = new Set(prices.flatMap(({ billable_metric }) => billable_metric?.id ?? []));
  const metrics: Kept<'metric'>[] = [];
  for (const id of ids) metrics.push(await needKept(call, 'metric', id));
  return metrics.map(({ document }) => metricInput(document));
}

/** The metrics among these ids that are stored. */
export async function metricsOf(call: Call, ids: Iterable<string>): Promise<readonly MetricInput[]> {
  const metrics: MetricInput[] = [];
  for (const id of new Set(ids)) {
    const kept = await readKept(call, 'metric', id);
    if (kept !== null) metrics.push(metricInput(kept.document));
  }
  return metrics;
}

/** Refuses a virtual currency that is none of the account's pricing units. */
export function checkPricingUnit({ account }: Pick<Call, 'account'>, currency: string): void {
  const { pricing_units } = account;
  if (pricing_units === undefined || isRealCurrency(currency) || pricing_units.includes(currency)) return;
  const message = `is ${shown(currency)}, which is neither a currency nor a pricing unit of the account: ${pricing_units.join(', ')}`;
  fail('body.currency', 'unknown_currency', message);
}

function metricInput({ id, name, sql }: BillableMetric): MetricInput {
  return { id, name, sql };
}
