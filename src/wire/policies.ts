import type { DecimalText } from './text.js';

/** The choices that the rules leave to the account (§14). Every key is optional; results echo the policies in force. */
export type Policies = {
  readonly rounding: 'half_up' | 'half_even';
  /** Decimal places by currency code, in place of ISO 4217's; naming a code makes it a real currency. */
  readonly minor_units: { readonly [code: string]: number };
  /** Where a value that does not terminate is cut when printed unrounded. */
  readonly unrounded_scale: number;
  readonly proration_basis: 'day' | 'second';
  readonly prorate_adjustments: boolean;
  readonly minimums_on_partial: 'apply' | 'defer';
  readonly virtual_currency_adjustments: 'reject' | 'allow';
  readonly mixed_adjustment_scope: 'report' | 'error';
  readonly negative_quantity: 'error' | 'allow';
  readonly zero_lines: 'keep' | 'omit';
  readonly quantity_decrease: 'credit' | 'none';
  readonly balance_alert_boundary: 'at_or_below' | 'below';
  readonly due_date_from: 'issue_date' | 'invoice_date';
  readonly small_invoice_threshold: DecimalText | null;
  readonly grace_period_hours: number;
  readonly max_top_ups: number;
  readonly max_periods: number;
  /** What one failing event does to its batch: refuse it whole, or be reported while the rest is stored (§3). */
  readonly ingest_failures: 'refuse' | 'report';
  /** Amendments and deprecations per customer and 100 days (§3). */
  readonly amend_limit: number;
  /** What one evaluation may ask for (§3). */
  readonly evaluate_limits: EvaluateLimits;
};

/** Prices per request, rows per price, days back from now, and events sent along for a preview. */
export type EvaluateLimits = {
  readonly prices: number;
  readonly rows: number;
  readonly days: number;
  readonly preview_events: number;
};

/** {@link Policies} as they are accepted: some of them, or none. */
export type PoliciesInput = Partial<Policies>;
