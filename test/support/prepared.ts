import { preparePriceModel, type PreparedPrice } from '../../src/prices/index.js';
import { opened } from './opened.js';

/** A price as the price room reads it, without the public door around it; null if it cannot be read. */
export function prepared(price: unknown): PreparedPrice | null {
  return preparePriceModel(opened(price, 'price').fields);
}
