import { compareExact, decimalAt, formatDecimal, zero } from '../../../decimal/index.js';
import {
  fail,
  isObject,
  openEntries,
  openFields,
  optionalChild,
  pathAtKey,
  placeOf,
  report,
  requiredText,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import {
  amountCharge,
  isModelType,
  mergeGroups,
  meteredQuantity,
  part,
  rowCharge,
  sumCharges,
  type Charge,
  type CustomModels,
  type Fraction,
  type GroupValue,
  type PriceModel,
  type RatingPlan,
  type Usage,
} from '../../../prices/index.js';
import { formatInstant } from '../../../time/index.js';
import { encodeFraction } from '../encode/charge.js';
import { isGroupValue } from './usage.js';

type Model = { readonly needs: unknown; readonly rate: (rating: unknown) => unknown };

/** Reads `custom_models`: each has a name of its own, says what it needs, and rates. */
export function readCustomModels(context: Fields): CustomModels {
  const models = new Map<string, PriceModel>();
  const fields = optionalChild(context, 'custom_models');
  if (fields === null) return models;
  for (const name of Object.keys(fields.value)) {
    const model = valueAt(fields, name);
    const fault = isModelType(name) ? 'is a model already; choose another name' : faultOf(model);
    if (fault !== null) report(fields, name, { code: 'custom_model_invalid', message: fault });
    // Kept even so: that its prices are of a model is no second mistake.
    if (!isModelType(name)) models.set(name, modelOf((model ?? {}) as Model, pathAtKey(fields, name)));
  }
  return models;
}

function faultOf(model: unknown): string | null {
  if (!isObject(model) || typeof model['rate'] !== 'function') return 'is no model; give { needs, rate }';
  const { needs } = model;
  const isKeys =
    Array.isArray(needs) && needs.length > 0 && needs.every((key) => typeof key === 'string' && key !== '');
  return isKeys || needs === 'quantity' || needs === 'events'
    ? null
    : "does not say what it needs: 'quantity', 'events' or a list of keys";
}

/** The model as the registry's are: its configuration is its own to check. */
function modelOf({ needs, rate }: Model, path: string): PriceModel {
  return (config): RatingPlan => {
    // What the keys mean is the model's affair: all of them count as known.
    for (const key of Object.keys(config.value)) valueAt(config, key);
    const charges = (usage: Usage, fraction: Fraction | null): readonly Charge[] =>
      readResult(
        rate({ config: config.value, usage: encodeUsage(usage), fraction: encodeFraction(fraction) }),
        usage,
        path,
      );
    if (needs === 'quantity' || needs === 'events') return { shape: needs, prorated: false, charges };
    return { shape: 'groups', prorated: false, grouping_keys: needs as readonly string[], charges };
  };
}

function encodeUsage(usage: Usage): unknown {
  if (usage.shape === 'quantity') return { quantity: formatDecimal(usage.quantity) };
  if (usage.shape === 'events') {
    return { events: usage.events.map((event) => ({ ...printed(event), timestamp: timeOf(event.timestamp) })) };
  }
  return { groups: usage.shape === 'groups' ? mergeGroups(usage.groups).map(printed) : [] };
}

function timeOf(timestamp: Parameters<typeof formatInstant>[0] | null): string | null {
  return timestamp === null ? null : formatInstant(timestamp);
}

function printed<T extends { readonly quantity: Parameters<typeof formatDecimal>[0] }>(entry: T) {
  return { ...entry, quantity: formatDecimal(entry.quantity) };
}

/** What the model returned, as charges; rows that do not add up to the subtotal (W1) are refused. */
function readResult(value: unknown, usage: Usage, path: string): readonly Charge[] {
  const reading: Pick<Fields, 'issues' | 'watch'> = { issues: [], watch: null };
  const result = openFields(value, placeOf('result'), reading);
  const subtotal = (result && decimalAt(result, 'subtotal')) ?? zero;
  const rows = result ? readRows(result) : [];
  const [issue] = reading.issues;
  if (issue) return fail(path, 'custom_model_invalid', `returned a wrong ${issue.path}: ${issue.message}`);
  if (rows.length === 0) return [amountCharge(meteredQuantity(usage), part('by the model', subtotal))];
  if (compareExact(sumCharges(rows), subtotal) === 0) return rows;
  return fail(path, 'custom_model_invalid', 'returned rows that do not add up to its subtotal');
}

function readRows(result: Fields): readonly Charge[] {
  const rows = valueAt(result, 'rows');
  if (!Array.isArray(rows)) {
    report(result, 'rows', wanting(rows, 'a list'));
    return [];
  }
  return openEntries(result, 'rows', rows).map((row) => {
    const name = requiredText(row, 'name');
    const quantity = decimalAt(row, 'quantity') ?? zero;
    const amount = decimalAt(row, 'amount') ?? zero;
    return rowCharge({ name, quantity, grouping: readGrouping(row) }, part('by the model', amount));
  });
}

function readGrouping(row: Fields) {
  const grouping = optionalChild(row, 'grouping');
  return grouping && { key: requiredText(grouping, 'key'), value: readGroupValue(grouping) };
}

function readGroupValue(grouping: Fields): GroupValue {
  const value = valueAt(grouping, 'value');
  if (isGroupValue(value)) return value;
  report(grouping, 'value', wanting(value, 'a text, a number, a boolean or null'));
  return null;
}
