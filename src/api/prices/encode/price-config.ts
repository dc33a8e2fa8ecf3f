import { formatDecimal, toDecimal } from '../../../decimal/index.js';
import type { Place } from '../../../errors/index.js';
import type { ModelType } from '../../../wire/index.js';
import { copyJson } from '../../encode/copy.js';
import { writeNumberFigure } from '../../encode/number-figure.js';

// The keys that Orb writes as JSON numbers; every other figure of a configuration is a decimal text.
const numberKeys: ReadonlyMap<string, readonly string[]> = /*#__PURE__*/ new Map(
  /*#__PURE__*/ Object.entries({
    tiered: ['first_unit', 'last_unit'],
    bulk: ['maximum_units'],
    package: ['package_size'],
    tiered_package_with_minimum: ['package_size'],
    percent: ['percent'],
    bps: ['bps'],
    bulk_bps: ['bps'],
    tiered_bps: ['bps'],
  } satisfies { readonly [M in ModelType]?: readonly string[] }),
);

/**
 * A configuration with Orb's JSON types, whatever mixture of numbers and texts was accepted; the figures stay the same,
 * and one that its JSON type would not keep is refused.
 */
export function encodeConfig(config: unknown, model_type: string, place: Place): unknown {
  const keys = numberKeysOf(model_type);
  return copyJson(config, place, (leaf, key, placeOfLeaf) => {
    if (typeof leaf === 'number') return keys.includes(key) ? leaf : formatDecimal(toDecimal(leaf));
    return typeof leaf === 'string' && keys.includes(key) ? writeNumberFigure(leaf, placeOfLeaf) : leaf;
  });
}

/** The keys of a model's configuration that are JSON numbers in Orb's documents. */
export function numberKeysOf(model_type: string): readonly string[] {
  return numberKeys.get(model_type) ?? noKeys;
}

const noKeys: readonly string[] = [];
