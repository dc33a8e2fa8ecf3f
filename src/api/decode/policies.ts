import type { MoneyRules } from '../../currency/index.js';
import { isNegative, readDecimal } from '../../decimal/index.js';
import { pathAt, problem, shown, type Issue, type Issues } from '../../errors/index.js';
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

type Check = (value: unknown) => string | null;

const checks: { readonly [K in keyof Policies]: Check } = {
  rounding: oneOf('half_up', 'half_even'),
  minor_units: isPlacesByCode,
  unrounded_scale: whole(0, 30),
  proration_basis: oneOf('day', 'second'),
  prorate_adjustments: isBoolean,
  minimums_on_partial: oneOf('apply', 'defer'),
  virtual_currency_adjustments: oneOf('reject', 'allow'),
  mixed_adjustment_scope: oneOf('report', 'error'),
  negative_quantity: oneOf('error', 'allow'),
  zero_lines: oneOf('keep', 'omit'),
  quantity_decrease: oneOf('credit', 'none'),
  balance_alert_boundary: oneOf('at_or_below', 'below'),
  due_date_from: oneOf('issue_date', 'invoice_date'),
  small_invoice_threshold: isAmountOrNull,
  grace_period_hours: whole(0, 8784),
  max_top_ups: whole(0, 100_000),
  max_periods: whole(1, 1_000_000),
  ingest_failures: oneOf('refuse', 'report'),
  amend_limit: whole(0, 1_000_000),
  evaluate_limits: isLimits,
};

/** Completes a set of policies with the defaults; an unknown key or value is a fault that names what is accepted. */
export function readPolicies(input: unknown, path: string, issues: Issues): Policies {
  if (input === undefined || input === null) return defaultPolicies;
  if (typeof input !== 'object' || Array.isArray(input)) {
    issues.push(problem(path, 'invalid_type', `is ${shown(input)}; give an object of policies`));
    return defaultPolicies;
  }
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const faults = given.flatMap(([key, value]) => faultOf(key, value, pathAt(path, key)));
  issues.push(...faults);
  return faults.length === 0
    ? { ...defaultPolicies, ...(Object.fromEntries(given) as Partial<Policies>) }
    : defaultPolicies;
}

/** How money is rounded under the policies. */
export function moneyRulesOf(policies: Policies): MoneyRules {
  return { rounding: policies.rounding, minor_units: new Map(Object.entries(policies.minor_units)) };
}

function faultOf(key: string, value: unknown, path: string): readonly Issue[] {
  if (!Object.hasOwn(checks, key)) {
    return [problem(path, 'unknown_policy', `is not a policy; the policies are ${Object.keys(checks).join(', ')}`)];
  }
  const fix = checks[key as keyof Policies](value);
  return fix === null ? [] : [problem(path, 'unknown_policy', `is ${shown(value)}; ${fix}`)];
}

function oneOf(...names: readonly string[]): Check {
  return (value) => (names.includes(value as string) ? null : `use ${names.join(' or ')}`);
}

function whole(least: number, most: number): Check {
  return (value) => {
    const fits = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
    return fits ? null : `use a whole number from ${least} to ${most}`;
  };
}

function isBoolean(value: unknown): string | null {
  return typeof value === 'boolean' ? null : 'use true or false';
}

function isAmountOrNull(value: unknown): string | null {
  const amount = typeof value === 'string' ? readDecimal(value, '', []) : undefined;
  const fits = value === null || (amount !== undefined && !isNegative(amount));
  return fits ? null : 'use a decimal text that is not negative, or null';
}

function isPlacesByCode(value: unknown): string | null {
  const fits = isPlainObject(value) && Object.values(value).every((places) => whole(0, 12)(places) === null);
  return fits ? null : 'use an object of decimal places (0 to 12) by currency code';
}

function isLimits(value: unknown): string | null {
  const keys = Object.keys(defaultPolicies.evaluate_limits);
  const fits =
    isPlainObject(value) &&
    Object.keys(value).every((key) => keys.includes(key)) &&
    keys.every((key) => whole(0, 1_000_000)(Reflect.get(value, key)) === null);
  return fits ? null : `use an object of whole numbers with the keys ${keys.join(', ')}`;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
