import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import { readTimeZone, timeZone, type TimeZone } from '../../time/index.js';
import { isObject, openFields, readSwitch, readText, requireText, type Fields } from './fields.js';
import { csvTypes, type CsvMapping, type CsvProperty, type CsvType } from './scenario.js';

const keys = [
  'timestamp',
  'event_name',
  'event_name_column',
  'idempotency_key_column',
  'customer_id_column',
  'external_customer_id_column',
  'properties',
  'constants',
  'delimiter',
];

const nothing: CsvMapping = {
  delimiter: ',',
  timestamp: { column: '', zone: timeZone('UTC') },
  event_name: { constant: '' },
  idempotency_key_column: null,
  customer_id_column: null,
  external_customer_id_column: null,
  properties: [],
  constants: new Map(),
};

type Place = { readonly path: string; readonly issues: Issues };

/** Reads the mapping of a CSV source, appending every fault. */
export function readCsvMapping(value: unknown, place: Place): CsvMapping {
  const fields = openFields(value, keys, place);
  // One fault is enough for a mapping that is not there.
  if (!isObject(value)) return nothing;
  const properties = readProperties(fields);
  const constants = readConstants(fields);
  for (const { name } of properties) {
    if (!constants.has(name)) continue;
    const message = 'is also a property of a column; keep one of them';
    place.issues.push(problem(pathAt(pathAt(place.path, 'constants'), name), 'invalid_reference', message));
  }
  return {
    delimiter: readDelimiter(fields),
    timestamp: readTimestamp(fields),
    event_name: readEventName(fields),
    idempotency_key_column: readText(fields, 'idempotency_key_column'),
    customer_id_column: readText(fields, 'customer_id_column'),
    external_customer_id_column: readText(fields, 'external_customer_id_column'),
    properties,
    constants,
  };
}

function readDelimiter(fields: Fields): string {
  const delimiter = readText(fields, 'delimiter') ?? ',';
  if (delimiter.length === 1 && !'"\r\n'.includes(delimiter)) return delimiter;
  const message = `is ${shown(delimiter)}; give one character that is no quote and no line end, such as ";" or "\\t"`;
  fields.issues.push(problem(pathAt(fields.path, 'delimiter'), 'invalid_type', message));
  return ',';
}

/** §3: a time without a zone is UTC unless the scenario says where its clocks stand. */
function readTimestamp({ value, path, issues }: Fields): { column: string; zone: TimeZone } {
  const fields = openFields(value['timestamp'], ['column', 'timezone'], { path: pathAt(path, 'timestamp'), issues });
  const zone = readTimeZone(fields.value['timezone'] ?? 'UTC', pathAt(fields.path, 'timezone'), issues);
  const column = isObject(value['timestamp'])
    ? requireText(fields, 'column', 'the column with the time of the event')
    : '';
  return { column, zone: zone ?? timeZone('UTC') };
}

function readEventName(fields: Fields): CsvMapping['event_name'] {
  const constant = readText(fields, 'event_name');
  const column = readText(fields, 'event_name_column');
  if (constant !== null && column === null) return { constant };
  if (column !== null && constant === null) return { column };
  const fault = constant === null ? 'neither' : 'both';
  const message = `has ${fault} of event_name and event_name_column; give the name of all its events, or their column`;
  fields.issues.push(problem(fields.path, 'missing_field', message));
  return { constant: '' };
}

function readProperties({ value, path, issues }: Fields): readonly CsvProperty[] {
  const at = pathAt(path, 'properties');
  return entriesOf(value['properties'], { path: at, issues }).map(([name, given]) => {
    const place = { path: pathAt(at, name), issues };
    if (typeof given === 'string' && given !== '') return { name, column: given, type: 'string', optional: false };
    const fields = openFields(given, ['column', 'type', 'optional'], place);
    const column = isObject(given) ? requireText(fields, 'column', 'the column with its values') : '';
    return { name, column, type: readType(fields), optional: readSwitch(fields, 'optional', 'off') };
  });
}

function readType(fields: Fields): CsvType {
  const type = fields.value['type'] ?? 'string';
  const known = csvTypes.find((name) => name === type);
  if (known !== undefined) return known;
  const message = `is ${shown(type)}; use ${csvTypes.join(', ')}`;
  fields.issues.push(problem(pathAt(fields.path, 'type'), 'invalid_type', message));
  return 'string';
}

function readConstants({ value, path, issues }: Fields): ReadonlyMap<string, string | number | boolean> {
  const at = pathAt(path, 'constants');
  const entries = entriesOf(value['constants'], { path: at, issues });
  return new Map(
    entries.flatMap(([name, constant]) => {
      if (isConstant(constant)) return [[name, constant] as const];
      const message = `is ${shown(constant)}; give a text, a number or a boolean`;
      issues.push(problem(pathAt(at, name), 'invalid_type', message));
      return [];
    }),
  );
}

function isConstant(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** The entries of an optional object; the one name that a plain event could not carry is refused. */
function entriesOf(value: unknown, { path, issues }: Place): readonly (readonly [string, unknown])[] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) {
    issues.push(problem(path, 'invalid_type', `is ${shown(value)}; give an object of properties by name`));
    return [];
  }
  return Object.entries(value).filter(([name]) => {
    if (name !== '__proto__') return true;
    issues.push(problem(pathAt(path, name), 'invalid_type', 'cannot be the name of a property; choose another'));
    return false;
  });
}
