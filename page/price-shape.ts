import type { PriceInput } from 'reckoner';
import { openFields, placeOf } from 'reckoner/errors';
import { preparePriceModel } from 'reckoner/prices';

/** What a price is rated on: one quantity, quantities by the values of keys, or single events with properties. */
export type PriceShape = {
  readonly shape: 'quantity' | 'groups' | 'events';
  /** The keys of the groups in their order, or the properties that the price reads of an event. */
  readonly keys: readonly string[];
};

/** Reads the shape of a price. What cannot be read takes one quantity, and is refused where it is quoted. */
export function shapeOf(price: PriceInput): PriceShape {
  const fields = openFields(price, placeOf(''), { issues: [], watch: null });
  const plan = fields && preparePriceModel(fields)?.plan;
  if (plan?.shape === 'groups') return { shape: 'groups', keys: plan.grouping_keys.filter(isText) };
  if (plan?.shape !== 'events') return { shape: 'quantity', keys: [] };
  const config = configOf(price);
  return { shape: 'events', keys: [config['unit_rating_key'], config['grouping_key']].filter(isText) };
}

type Members = Readonly<Record<string, unknown>>;

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function configOf(price: PriceInput): Members {
  return membersOf(membersOf(price)[`${price.model_type}_config`]);
}

const mostRows = 12;

/** The groups that a price names itself, a value for each key; else two of no particular name. */
export function namedGroups(price: PriceInput, keys: readonly string[]): readonly (readonly string[])[] {
  const config = configOf(price);
  const named = [...allowanceOf(config), ...filtersOf(config), ...Object.values(config).flatMap(valuesIn)];
  const rows = named.map((values) => fitted(values, keys, 'event_day_property' in config));
  const told = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return told.size > 0 ? [...told.values()].slice(0, mostRows) : ['A', 'B'].map((name) => keys.map(() => name));
}

/** The values that the rows of a table in a configuration are of. */
function valuesIn(list: unknown): readonly (readonly unknown[])[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly unknown[]).map(membersOf).flatMap((row) => {
    const { dimension_values, dimension_value, first_dimension_value: first, pricing_value, grouping_key } = row;
    if (Array.isArray(dimension_values)) return [dimension_values];
    if (isText(first)) return [[first, row['second_dimension_value']]];
    if (isText(pricing_value)) return [['A', pricing_value]];
    const single = [dimension_value, grouping_key].find(isText);
    return single === undefined ? [] : [[single]];
  });
}

function allowanceOf({
  consumption_grouping_value,
  allowance_grouping_value,
}: Members): readonly (readonly unknown[])[] {
  return [consumption_grouping_value, allowance_grouping_value].filter(isText).map((value) => [value]);
}

function filtersOf({ filters }: Members): readonly (readonly unknown[])[] {
  const values = Array.isArray(filters) ? filters.map((filter) => membersOf(filter)['property_value']) : [];
  return values.length === 0 ? [] : [values];
}

/** A row with a value for each key; of a price by day the day comes first, of others what is not named comes last. */
function fitted(values: readonly unknown[], keys: readonly string[], isByDay: boolean): readonly string[] {
  const named = values.slice(0, keys.length).map((value) => (isText(value) ? value : ''));
  const missing = keys.slice(named.length).map(() => (isByDay ? '1' : 'A'));
  return isByDay ? [...missing, ...named] : [...named, ...missing];
}
