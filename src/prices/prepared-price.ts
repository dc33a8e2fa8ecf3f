import type { Decimal } from '../decimal/index.js';
import type { ModelType, PriceType } from '../wire/index.js';
import type { RatingPlan } from './price-model.js';

/** A price read once, ready to be rated as often as asked. */
export type PreparedPrice = {
  /** One of the registry, or the name of a custom model. */
  readonly model_type: ModelType | (string & {});
  /** Null where only the call can tell: a price that names neither type nor metric (F5). */
  readonly price_type: PriceType | null;
  readonly fixed_price_quantity: Decimal | null;
  readonly plan: RatingPlan;
};
