import { zero } from '../../decimal/index.js';
import { isGiven, report, requiredText, valueAt, type Fields } from '../../errors/index.js';
import { readAmount, readArray, readList, readValue } from './config.js';
import { buildMatrix, type CellRow, type CellValues, type Matrix } from './matrix.js';

/** Reads `dimensions`, `default_unit_amount` and `matrix_values[{ dimension_values, unit_amount }]`. */
export function readMatrix(config: Fields): Matrix {
  const named = readDimensions(config);
  const count = named?.length ?? 0;
  const default_rate = readAmount(config, 'default_unit_amount');
  const rows = readList(config, 'matrix_values').map((row) => ({
    row,
    key: 'dimension_values',
    values: named === null ? [] : readCellValues(row, count),
    rate: readAmount(row, 'unit_amount'),
  }));
  return buildMatrix(named ?? [], rows, default_rate);
}

/** One or two property names; a null second one means that there is only one (§2.1). Null if they cannot be read. */
function readDimensions(config: Fields): readonly string[] | null {
  const entries = readArray(config, 'dimensions');
  if (entries.length === 0) return null;
  const named = entries.filter((entry) => entry !== null);
  const wellFormed =
    entries.length <= 2 && entries[0] !== null && named.every((entry) => typeof entry === 'string' && entry !== '');
  // An event has one value of a property: a name given twice would make cells that nothing can reach.
  if (wellFormed && new Set(named).size === named.length) return named as string[];
  const message = 'must be one or two different names of event properties; a second one may be null';
  report(config, 'dimensions', { code: 'invalid_price_config', message });
  return null;
}

function readCellValues(row: Fields, count: number): CellValues {
  const entries = readArray(row, 'dimension_values');
  // In a one-dimensional matrix the second value is null and ignored.
  const fits = entries.length === count || (count === 1 && entries.length === 2 && entries[1] === null);
  const values = entries.slice(0, count).map((entry) => (typeof entry === 'string' ? entry : null));
  // Only strings can be matched; null in a pair matches a missing property.
  if (fits && entries.slice(0, count).every((entry) => typeof entry === 'string' || (entry === null && count === 2)))
    return values;
  const wanted = count === 1 ? 'one text' : 'two entries, each a text or null';
  report(row, 'dimension_values', { code: 'invalid_price_config', message: `must be ${wanted}, one per dimension` });
  return values;
}

/** Where the cells of a pair matrix are listed, and which of their keys holds the rate. */
type PairKeys = { readonly list: string; readonly rate: string };

/** Reads `first_dimension`, `second_dimension?` and the cells `[{ first_dimension_value, second_dimension_value?, … }]`. */
export function readPairMatrix(config: Fields, { list, rate }: PairKeys, default_rate = zero): Matrix {
  const first = requiredText(config, 'first_dimension');
  const second = isGiven(valueAt(config, 'second_dimension')) ? requiredText(config, 'second_dimension') : null;
  // As in `dimensions`: a property has one value, so that a name given twice leaves cells that nothing can reach.
  if (second !== null && second === first) {
    report(config, 'second_dimension', { code: 'invalid_price_config', message: 'is the first again; leave it out' });
  }
  const rows = readList(config, list).map((row) => ({
    row,
    key: 'first_dimension_value',
    values: readPair(row, second),
    rate: readAmount(row, rate),
  }));
  return buildMatrix(second === null ? [first] : [first, second], rows, default_rate);
}

function readPair(row: Fields, second_dimension: string | null): CellRow['values'] {
  const first = readValue(row, 'first_dimension_value');
  const given = isGiven(valueAt(row, 'second_dimension_value'));
  if (second_dimension === null) return [first];
  return [first, given ? readValue(row, 'second_dimension_value') : null];
}
