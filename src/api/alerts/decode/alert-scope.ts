import {
  isGiven,
  isObject,
  openChild,
  optionalText,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import type { AlertState, Writable } from '../../../wire/index.js';
import { objectsAt } from '../../decode/document-fields.js';

/** Whom an alert is for, as its document mentions them, and the metrics that there are; null: not known. */
export type AlertScope = {
  readonly kind: 'customer' | 'subscription' | 'plan';
  readonly id: string;
  readonly mentioned: Pick<Writable<AlertState>, 'customer' | 'subscription' | 'plan'>;
  readonly metric_ids: readonly string[] | null;
};

const kinds = ['customer', 'subscription', 'plan'] as const;
const nobody = { customer: null, subscription: null, plan: null };

/** Reads which one of `customer`, `subscription` and `plan` is given; null where it is none or more than one. */
export function readScope(input: Fields, request: Fields): AlertScope | null {
  const given = kinds.filter((kind) => isGiven(valueAt(input, kind)));
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    const wanted = 'exactly one of customer, subscription and plan: whom the alert is for';
    report(input, kind ?? 'customer', wanting(kind === undefined ? null : 'one of several', wanted));
    return null;
  }
  const fields = openChild(input, kind);
  if (fields === null) return null;
  const id = requiredText(fields, 'id');
  return { kind, id, mentioned: { ...nobody, [kind]: mentions[kind](fields, request) }, metric_ids: metricsOf(fields) };
}

const mentions: { readonly [K in AlertScope['kind']]: (fields: Fields, request: Fields) => object } = {
  customer: (fields) => ({
    id: requiredText(fields, 'id'),
    external_customer_id: optionalText(fields, 'external_customer_id'),
  }),
  subscription: (fields) => ({ id: requiredText(fields, 'id') }),
  plan: (fields, request) => ({
    id: requiredText(fields, 'id'),
    external_plan_id: optionalText(fields, 'external_plan_id'),
    name: optionalText(fields, 'name'),
    plan_version: String(versionAt(request, 'plan_version') ?? versionAt(fields, 'version') ?? 1),
  }),
};

function versionAt(fields: Fields, key: string): number | null {
  const version = valueAt(fields, key);
  if (Number.isSafeInteger(version)) return version as number;
  if (isGiven(version)) report(fields, key, wanting(version, 'the number of a version'));
  return null;
}

/** The metrics of the prices that a subscription or a plan shows; null where it shows none. */
export function metricsOf(fields: Fields): readonly string[] | null {
  const prices = isGiven(valueAt(fields, 'price_intervals'))
    ? objectsAt(fields, 'price_intervals').flatMap((interval) => openChild(interval, 'price') ?? [])
    : objectsAt(fields, 'prices');
  if (prices.length === 0) return null;
  return [...new Set(prices.flatMap((price) => metricOf(price) ?? []))];
}

function metricOf(price: Fields): string | null {
  const metric = valueAt(price, 'billable_metric');
  if (isObject(metric) && typeof metric['id'] === 'string') return metric['id'];
  return optionalText(price, 'billable_metric_id');
}
