import { adjustLines, type AdjustedLine } from '../../adjustments/index.js';
import { printMoney } from '../../currency/index.js';
import { sumExact, type Exact } from '../../decimal/index.js';
import type { Issue } from '../../errors/index.js';
import type {
  AdjustedWorkings,
  AdjustmentInput,
  DiscountInput,
  MonetaryAdjustment,
  Policies,
  PoliciesInput,
  Writable,
} from '../../wire/index.js';
import type { AdjustedSource } from './decode/adjusted-line.js';
import { readAdjusting, type AdjustingReading } from './decode/adjusting-request.js';
import { encodeAdjustedWorkings } from './encode/adjusted-workings.js';
import { encodeAdjustment } from './encode/adjustment.js';
import { printAmounts } from '../encode/print-amounts.js';
import type { AdjustableLineInput, DatedAdjustmentInput } from './adjustment-inputs.js';

/** What `applyAdjustments` takes. */
export type ApplyAdjustmentsInput = {
  readonly lines: readonly AdjustableLineInput[];
  /** In the order of their creation; fetched, create bodies, or discounts of the older form. */
  readonly adjustments: readonly (AdjustmentInput | DiscountInput | DatedAdjustmentInput)[];
  /** The currency of the lines whose price names none. */
  readonly currency: string;
  /** What decides whether an adjustment that is bound to dates is in force. */
  readonly invoice_date?: string | undefined;
  /** Whose local midnights the dates are; default UTC. */
  readonly timezone?: string | undefined;
  readonly policies?: PoliciesInput | undefined;
};

/** A line after its adjustments: rounded to the minor unit, or exact in a pricing unit. */
export type AdjustedLineResult = {
  readonly id: string;
  readonly subtotal: string;
  readonly adjusted_subtotal: string;
  /** In the order in which they acted; `amount` is the magnitude by which the line changed. */
  readonly adjustments: Writable<MonetaryAdjustment>[];
};

/** What adjustments made of a set of lines. */
export type AdjustmentsResult = {
  readonly lines: AdjustedLineResult[];
  /** The sums over the lines in `currency`. */
  readonly totals: { readonly currency: string; readonly subtotal: string; readonly adjusted_subtotal: string };
  /** What deserves a look and is no reason to refuse: `minimum_above_maximum`, `adjustment_mixed_scope`. */
  readonly issues: readonly Issue[];
  readonly policies: Policies;
  readonly workings: AdjustedWorkings;
};

/**
 * Applies adjustments to rated lines: usage discounts, amounts, percentages, minimums, maximums, in this order (§6).
 *
 * A usage discount rates the line again with less usage; an amount over several lines is shared in proportion to what
 * they come to. All of it is exact; each line is rounded once at the end, and lines that shared one amount are rounded
 * together so that they add up to it. Subtotal, shown adjustments and adjusted subtotal add up to the minor unit.
 *
 * @throws `BillingError` naming every fault: `invalid_adjustment`, `invalid_bands`, `adjustment_single_price`,
 * `adjustment_mixed_currency`, `adjustment_virtual_currency`, `usage_discount_not_applicable`, and those of the prices
 * and usages
 * @example
 * ```ts
 * import { applyAdjustments } from 'reckoner';
 *
 * const { lines } = applyAdjustments({
 *   currency: 'USD',
 *   lines: ['a', 'b', 'c'].map((id) => ({ id, price: {}, subtotal: '0' })),
 *   adjustments: [{ adjustment_type: 'minimum', minimum_amount: '50.00' }],
 * });
 * lines.map((line) => line.adjusted_subtotal); // → ['16.67', '16.67', '16.66']
 * ```
 */
export function applyAdjustments(input: ApplyAdjustmentsInput): AdjustmentsResult {
  const reading = readAdjusting(input);
  const { lines, issues } = adjustLines(reading.adjusting, reading.terms);
  const { unrounded_scale } = reading.policies;
  return {
    lines: lines.map((line, position) =>
      encodeLine(line, reading.sources[position] as AdjustedSource, unrounded_scale),
    ),
    totals: totalsOf(lines, reading),
    issues,
    policies: reading.policies,
    workings: encodeAdjustedWorkings(lines, reading),
  };
}

function encodeLine(
  line: AdjustedLine,
  { id, line: source }: AdjustedSource,
  unrounded_scale: number,
): AdjustedLineResult {
  const { currency, item_id } = source.subject;
  const printing = printAmounts(currency, unrounded_scale);
  return {
    id,
    subtotal: printing.print(line.subtotal),
    adjusted_subtotal: printing.print(line.adjusted_subtotal),
    adjustments: line.steps.map((step) => encodeAdjustment(step, item_id, printing)),
  };
}

function totalsOf(lines: readonly AdjustedLine[], { sources, currency, policies }: AdjustingReading) {
  const own = lines.filter((_, position) => sources[position]?.line.subject.currency.code === currency.code);
  const print = (amounts: readonly Exact[]) => printMoney(sumExact(amounts), currency, policies.unrounded_scale);
  return {
    currency: currency.code,
    subtotal: print(own.map(({ subtotal }) => subtotal)),
    adjusted_subtotal: print(own.map(({ adjusted_subtotal }) => adjusted_subtotal)),
  };
}
