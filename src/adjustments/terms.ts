import type { Policies } from '../wire/index.js';

/** The policies on adjustments (§14). */
export type AdjustingTerms = Pick<
  Policies,
  'virtual_currency_adjustments' | 'mixed_adjustment_scope' | 'prorate_adjustments'
>;
