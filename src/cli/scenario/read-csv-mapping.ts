import {
  isGiven,
  isObject,
  openChild,
  optionalFlag,
  pathAtKey,
  pathOf,
  placeOf,
  problem,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
  wanting,
} from '../../errors/index.js';
import { readTimeZone, timeZone } from '../../time/index.js';
import { filledText, openPart, type PartPlace } from './open-part.js';
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

/** Reads the mapping of a CSV source, appending every fault. */
export function readCsvMapping(value: unknown, at: PartPlace): CsvMapping {
  const fields = openPart(value, keys, at);
  // One fault is enough for a mapping that is not there.
  if (fields === null) return nothing;
  const properties = readProperties(fields);
  const constants = readConstants(fields);
  reportRepeated(fields, properties, constants);
  return {
    delimiter: readDelimiter(fields),
    timestamp: readTimestamp(fields),
    event_name: readEventName(fields),
    idempotency_key_column: filledText(fields, 'idempotency_key_column'),
    customer_id_column: filledText(fields, 'customer_id_column'),
    external_customer_id_column: filledText(fields, 'external_customer_id_column'),
    properties,
    constants,
  };
}

function reportRepeated(mapping: Fields, properties: readonly CsvProperty[], constants: CsvMapping['constants']): void {
  const place = placeOf('constants', mapping.place);
  for (const { name } of properties) {
    if (!constants.has(name)) continue;
    const message = 'is also a property of a column; keep one of them';
    mapping.issues.push(problem(pathOf(placeOf(name, place)), 'invalid_reference', message));
  }
}

function readDelimiter(fields: Fields): string {
  const delimiter = filledText(fields, 'delimiter') ?? ',';
  if (delimiter.length === 1 && !'"\r\n'.includes(delimiter)) return delimiter;
  const message = `is ${shown(delimiter)}; give one character that is no quote and no line end, such as ";" or "\\t"`;
  if (delimiter !== '') report(fields, 'delimiter', { code: 'invalid_type', message });
  return ',';
}

/** §3: a time without a zone is UTC unless the scenario says where its clocks stand. */
function readTimestamp({ value, place, issues }: Fields): CsvMapping['timestamp'] {
  const at = { place: placeOf('timestamp', place), issues };
  const fields = openPart(value['timestamp'], ['column', 'timezone'], at);
  if (fields === null) return nothing.timestamp;
  const zone = readTimeZone(valueAt(fields, 'timezone') ?? 'UTC', pathAtKey(fields, 'timezone'), issues);
  return { column: requiredText(fields, 'column'), zone: zone ?? timeZone('UTC') };
}

function readEventName(fields: Fields): CsvMapping['event_name'] {
  const constant = filledText(fields, 'event_name');
  const column = filledText(fields, 'event_name_column');
  if (constant !== null && column === null) return { constant };
  if (column !== null && constant === null) return { column };
  const fault = constant === null ? 'neither' : 'both';
  const message = `has ${fault} of event_name and event_name_column; give the name of all its events, or their column`;
  fields.issues.push(problem(pathOf(fields.place), 'missing_field', message));
  return { constant: '' };
}

function readProperties(mapping: Fields): readonly CsvProperty[] {
  const named = openNamed(mapping, 'properties');
  return named === null ? [] : namesOf(named).map((name) => readProperty(named, name));
}

function readProperty({ value, place, issues }: Fields, name: string): CsvProperty {
  const given = value[name];
  if (typeof given === 'string' && given !== '') return { name, column: given, type: 'string', optional: false };
  const fields = openPart(given, ['column', 'type', 'optional'], { place: placeOf(name, place), issues });
  if (fields === null) return { name, column: '', type: 'string', optional: false };
  return {
    name,
    column: requiredText(fields, 'column'),
    type: readType(fields),
    optional: optionalFlag(fields, 'optional'),
  };
}

function readType(fields: Fields): CsvType {
  const type = valueAt(fields, 'type') ?? 'string';
  const known = csvTypes.find((name) => name === type);
  if (known !== undefined) return known;
  report(fields, 'type', { code: 'invalid_type', message: `is ${shown(type)}; use ${csvTypes.join(', ')}` });
  return 'string';
}

function readConstants(mapping: Fields): CsvMapping['constants'] {
  const named = openNamed(mapping, 'constants');
  if (named === null) return nothing.constants;
  return new Map(
    namesOf(named).flatMap((name) => {
      const constant = named.value[name];
      if (isConstant(constant)) return [[name, constant] as const];
      report(named, name, wanting(constant, 'a text, a number or a boolean'));
      return [];
    }),
  );
}

function isConstant(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** Opens an optional object of properties by name. */
function openNamed(mapping: Fields, key: string): Fields | null {
  const value = valueAt(mapping, key);
  if (!isGiven(value)) return null;
  if (isObject(value)) return openChild(mapping, key);
  report(mapping, key, wanting(value, 'an object of properties by name'));
  return null;
}

/** The one name that a plain event could not carry is refused. */
function namesOf(named: Fields): readonly string[] {
  return Object.keys(named.value).filter((name) => {
    if (name !== '__proto__') return true;
    report(named, name, { code: 'invalid_type', message: 'cannot be the name of a property; choose another' });
    return false;
  });
}
