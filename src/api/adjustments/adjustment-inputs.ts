import type {
  AdjustmentInput,
  Amount,
  DiscountInput,
  ModelType,
  PriceInput,
  PriceInputFields,
} from '../../wire/index.js';
import type { PeriodInput } from '../cycles/period-input.js';
import type { UsageInput } from '../prices/usage-input.js';

/** An adjustment in force from `start_date` until `end_date`, as a subscription carries it; absent: without bound. */
export type DatedAdjustmentInput = {
  readonly adjustment: AdjustmentInput | DiscountInput;
  readonly start_date?: string | null | undefined;
  readonly end_date?: string | null | undefined;
  readonly applies_to_price_interval_ids?: readonly string[] | undefined;
};

/**
 * A line to adjust. With `usage` (or the price's own quantity) it is rated here; a `subtotal` was rated elsewhere, is
 * exact, and admits no usage discount. The periods say what share of a full period the line covers; absent: all of it.
 */
export type AdjustableLineInput = {
  readonly id: string;
  readonly service_period?: PeriodInput | undefined;
  readonly full_period?: PeriodInput | undefined;
  /** Whose local days are counted; default UTC. */
  readonly timezone?: string | undefined;
} & (
  | { readonly price: PriceInput; readonly usage?: UsageInput | null | undefined; readonly subtotal?: undefined }
  | {
      readonly price: PriceInputFields & { readonly model_type?: ModelType | undefined };
      readonly subtotal: Amount;
      readonly usage?: undefined;
    }
);
