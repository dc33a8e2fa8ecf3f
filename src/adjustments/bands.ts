import { compare, decimalAt, equals, formatDecimal, isZero, zero, type Decimal } from '../decimal/index.js';
import {
  isGiven,
  openFields,
  pathAtKey,
  placeOf,
  problem,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../errors/index.js';
import type { Band } from './adjustment.js';
import { readPercentage } from './read-value.js';

/** Reads `tiers` as bands that start at 0 and follow each other without gap; only the last may be without end (§6). */
export function readBands(fields: Fields): readonly Band[] {
  const list = valueAt(fields, 'tiers');
  if (!Array.isArray(list) || list.length === 0) {
    report(fields, 'tiers', wanting(list, 'a list of { lower_bound, upper_bound, percentage } that is not empty'));
    return [];
  }
  const place = placeOf('tiers', fields.place);
  const faults = fields.issues.length;
  const bands: Band[] = [];
  for (const [position, entry] of Array.from(list as readonly unknown[]).entries()) {
    const band = openFields(entry, placeOf(position, place), fields);
    if (band !== null) bands.push(readBand(band));
  }
  if (fields.issues.length === faults) reportGaps(bands, fields);
  return bands;
}

function readBand(band: Fields): Band {
  return {
    lower: decimalAt(band, 'lower_bound') ?? zero,
    upper: isGiven(valueAt(band, 'upper_bound')) ? (decimalAt(band, 'upper_bound') ?? null) : null,
    percentage: readPercentage(band, 'percentage'),
  };
}

function reportGaps(bands: readonly Band[], fields: Fields): void {
  let reached: Decimal | null = zero;
  for (const [position, { lower, upper }] of bands.entries()) {
    const fault = faultOf(reached, lower, upper);
    if (fault !== null)
      fields.issues.push(problem(`${pathAtKey(fields, 'tiers')}[${position}]`, 'invalid_bands', fault));
    reached = upper;
  }
}

/** `reached` is where the band before ended; null if it had no end. */
function faultOf(reached: Decimal | null, lower: Decimal, upper: Decimal | null): string | null {
  if (reached === null) return 'follows a band without end; only the last band may have none';
  if (!equals(lower, reached)) {
    const start = isZero(reached) ? 'bands start at 0' : `the band before ends at ${formatDecimal(reached)}`;
    return `starts at ${formatDecimal(lower)}, but ${start}; bands follow each other without gap`;
  }
  return upper !== null && compare(upper, lower) <= 0
    ? 'does not end after it starts; give a larger upper_bound'
    : null;
}
