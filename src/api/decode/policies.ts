import type { MoneyRules } from '../../currency/index.js';
import { isNegative, readDecimal } from '../../decimal/index.js';
import { isObject, type Fields } from '../../errors/index.js';
import type { Policies } from '../../wire/index.js';
import { negative_quantity, readByRules, unrounded_scale, wholeFrom, type Rules } from './policy-rules.js';

/** Every policy (§14). */
const rules: Rules<keyof Policies> = {
  rounding: ['half_up', 'half_even'],
  minor_units: [{}, faultOfPlaces],
  unrounded_scale,
  proration_basis: ['day', 'second'],
  prorate_adjustments: [false, true],
  minimums_on_partial: ['apply', 'defer'],
  virtual_currency_adjustments: ['reject', 'allow'],
  mixed_adjustment_scope: ['report', 'error'],
  negative_quantity,
  zero_lines: ['keep', 'omit'],
  quantity_decrease: ['credit', 'none'],
  balance_alert_boundary: ['at_or_below', 'below'],
  due_date_from: ['issue_date', 'invoice_date'],
  small_invoice_threshold: [null, faultOfThreshold],
  grace_period_hours: [12, /*#__PURE__*/ wholeFrom(0, 8784)],
  max_top_ups: [100, /*#__PURE__*/ wholeFrom(0, 100_000)],
  max_periods: [1200, /*#__PURE__*/ wholeFrom(1, 1_000_000)],
  ingest_failures: ['refuse', 'report'],
  amend_limit: [100, /*#__PURE__*/ wholeFrom(0, 1_000_000)],
  evaluate_limits: [{ prices: 100, rows: 1000, days: 100, preview_events: 500 }, faultOfLimits],
};

/** Completes the `policies` of an input with the defaults; an unknown key or value is a fault that names what is accepted. */
export function readPolicies(input: Fields): Policies {
  return readByRules(input, rules);
}

/** How money is rounded under the policies. */
export function moneyRulesOf(policies: Policies): MoneyRules {
  return { rounding: policies.rounding, minor_units: new Map(Object.entries(policies.minor_units)) };
}

function faultOfThreshold(value: unknown): string | null {
  const amount = typeof value === 'string' ? readDecimal(value, '', []) : undefined;
  const fits = value === null || (amount !== undefined && !isNegative(amount));
  return fits ? null : 'a decimal text that is not negative, or null';
}

function faultOfPlaces(value: unknown): string | null {
  const fits = isObject(value) && Object.values(value).every((places) => wholeFrom(0, 12)(places) === null);
  return fits ? null : 'an object of decimal places (0 to 12) by currency code';
}

function faultOfLimits(value: unknown): string | null {
  const keys = Object.keys(rules.evaluate_limits[0]);
  const fits = isObject(value) && String(Object.keys(value).sort()) === String([...keys].sort());
  const whole = fits && Object.values(value).every((limit) => wholeFrom(0, 1_000_000)(limit) === null);
  return whole ? null : `an object of whole numbers with the keys ${keys.join(', ')}`;
}
