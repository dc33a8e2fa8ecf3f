import {
  compareExact,
  minimumExact,
  multiplyExact,
  negateExact,
  readDecimal,
  signExact,
  subtractExact,
  zero,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import { pathAt, problem, shown, type Issues } from '../errors/index.js';
import { configSource, fieldOf, readAmount, type ConfigSource } from './parts/config.js';
import { readUnitTiers } from './parts/tier-lists.js';
import type { Tier } from './parts/tiers.js';

/** How an amount in a virtual currency becomes money (§8.7): one rate, or graduated over the line's whole overage. */
export type Conversion = readonly Tier[];

/** One part of a converted amount. */
export type ConvertedPart = { readonly tier: Tier; readonly quantity: Exact; readonly amount: Exact };

/** Converts an exact amount, part by part; a negative amount is the mirror of the positive one. */
export function convert(conversion: Conversion, amount: Exact): readonly ConvertedPart[] {
  if (signExact(amount) < 0) return convert(conversion, negateExact(amount)).map(mirrored);
  const parts: ConvertedPart[] = [];
  for (const tier of conversion) {
    if (compareExact(amount, tier.lower) <= 0) break; // a bound belongs to the lower tier (D17)
    const reached = tier.upper === null ? amount : minimumExact(amount, tier.upper);
    const quantity = subtractExact(reached, tier.lower);
    parts.push({ tier, quantity, amount: multiplyExact(quantity, tier.rate) });
  }
  return parts;
}

function mirrored(part: ConvertedPart): ConvertedPart {
  return { ...part, quantity: negateExact(part.quantity), amount: negateExact(part.amount) };
}

/** Reads `conversion_rate_config`, which wins over `conversion_rate`; null when the price states neither (§8.7). */
export function readConversion(
  price: Readonly<Record<string, unknown>>,
  path: string,
  issues: Issues,
): Conversion | null {
  const config = price['conversion_rate_config'] ?? null;
  if (config !== null) return readConfig(config, pathAt(path, 'conversion_rate_config'), issues);
  const rate = price['conversion_rate'] ?? null;
  if (rate === null) return null;
  return oneRate(readDecimal(rate, pathAt(path, 'conversion_rate'), issues) ?? zero);
}

function readConfig(value: unknown, path: string, issues: Issues): Conversion | null {
  const source = configSource(value, path, { issues, watch: null });
  const kind = source ? fieldOf(source, 'conversion_rate_type') : null;
  if (source === null) return null;
  if (kind === 'unit') return inner(source, 'unit_config', (config) => oneRate(readAmount(config, 'unit_amount')));
  if (kind === 'tiered') return inner(source, 'tiered_config', endless);
  issues.push(problem(pathAt(path, 'conversion_rate_type'), 'invalid_type', `is ${shown(kind)}; use unit or tiered`));
  return null;
}

function inner(source: ConfigSource, key: string, read: (config: ConfigSource) => Conversion): Conversion | null {
  const config = configSource(fieldOf(source, key), pathAt(source.path, key), source);
  return config === null ? null : read(config);
}

/** A conversion has no end: usage already metered must become money, so a bounded last tier goes on at its rate. */
function endless(config: ConfigSource): Conversion {
  const tiers = readUnitTiers(config);
  return tiers.map((tier, position) => (position === tiers.length - 1 ? { ...tier, upper: null } : tier));
}

function oneRate(rate: Decimal): Conversion {
  return [{ lower: zero, upper: null, rate }];
}
