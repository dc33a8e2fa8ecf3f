import { decimalAt, isNegative, readDecimal } from '../../decimal/index.js';
import {
  isGiven,
  openChild,
  openEntries,
  pathAt,
  pathAtKey,
  problem,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type { GroupValue } from '../../prices/index.js';
import { growQuantities, placesOf, type PeriodQuantities } from '../../quotes/index.js';
import { isGroupValue } from '../prices/decode/usage.js';
import { readGrowth, type ReadGrowth } from './read-growth.js';

/** What is used in each period, whole or of each group. */
export type Forecast =
  | ({ readonly shape: 'quantity' } & PeriodQuantities)
  | {
      readonly shape: 'groups';
      readonly groups: readonly ({ readonly grouping_values: readonly GroupValue[] } & PeriodQuantities)[];
    };

/** Reads `usage` into the quantities of so many periods, by key; null where it is not given. */
export function readForecasts(input: Fields, periods: number): ReadonlyMap<string, Forecast> | null {
  return readForecastsAt(input, 'usage', periods);
}

/** Reads `license_usage`: groups of one value each, which names the holder, or null for those who hold no licence. */
export function readLicenseForecasts(input: Fields, periods: number): ReadonlyMap<string, Forecast> {
  const forecasts = readForecastsAt(input, 'license_usage', periods) ?? new Map<string, Forecast>();
  for (const [key, forecast] of forecasts) {
    if (forecast.shape === 'groups' && forecast.groups.every(({ grouping_values }) => grouping_values.length === 1))
      continue;
    const message = 'is not told by holders; give groups of one value each, an external_license_id or null';
    input.issues.push(problem(pathAt(pathAtKey(input, 'license_usage'), key), 'usage_shape_mismatch', message));
  }
  return forecasts;
}

function readForecastsAt(
  input: Fields,
  at: 'usage' | 'license_usage',
  periods: number,
): ReadonlyMap<string, Forecast> | null {
  if (!isGiven(valueAt(input, at))) return null;
  const usage = openChild(input, at);
  if (usage === null) return null;
  return new Map(
    Object.keys(usage.value).flatMap((key) => {
      const entry = openChild(usage, key);
      const forecast = entry && readForecast(entry, periods);
      return forecast === null ? [] : [[key, forecast] as const];
    }),
  );
}

const keys = ['quantity', 'groups', 'growth', 'decimal_places'];

function readForecast(entry: Fields, periods: number): Forecast | null {
  refuseUnknown(entry, keys);
  const growth = readGrowth(entry);
  if (!isGiven(valueAt(entry, 'groups'))) {
    const read = readQuantities(entry, growth, periods);
    return read && { shape: 'quantity', ...read };
  }
  if (isGiven(valueAt(entry, 'quantity'))) {
    report(entry, 'quantity', { code: 'usage_shape_mismatch', message: 'stands beside groups; give one of the two' });
  }
  const list = valueAt(entry, 'groups');
  if (!Array.isArray(list)) {
    report(entry, 'groups', wanting(list, 'a list of groups'));
    return null;
  }
  const groups = openEntries(entry, 'groups', list).flatMap((group) => {
    refuseUnknown(group, ['grouping_values', 'quantity']);
    const grouping_values = readValues(group);
    const read = readQuantities(group, growth, periods);
    return read === null ? [] : [{ grouping_values, ...read }];
  });
  return { shape: 'groups', groups };
}

function readValues(group: Fields): readonly GroupValue[] {
  const values = valueAt(group, 'grouping_values');
  if (Array.isArray(values) && Array.from(values).every(isGroupValue)) return values as readonly GroupValue[];
  report(group, 'grouping_values', wanting(values, 'a list of texts, numbers, booleans or nulls'));
  return [];
}

/** One quantity that grows, or one of each period, which then need no growth. */
function readQuantities(fields: Fields, growth: ReadGrowth, periods: number): PeriodQuantities | null {
  const given = valueAt(fields, 'quantity');
  if (Array.isArray(given)) return readStated(fields, given, { growth, periods });
  const base = decimalAt(fields, 'quantity');
  if (base === undefined) return null;
  const places = growth.places ?? placesOf(base, growth);
  const { quantities, fault } = growQuantities(base, { ...growth, places }, periods);
  if (fault !== null) report(fields, 'quantity', fault);
  return { quantities, places };
}

type Stating = { readonly growth: ReadGrowth; readonly periods: number };

function readStated(fields: Fields, list: readonly unknown[], { growth, periods }: Stating): PeriodQuantities | null {
  if (growth.isGiven) {
    const message = 'states every period, so that growth says nothing; leave one of the two out';
    report(fields, 'quantity', { code: 'invalid_type', message });
  }
  if (list.length !== periods) {
    const message = `has ${list.length} quantities; give one for each of the ${periods} periods`;
    report(fields, 'quantity', { code: 'invalid_type', message });
    return null;
  }
  const path = pathAtKey(fields, 'quantity');
  const read = Array.from(list).map((value, at) => readDecimal(value, pathAt(path, at), fields.issues));
  const quantities = read.filter((quantity) => quantity !== undefined);
  for (const [at, quantity] of quantities.entries()) {
    if (!isNegative(quantity)) continue;
    fields.issues.push(problem(pathAt(path, at), 'negative_quantity', 'is negative; a quantity is 0 or more'));
  }
  return {
    quantities,
    places: growth.places ?? Math.max(0, ...quantities.map((quantity) => placesOf(quantity, growth))),
  };
}
