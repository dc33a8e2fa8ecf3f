import { isGiven, openChild, report, shown, valueAt, type Fields } from '../../errors/index.js';
import type { Policies } from '../../wire/index.js';

/** Every policy, in the order of the rule book (§14). */
export const policyNames = [
  'rounding',
  'minor_units',
  'unrounded_scale',
  'proration_basis',
  'prorate_adjustments',
  'minimums_on_partial',
  'virtual_currency_adjustments',
  'mixed_adjustment_scope',
  'negative_quantity',
  'zero_lines',
  'quantity_decrease',
  'balance_alert_boundary',
  'due_date_from',
  'small_invoice_threshold',
  'grace_period_hours',
  'max_top_ups',
  'max_periods',
  'ingest_failures',
  'amend_limit',
  'evaluate_limits',
] as const satisfies readonly (keyof Policies)[];

/** Says what a policy accepts, or null if a value is that. */
export type Check = (value: unknown) => string | null;

/** The default, and what else is accepted: one other value, or what the check says. */
export type Rule<Value> = readonly [usual: Value, other: Exclude<Value, number | object | null> | Check];

/** The rules of some policies. */
export type Rules<Name extends keyof Policies> = { readonly [K in Name]: Rule<Policies[K]> };

/** Where an unrounded value that does not terminate is cut. */
export const unrounded_scale: Rule<number> = [20, /*#__PURE__*/ wholeFrom(0, 30)];

/** Whether a negative quantity may mean something. */
export const negative_quantity: Rule<Policies['negative_quantity']> = ['error', 'allow'];

/**
 * Reads the `policies` of an input, the defaults completing them: an unknown key is a fault that names the policies, a
 * value that its rule does not know one that names what is accepted. Policies without a rule here are not looked at.
 */
export function readByRules<Name extends keyof Policies>(input: Fields, rules: Rules<Name>): Pick<Policies, Name> {
  const read = new Map<string, unknown>(Object.entries<Rule<unknown>>(rules).map(([key, [usual]]) => [key, usual]));
  const fields = isGiven(valueAt(input, 'policies')) ? openChild(input, 'policies') : null;
  if (fields !== null) takeGiven(fields, rules, read);
  return Object.fromEntries(read) as Pick<Policies, Name>;
}

function takeGiven(
  fields: Fields,
  rules: { readonly [name: string]: Rule<unknown> },
  read: Map<string, unknown>,
): void {
  for (const [key, value] of Object.entries(fields.value)) {
    if (value === undefined) continue;
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    const fix = faultOf(key, value, rule);
    if (fix !== null) report(fields, key, { code: 'unknown_policy', message: fix });
    else if (rule) read.set(key, value);
  }
}

function faultOf(key: string, value: unknown, rule: Rule<unknown> | undefined): string | null {
  const names: readonly string[] = policyNames;
  if (!names.includes(key)) return `is not a policy; the policies are ${names.join(', ')}`;
  if (!rule) return null;
  const [usual, other] = rule;
  const listed = value === usual || value === other ? null : `${String(usual)} or ${String(other)}`;
  const wanted = typeof other === 'function' ? (other as Check)(value) : listed;
  return wanted === null ? null : `is ${shown(value)}; use ${wanted}`;
}

/** Accepts whole numbers between two bounds, both included. */
export function wholeFrom(least: number, most: number): Check {
  return (value) => {
    const fits = Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
    return fits ? null : `a whole number from ${least} to ${most}`;
  };
}
