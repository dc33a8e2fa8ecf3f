import {
  compareExact,
  minimumExact,
  multiplyExact,
  negateExact,
  signExact,
  subtractExact,
  zero,
  type Decimal,
  type Exact,
} from '../decimal/index.js';
import { isGiven, openChild, report, valueAt, wanting, type Fields } from '../errors/index.js';
import { readAmount } from './parts/config.js';
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
export function readConversion(price: Fields): Conversion | null {
  const configured = isGiven(valueAt(price, 'conversion_rate_config'));
  if (configured) return readConfig(openChild(price, 'conversion_rate_config'));
  if (!isGiven(valueAt(price, 'conversion_rate'))) return null;
  return oneRate(readAmount(price, 'conversion_rate'));
}

function readConfig(config: Fields | null): Conversion | null {
  if (config === null) return null;
  const kind = valueAt(config, 'conversion_rate_type');
  if (kind === 'unit') return inner(config, 'unit_config', (fields) => oneRate(readAmount(fields, 'unit_amount')));
  if (kind === 'tiered') return inner(config, 'tiered_config', endless);
  report(config, 'conversion_rate_type', wanting(kind, 'unit or tiered'));
  return null;
}

function inner(config: Fields, key: string, read: (fields: Fields) => Conversion): Conversion | null {
  const fields = openChild(config, key);
  return fields && read(fields);
}

/** A conversion has no end: usage already metered must become money, so a bounded last tier goes on at its rate. */
function endless(config: Fields): Conversion {
  const tiers = readUnitTiers(config);
  return tiers.map((tier, position) => (position === tiers.length - 1 ? { ...tier, upper: null } : tier));
}

function oneRate(rate: Decimal): Conversion {
  return [{ lower: zero, upper: null, rate }];
}
