import { toDecimal, toNumber, unkeptFault } from '../../decimal/index.js';
import { fail, pathOf, type Place } from '../../errors/index.js';

/** What was accepted as a decimal, as the JSON number of a document; refused where the number would be another. */
export function writeNumberFigure(value: string | number, place: Place): number {
  // A number that was given was its own document.
  if (typeof value === 'number') return value;
  const decimal = toDecimal(value);
  const fault = unkeptFault(decimal);
  if (fault) fail(pathOf(place), fault.code, fault.message);
  return toNumber(decimal);
}
