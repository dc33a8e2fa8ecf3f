import { openFields, placeOf } from '../../src/errors/index.js';
import { preparePriceModel, type PreparedPrice } from '../../src/prices/index.js';

/** A price as the price room reads it, without the public door around it; null if it cannot be read. */
export function prepared(price: unknown): PreparedPrice | null {
  const fields = openFields(price, placeOf('price'), { issues: [], watch: null });
  return fields && preparePriceModel(fields);
}
