import type { AdjustedLine, Adjustment, AdjustmentStep } from '../../../adjustments/index.js';
import { printMoney, type Currency } from '../../../currency/index.js';
import { formatDecimal, formatExact } from '../../../decimal/index.js';
import type { AdjustedWorkings, AdjustmentWorkings } from '../../../wire/index.js';
import type { AdjustedSource } from '../decode/adjusted-line.js';
import type { AdjustingReading } from '../decode/adjusting-request.js';
import { encodeRating } from '../../prices/encode/charge.js';

/** Writes the record of what adjustments made of the lines. */
export function encodeAdjustedWorkings(
  lines: readonly AdjustedLine[],
  { sources, policies: { unrounded_scale } }: AdjustingReading,
): AdjustedWorkings {
  return {
    kind: 'adjustments',
    lines: lines.map((line, position) => {
      const { id, rated, line: source } = sources[position] as AdjustedSource;
      const { currency } = source.subject;
      return {
        line_id: id,
        currency: currency.code,
        rating: rated && encodeRating(rated, { unrounded_scale, shown_amounts: null }),
        exact_subtotal: formatExact(line.exact_subtotal, unrounded_scale),
        exact_adjusted_subtotal: formatExact(line.exact_adjusted_subtotal, unrounded_scale),
        subtotal: printMoney(line.subtotal, currency, unrounded_scale),
        adjusted_subtotal: printMoney(line.adjusted_subtotal, currency, unrounded_scale),
        adjustments: line.steps.map((step) => encodeStep(step, currency, unrounded_scale)),
      };
    }),
  };
}

/** Writes what one adjustment did to one line. */
export function encodeStep(step: AdjustmentStep, currency: Currency, unrounded_scale: number): AdjustmentWorkings {
  const { adjustment, change, shown_change } = step;
  return {
    adjustment_id: adjustment.id,
    adjustment_type: adjustment.adjustment_type,
    is_invoice_level: adjustment.is_invoice_level,
    reason: adjustment.reason,
    ...encodeWorth(adjustment, unrounded_scale),
    change: formatExact(change, unrounded_scale),
    shown_change: printMoney(shown_change, currency, unrounded_scale),
  };
}

function encodeWorth(adjustment: Adjustment, unrounded_scale: number): Pick<AdjustmentWorkings, 'value' | 'bands'> {
  if (adjustment.adjustment_type !== 'tiered_percentage_discount') {
    return { value: formatExact(adjustment.value, unrounded_scale), bands: null };
  }
  const bands = adjustment.value.map(({ lower, upper, percentage }) => ({
    lower_bound: formatDecimal(lower),
    upper_bound: upper && formatDecimal(upper),
    percentage: formatDecimal(percentage),
  }));
  return { value: null, bands };
}
