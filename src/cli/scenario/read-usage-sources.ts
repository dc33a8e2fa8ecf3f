import { dirname, isAbsolute, join } from 'node:path';
import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import type { UsageByPrice } from '../../index.js';
import { isObject, openFields, readSwitch, readText, type Fields } from './fields.js';
import { readCsvMapping } from './read-csv-mapping.js';
import type { ScenarioUsage, UsageSource } from './scenario.js';

type Place = { readonly file: string; readonly path: string; readonly issues: Issues };

/** Reads where the usage comes from; a scenario without a word about it has none. */
export function readUsageSources(value: unknown, place: Place): ScenarioUsage {
  if (value === undefined || value === null) return { kind: 'sources', sources: [], dedupe: true };
  const fields = openFields(value, ['sources', 'by_price', 'dedupe'], place);
  if (!isObject(value)) return { kind: 'by_price', by_price: {} };
  const stated = fields.value['by_price'] ?? null;
  const listed = fields.value['sources'] ?? null;
  if ((stated === null) === (listed === null)) {
    const message = 'needs either sources (files to read) or by_price (quantities), and not both';
    place.issues.push(problem(place.path, 'missing_field', message));
  }
  if (stated !== null) return readByPrice(stated, place);
  return { kind: 'sources', sources: readSources(listed, place), dedupe: readSwitch(fields, 'dedupe', 'on') };
}

function readByPrice(value: unknown, { path, issues }: Place): ScenarioUsage {
  if (isObject(value)) return { kind: 'by_price', by_price: value as UsageByPrice };
  const message = `is ${shown(value)}; give an object like { "calls": { "quantity": "2301" } }`;
  issues.push(problem(pathAt(path, 'by_price'), 'invalid_type', message));
  return { kind: 'by_price', by_price: {} };
}

function readSources(value: unknown, place: Place): readonly UsageSource[] {
  const path = pathAt(place.path, 'sources');
  if (value !== null && !Array.isArray(value)) {
    place.issues.push(problem(path, 'invalid_type', `is ${shown(value)}; give a list of files`));
  }
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return list.map((source, position) => readSource(source, { ...place, path: pathAt(path, position) }));
}

function readSource(value: unknown, { file, path, issues }: Place): UsageSource {
  const fields = openFields(value, ['file', 'format', 'csv'], { path, issues });
  const name = readText(fields, 'file') ?? '';
  const isCsv = readFormat(fields) === 'csv';
  if (!isCsv && (fields.value['csv'] ?? null) !== null) {
    issues.push(problem(pathAt(path, 'csv'), 'invalid_type', 'maps columns, but the format is ndjson; remove one'));
  }
  return {
    // A scenario and its files move together, so its paths start where it lies.
    path: name === '' || isAbsolute(name) ? name : join(dirname(file), name),
    name,
    named_by: `${pathAt(path, 'file')} of ${file}`,
    csv: isCsv ? readCsvMapping(fields.value['csv'], { path: pathAt(path, 'csv'), issues }) : null,
  };
}

function readFormat(fields: Fields): 'ndjson' | 'csv' {
  const format = fields.value['format'] ?? null;
  if (format === 'ndjson' || format === 'csv') return format;
  const message = `${format === null ? 'is missing' : `is ${shown(format)}`}; use "ndjson" (one event per line) or "csv"`;
  const code = format === null ? 'missing_field' : 'invalid_type';
  if (Object.keys(fields.value).length > 0) fields.issues.push(problem(pathAt(fields.path, 'format'), code, message));
  return 'ndjson';
}
