import type { PriceInput } from 'reckoner';
import { member } from './member.js';
import type { Offer } from './offers.js';
import { namedGroups, shapeOf, type PriceShape } from './price-shape.js';

/** What can be entered of the usage of a metric. */
export type UsageField = PriceShape & {
  /** Tells it from others; what was entered is kept under it. */
  readonly key: string;
  readonly metric: string;
  /** What it is called in the question: the metric, or each price where the metric is entered in several forms. */
  readonly names: readonly string[];
  readonly label: string;
  /** The price that the curve is of. */
  readonly price: PriceInput;
  /** What the rows of a table begin as: values, then a quantity, then of events how many. */
  readonly first: readonly (readonly string[])[];
};

/** What a quantity starts as, so that a plan that was just pasted shows an invoice. */
export const firstQuantity = '1000';

/** What a plan charges by usage, one field for each metric and form. Finds nothing in what is no plan. */
export function usageFields(plan: unknown): readonly UsageField[] {
  return fieldsOf([plan]);
}

/** The usage of plans side by side, that of the first plan first. */
export function sharedFields(offers: readonly Offer[]): readonly UsageField[] {
  return fieldsOf(offers.map(({ plan }) => plan));
}

function fieldsOf(plans: readonly unknown[]): readonly UsageField[] {
  const found = new Map<string, UsageField>();
  for (const { metric, price } of plans.flatMap(meteredPrices)) {
    const made = makeField(metric, price);
    const known = found.get(made.key);
    found.set(made.key, known === undefined ? made : merged(known, made));
  }
  const fields = [...found.values()];
  const isAlone = ({ metric }: UsageField): boolean => fields.filter((field) => field.metric === metric).length === 1;
  return fields.map((field) => (isAlone(field) ? { ...field, names: [field.metric] } : field));
}

type Metered = { readonly metric: string; readonly price: PriceInput };

function meteredPrices(plan: unknown): readonly Metered[] {
  const prices = member(plan, 'prices');
  if (!Array.isArray(prices)) return [];
  return (prices as readonly unknown[]).flatMap((listed) => {
    const price = member(listed, 'price') ?? listed;
    const metric = member(price, 'billable_metric_id') ?? member(member(price, 'billable_metric'), 'id');
    return typeof metric === 'string' ? [{ metric, price: price as PriceInput }] : [];
  });
}

function makeField(metric: string, price: PriceInput): UsageField {
  const { shape, keys } = shapeOf(price);
  const [name, id] = [member(price, 'name'), member(price, 'id')];
  return {
    shape,
    keys,
    // Events are of a metric whatever properties a price reads; groups by other keys are other groups.
    key: shape === 'groups' ? `${metric} by ${keys.join(', ')}` : shape === 'events' ? `${metric}, events` : metric,
    metric,
    names: [typeof id === 'string' ? id : metric],
    label: typeof name === 'string' ? name : metric,
    price,
    first: firstRows(price, { shape, keys }),
  };
}

function firstRows(price: PriceInput, { shape, keys }: PriceShape): UsageField['first'] {
  if (shape === 'quantity') return [];
  if (shape === 'groups') return namedGroups(price, keys).map((values) => [...values, firstQuantity]);
  return [[...keys.map(() => '1'), '100', '10']];
}

function merged(known: UsageField, more: UsageField): UsageField {
  const names = [...new Set([...known.names, ...more.names])];
  const keys = [...new Set([...known.keys, ...more.keys])];
  const first = known.shape === 'events' ? firstRows(known.price, { shape: 'events', keys }) : known.first;
  return { ...known, names, keys, first };
}
