import type { Issue, QuotedTerms } from 'reckoner';
import { member } from './member.js';
import type { EstimatorState } from './state.js';

/** What can be entered of a quantity that a price has of its own, such as seats. */
export type FixedField = {
  /** The item of the price, which plans share, or the price where its plan has several of one item. */
  readonly key: string;
  readonly label: string;
  /** The quantities of the plans, that of the first plan first. */
  readonly planned: readonly [string, ...string[]];
  /** The order of the phase that the price is of; null for all. */
  readonly phase: number | null;
};

type FixedPrice = FixedField & { readonly price_id: string };

/** The fixed prices of plans that state a quantity, one field for each item. Finds nothing in what is no plan. */
export function fixedFields(plans: readonly unknown[]): readonly FixedField[] {
  const found = new Map<string, FixedField>();
  for (const { price_id: _, ...field } of plans.flatMap(fixedPrices)) {
    const known = found.get(field.key);
    const planned = known?.planned.includes(field.planned[0]) ? [] : field.planned;
    found.set(field.key, known === undefined ? field : { ...known, planned: [...known.planned, ...planned] });
  }
  return [...found.values()];
}

/** The quantity of a field as typed; that of the first plan until something is typed. */
export function fixedQuantityOf(state: EstimatorState, { key, planned }: FixedField): string {
  return state.fixed.get(key) ?? planned[0];
}

/** A quantity that departs from the plan, and the field that it was typed into. */
export type Departure = {
  readonly key: string;
  readonly replacement: NonNullable<QuotedTerms['replace_prices']>[number];
};

/** What of a plan is billed in another quantity, because every plan is quoted with the quantities that are shown. */
export function departuresFrom(
  plan: unknown,
  fields: readonly FixedField[],
  state: EstimatorState,
): readonly Departure[] {
  return fixedPrices(plan).flatMap(({ key, price_id, planned }) => {
    const field = fields.find((one) => one.key === key);
    const quantity = field === undefined ? planned[0] : fixedQuantityOf(state, field).trim();
    if (quantity === planned[0]) return [];
    return [{ key, replacement: { replaces_price_id: price_id, fixed_price_quantity: quantity } }];
  });
}

/** What was refused of departures, by field. */
export function refusedFields(
  issues: readonly Issue[],
  departures: readonly Departure[],
): readonly (readonly [string, string])[] {
  return issues.flatMap(({ path, message }) => {
    const position = /(?:^|\.)terms\.replace_prices\[(\d+)\]/.exec(path)?.[1];
    const key = position === undefined ? undefined : departures[Number(position)]?.key;
    return key === undefined ? [] : [[key, message] as const];
  });
}

function fixedPrices(plan: unknown): readonly FixedPrice[] {
  const prices = member(plan, 'prices');
  const read = Array.isArray(prices) ? (prices as readonly unknown[]).flatMap(readFixed) : [];
  const isAlone = (item: unknown): boolean => read.filter((one) => one.item === item).length === 1;
  return read.map(({ item, ...price }) =>
    typeof item === 'string' && isAlone(item) ? { ...price, key: item } : { ...price, key: `price ${price.price_id}` },
  );
}

type ReadFixed = Omit<FixedPrice, 'key'> & { readonly item: unknown };

/** A deal names the price that it departs from, so one without any id keeps the quantity of its plan. */
function readFixed(listed: unknown): readonly ReadFixed[] {
  const price = member(listed, 'price') ?? listed;
  const price_id = [member(price, 'id'), member(price, 'external_price_id')].find(isText);
  const quantity = isFixed(price) ? plannedOf(price) : null;
  if (price_id === undefined || quantity === null) return [];
  const [name, phase] = [member(price, 'name'), member(listed, 'plan_phase_order')];
  return [
    {
      price_id,
      label: isText(name) ? name : price_id,
      planned: [quantity],
      phase: typeof phase === 'number' ? phase : null,
      item: member(price, 'item_id') ?? member(member(price, 'item'), 'id'),
    },
  ];
}

function plannedOf(price: unknown): string | null {
  const quantity = member(price, 'fixed_price_quantity');
  return isText(quantity) || typeof quantity === 'number' ? String(quantity) : null;
}

const composites: ReadonlySet<unknown> = new Set(['percent', 'minimum_composite']);

/** As the library infers it where the price does not say (F5). */
function isFixed(price: unknown): boolean {
  const type = member(price, 'price_type') ?? null;
  if (type !== null) return type === 'fixed_price';
  const metric = member(price, 'billable_metric_id') ?? member(price, 'billable_metric') ?? null;
  return metric === null && !composites.has(member(price, 'model_type'));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
