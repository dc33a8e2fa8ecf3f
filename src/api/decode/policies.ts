import { defaultMoneyRules, type MoneyRules } from '../../currency/index.js';
import { isNegative, readDecimal } from '../../decimal/index.js';
import { isObject, optionalChild, report, shown, valueAt, type Fields } from '../../errors/index.js';
import type { Policies } from '../../wire/index.js';

/** Every policy with its default (§14). */
export const defaultPolicies: Policies = {
  rounding: 'half_up',
  minor_units: {},
  unrounded_scale: 20,
  proration_basis: 'day',
  prorate_adjustments: false,
  minimums_on_partial: 'apply',
  virtual_currency_adjustments: 'reject',
  mixed_adjustment_scope: 'report',
  negative_quantity: 'error',
  zero_lines: 'keep',
  quantity_decrease: 'credit',
  balance_alert_boundary: 'at_or_below',
  due_date_from: 'issue_date',
  small_invoice_threshold: null,
  grace_period_hours: 12,
  max_top_ups: 100,
  max_periods: 1200,
  ingest_failures: 'refuse',
  amend_limit: 100,
  evaluate_limits: { prices: 100, rows: 1000, days: 100, preview_events: 500 },
};

type PoliciesOf<Kind> = { readonly [K in keyof Policies as Policies[K] extends Kind ? K : never]: unknown };

// What may stand for the default; a whole number has its least and its greatest value.
const alternatives = {
  rounding: 'half_even',
  proration_basis: 'second',
  prorate_adjustments: true,
  minimums_on_partial: 'defer',
  virtual_currency_adjustments: 'allow',
  mixed_adjustment_scope: 'error',
  negative_quantity: 'allow',
  zero_lines: 'omit',
  quantity_decrease: 'none',
  balance_alert_boundary: 'below',
  due_date_from: 'invoice_date',
  ingest_failures: 'report',
} satisfies PoliciesOf<string | boolean>;

const ranges = {
  unrounded_scale: [0, 30],
  grace_period_hours: [0, 8784],
  max_top_ups: [0, 100_000],
  max_periods: [1, 1_000_000],
  amend_limit: [0, 1_000_000],
} satisfies PoliciesOf<number>;

const shapes: { readonly [key: string]: (value: unknown) => string | null } = {
  minor_units: faultOfPlaces,
  small_invoice_threshold: faultOfThreshold,
  evaluate_limits: faultOfLimits,
};

/** Completes the `policies` of an input with the defaults; an unknown key or value is a fault that names what is accepted. */
export function readPolicies(input: Fields): Policies {
  const fields = optionalChild(input, 'policies');
  if (fields === null) return defaultPolicies;
  const faults = fields.issues.length;
  const given = Object.keys(fields.value).filter((key) => valueAt(fields, key) !== undefined);
  for (const key of given) {
    const fix = faultOf(key, fields.value[key]);
    if (fix !== null) report(fields, key, { code: 'unknown_policy', message: fix });
  }
  // What goes on being read until the refusal must not stumble over a faulty value.
  if (fields.issues.length > faults) return defaultPolicies;
  const said = Object.fromEntries(given.map((key) => [key, fields.value[key]])) as Partial<Policies>;
  return { ...defaultPolicies, ...said };
}

/** How money is rounded under the policies. */
export function moneyRulesOf(policies: Policies): MoneyRules {
  // Which are those of a caller who states none.
  if (policies === defaultPolicies) return defaultMoneyRules;
  return { rounding: policies.rounding, minor_units: new Map(Object.entries(policies.minor_units)) };
}

function faultOf(key: string, value: unknown): string | null {
  if (!Object.hasOwn(defaultPolicies, key)) {
    return `is not a policy; the policies are ${Object.keys(defaultPolicies).join(', ')}`;
  }
  const wanted = wantedAt(key as keyof Policies, value);
  return wanted === null ? null : `is ${shown(value)}; use ${wanted}`;
}

/** What a policy accepts, or null if the value is that. */
function wantedAt(key: keyof Policies, value: unknown): string | null {
  if (key in ranges) return faultOfWhole(value, ranges[key as keyof typeof ranges]);
  const check = shapes[key];
  if (check) return check(value);
  const choice = key as keyof typeof alternatives;
  const [usual, other] = [defaultPolicies[choice], alternatives[choice]];
  return value === usual || value === other ? null : `${usual} or ${other}`;
}

function faultOfWhole(value: unknown, [least = 0, most = 0]: readonly number[]): string | null {
  const fits = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
  return fits ? null : `a whole number from ${least} to ${most}`;
}

function faultOfThreshold(value: unknown): string | null {
  const amount = typeof value === 'string' ? readDecimal(value, '', []) : undefined;
  const fits = value === null || (amount !== undefined && !isNegative(amount));
  return fits ? null : 'a decimal text that is not negative, or null';
}

function faultOfPlaces(value: unknown): string | null {
  const fits = isObject(value) && Object.values(value).every((places) => faultOfWhole(places, [0, 12]) === null);
  return fits ? null : 'an object of decimal places (0 to 12) by currency code';
}

function faultOfLimits(value: unknown): string | null {
  const keys = Object.keys(defaultPolicies.evaluate_limits);
  const fits = isObject(value) && String(Object.keys(value).sort()) === String([...keys].sort());
  const whole = fits && Object.values(value).every((limit) => faultOfWhole(limit, [0, 1_000_000]) === null);
  return whole ? null : `an object of whole numbers with the keys ${keys.join(', ')}`;
}
