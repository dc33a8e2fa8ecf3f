import { formatDecimal, toDecimal, toNumber } from '../../decimal/index.js';
import type { ModelType } from '../../wire/index.js';
import { copyJson } from './copy.js';

// The keys that Orb writes as JSON numbers; every other figure of a configuration is a decimal text.
const numberKeys: { readonly [M in ModelType]?: readonly string[] } = {
  tiered: ['first_unit', 'last_unit'],
  bulk: ['maximum_units'],
  package: ['package_size'],
  tiered_package_with_minimum: ['package_size'],
  percent: ['percent'],
  bps: ['bps'],
  bulk_bps: ['bps'],
  tiered_bps: ['bps'],
};

/** A configuration with Orb's JSON types, whatever mixture of numbers and texts was accepted; the figures stay the same. */
export function encodeConfig(config: unknown, model_type: ModelType, path: string): unknown {
  return typed(copyJson(config, path), false, numberKeys[model_type] ?? []);
}

function typed(value: unknown, asNumber: boolean, keys: readonly string[]): unknown {
  if (typeof value === 'number') return asNumber ? value : formatDecimal(toDecimal(value));
  if (typeof value === 'string') return asNumber ? toNumber(toDecimal(value)) : value;
  if (Array.isArray(value)) return value.map((entry) => typed(entry, asNumber, keys));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, typed(entry, keys.includes(key), keys)]));
}
