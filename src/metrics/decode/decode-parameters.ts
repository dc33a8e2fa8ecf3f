import { decimalAt } from '../../decimal/index.js';
import { isGiven, openChild, report, shown, valueAt, type Fields } from '../../errors/index.js';
import type { Value } from '../expressions/syntax.js';
import type { Parameters } from './decode-text.js';

/** The metric's parameters with their defaults, some of them overridden. What is overridden must be declared. */
export function decodeParameters(metric: Fields, overrides: Fields | null): Parameters {
  const declared = isGiven(valueAt(metric, 'parameters')) ? openChild(metric, 'parameters') : null;
  const values = new Map<string, Value>(readValues(declared));
  for (const [name, value] of readValues(overrides)) {
    if (values.has(name)) values.set(name, value);
    else if (overrides !== null) reportUndeclared(overrides, name);
  }
  return values;
}

function readValues(fields: Fields | null): readonly (readonly [string, Value])[] {
  if (fields === null) return [];
  return Object.keys(fields.value).map((name) => [name, readValue(fields, name)]);
}

function readValue(fields: Fields, name: string): Value {
  const value = valueAt(fields, name);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return decimalAt(fields, name) === undefined ? null : value;
  const message = `is ${shown(value)}; a parameter is a text, a number, a boolean or null`;
  report(fields, name, { code: 'invalid_type', message });
  return null;
}

function reportUndeclared(overrides: Fields, name: string): void {
  const message = `is not declared in the metric's parameters; declare ${shown(name)} there with a default`;
  report(overrides, name, { code: 'unknown_parameter', message });
}
