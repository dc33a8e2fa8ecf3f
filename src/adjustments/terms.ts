import type { Instant } from '../time/index.js';
import type { Policies } from '../wire/index.js';

/** The date of the invoice, which decides what is in force, and the policies on adjustments (§14). */
export type AdjustingTerms = { readonly invoice_date: Instant } & Pick<
  Policies,
  'virtual_currency_adjustments' | 'mixed_adjustment_scope' | 'prorate_adjustments'
>;
