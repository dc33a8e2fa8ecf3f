import { isNegative, one, readDecimal, type Decimal } from '../decimal/index.js';
import { pathAt, problem, shown, type Issues } from '../errors/index.js';
import type { PriceType } from '../wire/index.js';
import { configSource, reportUnknownKeys, type KeyWatch } from './parts/config.js';
import type { RatingPlan } from './price-model.js';
import { isRatedModelType, priceModels, type RatedModelType } from './price-models.js';

/** A price read once, ready to be rated as often as asked. */
export type PreparedPrice = {
  readonly model_type: RatedModelType;
  /** Null where only the call can tell: a price that names neither type nor metric (F5). */
  readonly price_type: PriceType | null;
  readonly fixed_price_quantity: Decimal | null;
  readonly odd: boolean;
  readonly plan: RatingPlan;
};

/** Where a price is read: its path in the input, the list of faults, and whether unknown keys are worth a warning. */
export type PriceReading = { readonly path: string; readonly issues: Issues; readonly report_unknown_keys?: boolean };

/** Reads a price, appending every fault with its path and fix; null when there is nothing that could be rated. */
export function preparePriceModel(price: unknown, reading: PriceReading): PreparedPrice | null {
  const { path, issues } = reading;
  const source = configSource(price, path, { issues, watch: null });
  if (source === null) return null;
  const model_type = source.value['model_type'];
  if (!isRatedModelType(model_type)) {
    issues.push(faultOfModelType(model_type, pathAt(path, 'model_type')));
    return null;
  }
  const plan = preparePlan(source.value, model_type, reading);
  if (plan === null) return null;
  const { odd } = priceModels[model_type];
  return {
    model_type,
    price_type: readPriceType(source.value, reading),
    fixed_price_quantity: readFixed(source.value, reading),
    odd,
    plan,
  };
}

function preparePlan(
  price: Readonly<Record<string, unknown>>,
  model_type: RatedModelType,
  reading: PriceReading,
): RatingPlan | null {
  const key = `${model_type}_config`;
  const watch: KeyWatch | null = reading.report_unknown_keys ? new Map() : null;
  const config = configSource(price[key], pathAt(reading.path, key), { issues: reading.issues, watch });
  if (config === null) return null;
  const plan = priceModels[model_type].prepare(config);
  if (watch) reportUnknownKeys(watch, reading.issues);
  return plan;
}

function faultOfModelType(value: unknown, path: string) {
  if (value === undefined || value === null) return problem(path, 'missing_field', 'is missing; name the price model');
  const names = Object.keys(priceModels).join(', ');
  return problem(path, 'unknown_model_type', `${shown(value)} is not a price model; use one of ${names}`);
}

const priceTypes: ReadonlySet<unknown> = new Set<PriceType>(['usage_price', 'fixed_price', 'composite_price']);

/** The price's type where the document tells it (F5); with neither type nor metric the call decides. */
function readPriceType(price: Readonly<Record<string, unknown>>, { path, issues }: PriceReading): PriceType | null {
  const { price_type: given = null, billable_metric = null, billable_metric_id = null } = price;
  if (priceTypes.has(given)) return given as PriceType;
  if (given !== null) {
    const message = `is ${shown(given)}; use usage_price, fixed_price or composite_price`;
    issues.push(problem(pathAt(path, 'price_type'), 'invalid_type', message));
  }
  return (billable_metric ?? billable_metric_id) === null ? null : 'usage_price';
}

function readFixed(price: Readonly<Record<string, unknown>>, { path, issues }: PriceReading): Decimal | null {
  const given = price['fixed_price_quantity'] ?? null;
  if (given === null) return null;
  const at = pathAt(path, 'fixed_price_quantity');
  const quantity = readDecimal(given, at, issues) ?? one;
  if (isNegative(quantity)) issues.push(problem(at, 'negative_quantity', 'is negative; a quantity is 0 or more'));
  return quantity;
}
