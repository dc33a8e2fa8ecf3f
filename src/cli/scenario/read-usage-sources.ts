import { dirname, isAbsolute, join } from 'node:path';
import {
  isGiven,
  isObject,
  optionalFlag,
  pathAtKey,
  pathOf,
  placeOf,
  problem,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type { UsageByPrice } from '../../index.js';
import { filledText, openPart, type PartPlace } from './open-part.js';
import { readCsvMapping } from './read-csv-mapping.js';
import type { ScenarioUsage, UsageSource } from './scenario.js';

/** Reads where the usage of a scenario comes from; one without a word about it has none. */
export function readUsageSources(scenario: Fields, file: string): ScenarioUsage {
  const { place, issues } = scenario;
  const value = valueAt(scenario, 'usage');
  if (!isGiven(value)) return { kind: 'sources', sources: [], dedupe: true };
  const usage = openPart(value, ['sources', 'by_price', 'dedupe'], { place: placeOf('usage', place), issues });
  if (usage === null) return { kind: 'by_price', by_price: {} };
  const states = isGiven(valueAt(usage, 'by_price'));
  if (states === isGiven(valueAt(usage, 'sources'))) {
    const message = 'needs either sources (files to read) or by_price (quantities), and not both';
    issues.push(problem(pathOf(usage.place), 'missing_field', message));
  }
  if (states) return readByPrice(usage);
  // Repeats count once unless the scenario says otherwise.
  const dedupe = !isGiven(valueAt(usage, 'dedupe')) || optionalFlag(usage, 'dedupe');
  return { kind: 'sources', sources: readSources(usage, file), dedupe };
}

function readByPrice(usage: Fields): ScenarioUsage {
  const value = valueAt(usage, 'by_price');
  if (isObject(value)) return { kind: 'by_price', by_price: value as UsageByPrice };
  report(usage, 'by_price', wanting(value, 'an object like { "calls": { "quantity": "2301" } }'));
  return { kind: 'by_price', by_price: {} };
}

function readSources(usage: Fields, file: string): readonly UsageSource[] {
  const value = valueAt(usage, 'sources');
  if (isGiven(value) && !Array.isArray(value)) report(usage, 'sources', wanting(value, 'a list of files'));
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const place = placeOf('sources', usage.place);
  return list.map((source, position) =>
    readSource(source, file, { place: placeOf(position, place), issues: usage.issues }),
  );
}

function readSource(value: unknown, file: string, at: PartPlace): UsageSource {
  const source = openPart(value, ['file', 'format', 'csv'], at);
  if (source === null) return { path: '', name: '', named_by: '', csv: null };
  const name = filledText(source, 'file') ?? '';
  const isCsv = readFormat(source) === 'csv';
  const mapping = valueAt(source, 'csv');
  if (!isCsv && isGiven(mapping)) {
    report(source, 'csv', {
      code: 'invalid_type',
      message: 'maps columns, but the format is ndjson; remove one',
    });
  }
  return {
    // A scenario and its files move together, so its paths start where it lies.
    path: name === '' || isAbsolute(name) ? name : join(dirname(file), name),
    name,
    named_by: `${pathAtKey(source, 'file')} of ${file}`,
    csv: isCsv ? readCsvMapping(mapping, { place: placeOf('csv', source.place), issues: source.issues }) : null,
  };
}

function readFormat(source: Fields): 'ndjson' | 'csv' {
  const format = valueAt(source, 'format');
  if (format === 'ndjson' || format === 'csv') return format;
  report(source, 'format', wanting(format, '"ndjson" (one event per line) or "csv"'));
  return 'ndjson';
}
