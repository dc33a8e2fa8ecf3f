import { readDecimal } from '../../decimal/index.js';
import { pathAt, problem, shown, type Issues } from '../../errors/index.js';
import type { Value } from '../expressions/syntax.js';
import type { Parameters } from './decode-text.js';
import { openObject, type Place } from './fields.js';

/** The metric's parameters with their defaults, some of them overridden. What is overridden must be declared. */
export function decodeParameters(metric: Place, overrides: Place | undefined): Parameters {
  const path = pathAt(metric.path, 'parameters');
  const declared = readValues(metric.members['parameters'], path, metric.issues);
  const given = overrides ? readValues(overrides.members, overrides.path, overrides.issues) : [];
  const values = new Map<string, Value>(declared);
  for (const [name, value] of given) {
    if (values.has(name)) values.set(name, value);
    else metric.issues.push(undeclared(pathAt(overrides?.path ?? '', name), name));
  }
  return values;
}

function readValues(value: unknown, path: string, issues: Issues): readonly (readonly [string, Value])[] {
  if (value === undefined || value === null) return [];
  const place = openObject(value, path, issues);
  return Object.entries(place?.members ?? {}).map(([name, item]) => [
    name,
    readValue(item, pathAt(path, name), issues),
  ]);
}

function readValue(value: unknown, path: string, issues: Issues): Value {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return readDecimal(value, path, issues) === undefined ? null : value;
  const message = `A parameter is a string, a number, a boolean or null, not ${shown(value)}.`;
  issues.push(problem(path, 'invalid_type', message));
  return null;
}

function undeclared(path: string, name: string): Issues[number] {
  return problem(path, 'unknown_parameter', `The metric's \`parameters\` do not name ${shown(name)}.`);
}
