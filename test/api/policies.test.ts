import { ratePrice, type PoliciesInput } from 'reckoner';
import { describe, expect, it } from 'vitest';
import { defaultPolicies, moneyRulesOf, readPolicies } from '../../src/api/decode/policies.js';
import { frozen } from '../support/frozen.js';
import { opened } from '../support/opened.js';
import { refusal } from '../support/refusal.js';

const limits = { prices: 1, rows: 2, days: 3, preview_events: 4 };

/** §14, key by key: the default, what else is accepted, and what is not. */
const policies: {
  readonly [K in keyof Required<PoliciesInput>]: readonly [unknown, readonly unknown[], readonly unknown[]];
} = {
  rounding: ['half_up', ['half_even'], ['half_down', 'HALF_UP', '', null, 1]],
  minor_units: [
    {},
    [{ credits: 0 }, { USD: 3, JPY: 12 }],
    [{ USD: -1 }, { USD: 2.5 }, { USD: 13 }, { USD: '2' }, { USD: null }, [], [2], 'USD', null],
  ],
  unrounded_scale: [20, [0, 30], [-1, 31, 1.5, '20', null, Number.NaN, Infinity]],
  proration_basis: ['day', ['second'], ['days', 'hour', null]],
  prorate_adjustments: [false, [true], ['true', 0, null]],
  minimums_on_partial: ['apply', ['defer'], ['skip', null]],
  virtual_currency_adjustments: ['reject', ['allow'], ['error', null]],
  mixed_adjustment_scope: ['report', ['error'], ['allow', null]],
  negative_quantity: ['error', ['allow'], ['reject', null]],
  zero_lines: ['keep', ['omit'], ['drop', null]],
  quantity_decrease: ['credit', ['none'], ['refund', null]],
  balance_alert_boundary: ['at_or_below', ['below'], ['at', null]],
  due_date_from: ['issue_date', ['invoice_date'], ['date', null]],
  small_invoice_threshold: [null, ['0', '0.50', '10'], [1, 'ten', '', '-1', '1e3', '9'.repeat(1_000_000), {}]],
  grace_period_hours: [12, [0, 48], [-1, 0.5, '12', null]],
  max_top_ups: [100, [0, 5], [-1, 2.5, null]],
  max_periods: [1200, [1, 24], [0, -1, null]],
  ingest_failures: ['refuse', ['report'], ['skip', null]],
  amend_limit: [100, [0, 7], [-1, null]],
  evaluate_limits: [
    { prices: 100, rows: 1000, days: 100, preview_events: 500 },
    [limits],
    [{}, { ...limits, rows: -1 }, { ...limits, price: 1 }, { prices: 1 }, [], null, 100],
  ],
};

const entries = Object.entries(policies);

describe('§14 policies', () => {
  it('have the defaults of the rule book, and no others', () => {
    const defaults = Object.fromEntries(entries.map(([key, [value]]) => [key, value]));
    expect(defaultPolicies).toEqual(defaults);
    expect(readPolicies(opened({}, '').fields)).toEqual(defaults);
    expect(readPolicies(opened({ policies: {} }, '').fields)).toEqual(defaults);
  });

  it.each(entries)('%s takes its values', (key, [value, others]) => {
    for (const given of [value, ...others]) {
      const { fields, issues } = opened(frozen({ policies: { [key]: given } }), '');
      expect(readPolicies(fields)).toEqual({
        ...defaultPolicies,
        [key]: given,
      });
      expect(issues).toEqual([]);
    }
  });

  it.each(entries)('%s refuses any other value, naming what is accepted', (key, [, , wrong]) => {
    for (const given of wrong) {
      const { fields, issues } = opened({ policies: { [key]: given } }, '');
      readPolicies(fields);
      expect(issues.map(({ path, code }) => ({ path, code }))).toEqual([
        { path: `policies.${key}`, code: 'unknown_policy' },
      ]);
      expect(issues[0]?.message).toMatch(/; use /);
    }
  });

  it('a policy that is undefined has its default', () => {
    expect(readPolicies(opened({ policies: { rounding: undefined } }, '').fields)).toEqual(defaultPolicies);
  });

  it.each(['round', 'Rounding', '__proto__', 'constructor', 'toString', ''])('%s is not a policy', (key) => {
    const given = JSON.parse(`{${JSON.stringify(key)}: {}}`) as PoliciesInput;
    const price = { model_type: 'unit', unit_config: { unit_amount: '1' } } as const;
    const error = refusal(() => ratePrice(price, { quantity: 1 }, { policies: given }));
    expect(error.code).toBe('unknown_policy');
    expect(error.detail).toContain('the policies are rounding, minor_units');
  });

  it('say how money is rounded', () => {
    const rules = moneyRulesOf({ ...defaultPolicies, rounding: 'half_even', minor_units: { credits: 1 } });
    expect(rules).toEqual({ rounding: 'half_even', minor_units: new Map([['credits', 1]]) });
  });
});
