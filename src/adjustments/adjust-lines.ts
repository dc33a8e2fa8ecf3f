import { refuse, type Issue, type Issues } from '../errors/index.js';
import type { Adjustment } from './adjustment.js';
import { coverLines } from './coverage.js';
import { reportCrossed } from './eligibility.js';
import type { AdjustableLine, AdjustedLine } from './line.js';
import { orderAdjustments } from './order.js';
import { runAdjustments } from './run-adjustments.js';
import { roundLine, settleLines } from './settle-lines.js';
import type { AdjustingTerms } from './terms.js';

export type { AdjustingTerms } from './terms.js';

/** The adjusted lines, in the order given, the adjustments that act on any, and what deserves a look: warnings only. */
export type AdjustedLines = {
  readonly lines: readonly AdjustedLine[];
  readonly acting: readonly Adjustment[];
  readonly issues: readonly Issue[];
};

/** The lines of one invoice and all adjustments that might act on them, in the order of their creation. */
export type Adjusting = { readonly lines: readonly AdjustableLine[]; readonly adjustments: readonly Adjustment[] };

/**
 * Adjusts the lines of an invoice: order → coverage → exact fold → one rounding (§1.2 step 3, §6).
 *
 * @throws `adjustment_single_price`, `adjustment_mixed_currency`, `adjustment_virtual_currency`,
 * `adjustment_mixed_scope` (where the policy says so), `usage_discount_not_applicable`, for all adjustments at once
 */
export function adjustLines({ lines, adjustments }: Adjusting, terms: AdjustingTerms): AdjustedLines {
  if (adjustments.length === 0) return { lines: lines.map(roundLine), acting: [], issues: [] };
  const issues: Issues = [];
  const coverages = coverLines(orderAdjustments(adjustments), { lines, terms, issues });
  reportCrossed(coverages, issues);
  refuse(issues);
  const acting = coverages.filter(({ positions }) => positions.length > 0).map(({ adjustment }) => adjustment);
  return { lines: settleLines(runAdjustments(lines, coverages, terms)), acting, issues };
}
