import {
  isGiven,
  openChild,
  optionalFlag,
  pathOf,
  problem,
  refuseUnknown,
  report,
  shown,
  valueAt,
  wanting,
  type ErrorCode,
  type Fields,
} from '../../../errors/index.js';
import {
  lengthOfCadence,
  lengthOfConfiguration,
  firstOfMonth,
  type Anchor,
  type Anchoring,
  type CycleLength,
} from '../../../cycles/index.js';
import type { Cadence } from '../../../wire/index.js';

const cadences: { readonly [cadence in Cadence]: true } = {
  one_time: true,
  monthly: true,
  quarterly: true,
  semi_annual: true,
  annual: true,
  custom: true,
};

// A thousand years: longer than any contract, and every sum of steps stays exact.
const longest = { month: 12_000, day: 366_000 };

/**
 * Reads how far apart the boundaries of a price, a plan or a schedule are; null for `one_time`, and after a fault.
 *
 * Only `custom` takes its length from `billing_cycle_configuration`. Beside another cadence the configuration is not
 * looked at, because fetched documents carry one there too.
 */
export function readCycleLength(fields: Fields): CycleLength | null {
  const cadence = valueAt(fields, 'cadence');
  if (!isCadence(cadence)) {
    const fault = wanting(cadence, `one of ${Object.keys(cadences).join(', ')}`);
    report(fields, 'cadence', isGiven(cadence) ? { ...fault, code: 'invalid_cadence' } : fault);
    return null;
  }
  if (cadence === 'one_time') return null;
  return cadence === 'custom' ? readLength(fields, 'billing_cycle_configuration') : lengthOfCadence(cadence);
}

/** Reads `{ duration, duration_unit }` at a key, which has to be there. */
export function readLength(fields: Fields, key: string): CycleLength | null {
  if (!isGiven(valueAt(fields, key))) {
    const message = 'is missing; give { duration, duration_unit } with whole days or months';
    report(fields, key, { code: 'invalid_cadence', message });
    return null;
  }
  const configuration = openChild(fields, key);
  if (configuration === null) return null;
  const unit = valueAt(configuration, 'duration_unit');
  if (unit !== 'day' && unit !== 'month') {
    report(configuration, 'duration_unit', { ...wanting(unit, 'day or month'), code: 'invalid_cadence' });
    return null;
  }
  const most = longest[unit];
  const duration = wholeAt(configuration, 'duration', { least: 1, most, code: 'invalid_cadence' });
  return duration === null ? null : lengthOfConfiguration({ duration, duration_unit: unit });
}

/**
 * Reads what boundaries are counted from: `billing_cycle_anchor_configuration`, or the subscription's start where
 * `align_billing_with_subscription_start_date` says so, or the first of the month (§4.2). Both are a contradiction.
 */
export function readAnchoring(fields: Fields): Anchoring {
  const [key, aligning] = ['billing_cycle_anchor_configuration', 'align_billing_with_subscription_start_date'];
  const isAligned = optionalFlag(fields, aligning);
  if (!isGiven(valueAt(fields, key))) return isAligned ? 'subscription_start' : firstOfMonth;
  if (isAligned) {
    const message = `contradicts ${key}; give one of the two`;
    report(fields, aligning, { code: 'conflicting_anchor', message });
  }
  return readAnchor(fields, key) ?? firstOfMonth;
}

/** Reads `{ day, month?, year? }` at a key, which has to be there; null after a fault. */
export function readAnchor(fields: Fields, key: string): Anchor | null {
  const anchor = openChild(fields, key);
  if (anchor === null) return null;
  const faults = anchor.issues.length;
  refuseUnknown(anchor, ['day', 'month', 'year']);
  const day = readDay(anchor, 'day');
  const month = optionalWholeAt(anchor, 'month', { least: 1, most: 12, code: 'invalid_anchor' });
  const year = optionalWholeAt(anchor, 'year', { least: 1, most: 9999, code: 'invalid_anchor' });
  if (year !== null && !isGiven(anchor.value['month'])) {
    const message = 'has a year and no month, so the year says nothing; add the month or remove the year';
    anchor.issues.push(problem(pathOf(anchor.place), 'invalid_anchor', message));
  }
  return day === null || anchor.issues.length > faults ? null : { day, month, year };
}

/** Reads a day of the month, 1 to 31; null after a fault. */
export function readDay(fields: Fields, key: string): number | null {
  return wholeAt(fields, key, { least: 1, most: 31, code: 'invalid_anchor' });
}

type Bounds = { readonly least: number; readonly most: number; readonly code: ErrorCode };

function optionalWholeAt(fields: Fields, key: string, bounds: Bounds): number | null {
  return isGiven(valueAt(fields, key)) ? wholeAt(fields, key, bounds) : null;
}

/** A whole number within bounds, or a fault with their code. */
export function wholeAt(fields: Fields, key: string, { least, most, code }: Bounds): number | null {
  const value = valueAt(fields, key);
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  const wanted = `a whole number from ${least} to ${most}`;
  report(fields, key, { code, message: `is ${isGiven(value) ? shown(value) : 'missing'}; give ${wanted}` });
  return null;
}

function isCadence(value: unknown): value is Cadence {
  return typeof value === 'string' && Object.hasOwn(cadences, value);
}
