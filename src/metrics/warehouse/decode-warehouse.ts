import {
  fail,
  invariant,
  isGiven,
  isObject,
  openChild,
  openFields,
  optionalText,
  placeOf,
  refuse,
  refuseUnknown,
  report,
  shown,
  valueAt,
  wanting,
  type Fields,
  type Issues,
} from '../../errors/index.js';
import type { Dialect, Digits } from './dialects/dialect.js';
import { dialectNames, dialects, isDialectName } from './dialects/dialects.js';
import type { ColumnNames } from './statement.js';

/** The options that say where the events are. */
export type Warehouse = {
  readonly dialect: Dialect;
  readonly table: readonly string[];
  readonly names: ColumnNames;
  readonly digits: Digits;
};

const questions = [
  'timeframe_start',
  'timeframe_end',
  'group_by',
  'null_groups',
  'filter',
  'metric_parameter_overrides',
  'granularity',
  'view_mode',
  'timezone',
];
const places = ['dialect', 'table', 'columns', 'digits'];

/** Reads where the events are, or refuses it, naming all faults; the question is read with the metric. */
export function openWarehouse(options: unknown): Warehouse {
  if (!isObject(options)) return refuseOptions(options);
  const issues: Issues = [];
  const fields = openFields(options, placeOf(''), { issues, watch: null });
  const warehouse = fields && decodeWarehouse(fields);
  refuse(issues);
  invariant(warehouse !== null, 'options without an error decode');
  return warehouse;
}

/** Options are the second of two arguments, so that their fault needs their name. */
function refuseOptions(options: unknown): never {
  const { code, message } = wanting(options, `where the events are, like { dialect: 'postgresql', table: 'events' }`);
  return fail('options', code, message);
}

function decodeWarehouse(fields: Fields): Warehouse | null {
  refuseUnknown(fields, [...places, ...questions]);
  const name = valueAt(fields, 'dialect');
  const table = decodeTable(fields);
  const names = decodeNames(fields);
  if (isDialectName(name)) {
    const dialect = dialects[name];
    return { dialect, table, names, digits: decodeDigits(fields, dialect.limits.property) };
  }
  report(fields, 'dialect', { code: 'invalid_type', message: `is ${shown(name)}; give ${dialectNames.join(', ')}` });
  return null;
}

function decodeTable(fields: Fields): readonly string[] {
  const table = valueAt(fields, 'table');
  const parts: readonly unknown[] = typeof table === 'string' ? table.split('.') : Array.isArray(table) ? table : [];
  const names = parts.filter(isName);
  if (names.length > 0 && names.length === parts.length) return names;
  report(fields, 'table', wanting(table, 'a table such as "billing.events", or the list of its parts'));
  return [];
}

const longestName = 300;

// A NUL or half a surrogate pair would become another name on its way to the engine.
function isName(name: unknown): name is string {
  return typeof name === 'string' && name !== '' && name.length <= longestName && !/\p{Surrogate}|\0/u.test(name);
}

const defaultNames: ColumnNames = {
  event_name: 'event_name',
  timestamp: 'timestamp',
  idempotency_key: 'idempotency_key',
  customer_id: 'customer_id',
  external_customer_id: 'external_customer_id',
  properties: 'properties',
};

function decodeNames(fields: Fields): ColumnNames {
  const columns = isGiven(valueAt(fields, 'columns')) ? openChild(fields, 'columns') : null;
  if (columns === null) return defaultNames;
  refuseUnknown(columns, Object.keys(defaultNames));
  const nameOf = (field: keyof ColumnNames): string => {
    const name = optionalText(columns, field);
    if (name === null || isName(name)) return name ?? defaultNames[field];
    report(columns, field, wanting(name, 'the name of a column'));
    return defaultNames[field];
  };
  return {
    event_name: nameOf('event_name'),
    timestamp: nameOf('timestamp'),
    idempotency_key: nameOf('idempotency_key'),
    customer_id: nameOf('customer_id'),
    external_customer_id: nameOf('external_customer_id'),
    properties: nameOf('properties'),
  };
}

function decodeDigits(fields: Fields, usual: Digits): Digits {
  const digits = isGiven(valueAt(fields, 'digits')) ? openChild(fields, 'digits') : null;
  if (digits === null) return usual;
  refuseUnknown(digits, ['integer', 'fraction']);
  return {
    integer: decodeDigitCount(digits, 'integer', usual.integer),
    fraction: decodeDigitCount(digits, 'fraction', usual.fraction),
  };
}

// The strict decimal grammar has no more.
const mostDigits: Digits = { integer: 38, fraction: 30 };

function decodeDigitCount(digits: Fields, key: keyof Digits, usual: number): number {
  const count = valueAt(digits, key);
  if (!isGiven(count)) return usual;
  const most = mostDigits[key];
  if (typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= most) return count;
  report(digits, key, wanting(count, `a whole number from 0 to ${most}`));
  return usual;
}
