import type { Fields } from '../../errors/index.js';
import type { QuantityPlan } from '../price-model.js';
import { unit } from './unit.js';

/** q · unit_amount · f: `unit`, always scaled by the service-period fraction (§2.2). */
export function unitWithProration(config: Fields): QuantityPlan {
  return { ...unit(config), prorated: true };
}
