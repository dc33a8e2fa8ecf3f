import { decimalAt, readDecimal, zero, type Decimal } from '../../decimal/index.js';
import {
  isGiven,
  optionalChild,
  pathAt,
  pathAtKey,
  refuseUnknown,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../errors/index.js';
import type { Growth } from '../../quotes/index.js';
import { wholeAt } from '../cycles/decode/cycle.js';
import { optionalChoiceAt } from '../decode/document-fields.js';

/** Growth as it was asked for; `places` null: as many as the quantity has. */
export type ReadGrowth = Pick<Growth, 'trend' | 'factors'> & {
  readonly places: number | null;
  readonly isGiven: boolean;
};

const steady = { trend: { kind: 'steady' }, factors: [] } as const;

/** Reads `growth` and `decimal_places` of a forecast. */
export function readGrowth(entry: Fields): ReadGrowth {
  const most = { least: 0, most: 20, code: 'invalid_type' } as const;
  const places = isGiven(valueAt(entry, 'decimal_places')) ? wholeAt(entry, 'decimal_places', most) : null;
  const growth = optionalChild(entry, 'growth');
  if (growth === null) return { ...steady, places, isGiven: false };
  refuseUnknown(growth, ['kind', 'amount', 'rate', 'factors']);
  return { trend: readTrend(growth), factors: readFactors(growth), places, isGiven: true };
}

function readTrend(growth: Fields): Growth['trend'] {
  const faults = growth.issues.length;
  const kind = optionalChoiceAt(growth, 'kind', ['linear', 'compound', 'seasonal']);
  if (growth.issues.length > faults) return { kind: 'steady' };
  if (kind === 'linear') return { kind, amount: requiredAt(growth, 'amount') };
  if (kind === 'compound') return { kind, rate: requiredAt(growth, 'rate') };
  if (kind === null) report(growth, 'kind', wanting(valueAt(growth, 'kind'), 'linear, compound or seasonal'));
  if (kind === 'seasonal' && !isGiven(valueAt(growth, 'factors'))) {
    report(growth, 'factors', wanting(null, 'the factors of the season, such as one for each month'));
  }
  return { kind: 'steady' };
}

function requiredAt(growth: Fields, key: string): Decimal {
  return decimalAt(growth, key) ?? zero;
}

function readFactors(growth: Fields): readonly Decimal[] {
  const list = valueAt(growth, 'factors');
  if (!isGiven(list)) return [];
  if (!Array.isArray(list) || list.length === 0) {
    report(growth, 'factors', wanting(list, 'a list of at least one factor'));
    return [];
  }
  const path = pathAtKey(growth, 'factors');
  return Array.from(list as readonly unknown[]).flatMap(
    (value, at) => readDecimal(value, pathAt(path, at), growth.issues) ?? [],
  );
}
