/** The keys that creating a subscription and changing its plan have in common. */
export const departureKeys: readonly string[] = /*#__PURE__*/ (
  'plan_id external_plan_id plan_version_number initial_phase_order add_prices remove_prices replace_prices ' +
  'add_adjustments remove_adjustments replace_adjustments price_overrides discount per_credit_overage_amount ' +
  'credits_overage_rate trial_duration_days coupon_redemption_code invoicing_threshold net_terms auto_collection ' +
  'auto_issuance default_invoice_memo filter usage_customer_ids billing_cycle_anchor_configuration'
).split(' ');
