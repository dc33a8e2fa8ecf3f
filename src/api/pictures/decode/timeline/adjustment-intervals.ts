import { decimalAt, formatDecimal, integer, multiply } from '../../../../decimal/index.js';
import {
  isGiven,
  openChild,
  optionalFlag,
  optionalText,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../../../errors/index.js';
import type { Interval } from '../../../../cycles/index.js';
import type { TimeZone } from '../../../../time/index.js';
import type { AdjustmentType } from '../../../../wire/index.js';
import type { DrawnPrice } from './price-intervals.js';
import { readIntervals, readOpenInterval } from './interval.js';

/** An adjustment in force, as it is drawn. */
export type DrawnAdjustment = { readonly name: string; readonly scope: string; readonly interval: Interval };

const hundred = /*#__PURE__*/ integer(100);

/** What each kind is called, with its value. */
const names: { readonly [kind in AdjustmentType]: (adjustment: Fields) => string } = {
  usage_discount: (adjustment) => `${figureAt(adjustment, 'usage_discount')} units free`,
  amount_discount: (adjustment) => `${figureAt(adjustment, 'amount_discount')} off`,
  percentage_discount: (adjustment) => `${percentAt(adjustment, 'percentage_discount')} % off`,
  tiered_percentage_discount: () => 'Tiered discount',
  minimum: (adjustment) => `Minimum ${figureAt(adjustment, 'minimum_amount')}`,
  maximum: (adjustment) => `Maximum ${figureAt(adjustment, 'maximum_amount')}`,
};

/** Reads `adjustment_intervals`; `prices` are those that they may apply to. */
export function readAdjustmentIntervals(
  subscription: Fields,
  prices: readonly DrawnPrice[],
  zone: TimeZone,
): readonly DrawnAdjustment[] {
  return readIntervals(subscription, 'adjustment_intervals', (fields) => {
    const interval = readOpenInterval(fields, zone);
    const adjustment = openChild(fields, 'adjustment');
    if (adjustment === null) return null;
    const kind = valueAt(adjustment, 'adjustment_type');
    if (!isKind(kind)) {
      report(adjustment, 'adjustment_type', wanting(kind, `one of ${Object.keys(names).join(', ')}`));
      return null;
    }
    const name = optionalText(adjustment, 'reason') ?? names[kind](adjustment);
    const level = optionalFlag(adjustment, 'is_invoice_level') ? 'invoice level, ' : '';
    return interval && { name, scope: `${level}on ${pricesOf(fields, prices)}`, interval };
  });
}

/** The names of the prices that an adjustment applies to, each once. */
function pricesOf(fields: Fields, prices: readonly DrawnPrice[]): string {
  const ids = valueAt(fields, 'applies_to_price_interval_ids');
  if (isGiven(ids) && !Array.isArray(ids))
    report(fields, 'applies_to_price_interval_ids', wanting(ids, 'a list of ids'));
  if (!Array.isArray(ids) || ids.length === 0) return 'all prices';
  const chosen = new Set<unknown>(ids);
  const applied = prices.filter(({ interval_id }) => chosen.has(interval_id));
  if (applied.length === prices.length) return 'all prices';
  return [...new Set(applied.map(({ name }) => name))].join(', ') || `${ids.length} prices`;
}

function figureAt(adjustment: Fields, key: string): string {
  const figure = decimalAt(adjustment, key);
  return figure === undefined ? '' : formatDecimal(figure);
}

function percentAt(adjustment: Fields, key: string): string {
  const share = decimalAt(adjustment, key);
  return share === undefined ? '' : formatDecimal(multiply(share, hundred));
}

function isKind(value: unknown): value is AdjustmentType {
  return typeof value === 'string' && Object.hasOwn(names, value);
}
