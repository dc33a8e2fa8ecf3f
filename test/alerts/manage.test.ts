import { describe, expect, it } from 'vitest';
import {
  carryOverAlerts,
  createAlert,
  deleteAlert,
  disableAlert,
  enableAlert,
  evaluateAlerts,
  updateAlert,
  type AlertState,
  type CreateAlertInput,
} from '../../src/index.js';
import { isDescribed, validatorOf } from '../support/api-description.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

const at = '2026-01-01';
const customer = { id: 'acme', external_customer_id: 'ext' };
const subscription = { id: 'sub' };
const plan = {
  id: 'basic',
  external_plan_id: null,
  name: 'Basic',
  version: 3,
  prices: [
    { id: 'calls', name: 'Calls', model_type: 'unit', unit_config: { unit_amount: '1' }, billable_metric_id: 'm' },
  ],
} as const;
const values = (...list: number[]) => list.map((value) => ({ value }));

const create = (input: Omit<CreateAlertInput, 'at'>) => createAlert(frozen({ at, ...input }));
const cost = (more: object = {}) => ({ type: 'cost_exceeded' as const, thresholds: values(50), ...more });
const grouped = cost({ grouping_keys: ['team', 'region'], currency: 'USD' });
const refused = (input: Partial<Record<keyof CreateAlertInput, unknown>>) =>
  faultsOf(() => createAlert({ at, ...input } as CreateAlertInput));

describe('an alert is created', () => {
  it('on a balance, on a subscription and on a version of a plan', () => {
    // A balance may be below nothing (§8.4), so that its thresholds may be as well.
    const owed = { type: 'credit_balance_dropped', currency: 'credits', thresholds: values(-50) } as const;
    expect(create({ customer, request: owed }).alert.thresholds).toEqual(values(-50));
    const dropped = { type: 'credit_balance_dropped', currency: 'credits', thresholds: values(100, 10) } as const;
    const { alert, effects } = create({ customer, request: dropped, balance: '40' });
    expect(alert).toEqual({
      id: 'alert:credit_balance_dropped:customer:acme:credits:20260101T000000Z',
      type: 'credit_balance_dropped',
      enabled: true,
      thresholds: values(100, 10),
      threshold_overrides: null,
      balance_alert_status: [
        { threshold_value: 100, in_alert: true },
        { threshold_value: 10, in_alert: false },
      ],
      customer,
      plan: null,
      subscription: null,
      metric: null,
      license_type: null,
      currency: 'credits',
      grouping_keys: null,
      price_filters: null,
      created_at: '2026-01-01T00:00:00+00:00',
      disabled_for: [],
    });
    expect(effects).toEqual([{ kind: 'alert', alert_id: alert.id, alert }]);
    expect(create({ subscription, request: cost() }).alert).toMatchObject({ subscription, plan: null, customer: null });
    expect(create({ plan, request: cost({ plan_version: 2 }) }).alert.plan).toEqual({
      id: 'basic',
      external_plan_id: null,
      name: 'Basic',
      plan_version: '2',
    });
    expect(create({ plan, request: cost() }).alert.plan?.plan_version).toBe('3');
  });

  it('and fires nothing for where the balance stood', () => {
    const request = { type: 'credit_balance_depleted', currency: 'credits' } as const;
    const { alert } = create({ customer, request, balance: 0 });
    const look = (alerts: readonly AlertState[], balance: number) =>
      evaluateAlerts({ alerts, current: { balances: [{ currency: 'credits', balance }] } });
    const first = look([alert], 0);
    expect(first.notifications).toEqual([]);
    expect(look(look(first.alerts, 5).alerts, 0).notifications).toHaveLength(1);
  });

  it('with the only metric where none is named', () => {
    const request = { type: 'usage_exceeded', thresholds: values(5) } as const;
    expect(create({ plan, request }).alert.metric).toEqual({ id: 'm' });
    expect(create({ subscription, request }).alert.metric).toBeNull();
    const [price] = plan.prices;
    const two = { ...plan, prices: [price, { ...price, id: 'p2', billable_metric_id: 'n' }] } as const;
    expect(refused({ plan: two, request })).toEqual(['missing_field request.metric_id']);
    expect(create({ plan: two, request: { ...request, metric_id: 'n' } }).alert.metric).toEqual({ id: 'n' });
    expect(refused({ plan: two, request: { ...request, metric_id: 'x' } })).toEqual([
      'invalid_reference request.metric_id',
    ]);
  });

  it('grouped, with thresholds of their own for groups', () => {
    const threshold_overrides = [{ group_values: ['red', 'eu'], thresholds: [] }];
    const { alert } = create({ subscription, request: { ...grouped, threshold_overrides } });
    expect(alert).toMatchObject({ grouping_keys: ['team', 'region'], threshold_overrides });
  });

  // The description is no part of the repository.
  it.runIf(isDescribed)('as Orb would write it', () => {
    const validate = validatorOf('Alert');
    for (const { alert } of [
      create({ customer, request: { type: 'credit_balance_recovered', currency: 'credits', thresholds: values(0) } }),
      create({ subscription, request: grouped }),
      create({ plan, request: { type: 'spend_exceeded', currency: 'credits', thresholds: values(5) } }),
    ]) {
      expect(validate(alert), JSON.stringify(validate.errors)).toBe(true);
    }
  });
});

describe('an alert is refused', () => {
  const balance = { type: 'credit_balance_dropped', currency: 'credits', thresholds: values(1) };
  it.each([
    ['for nobody', { request: cost() }, 'missing_field customer'],
    ['for two', { customer, subscription, request: cost() }, 'invalid_type customer'],
    ['of another scope', { customer, request: cost({ currency: 'USD' }) }, 'invalid_type request.type'],
    ['on the balance of a plan', { plan, request: { ...balance } }, 'invalid_type request.type'],
    ['without thresholds', { subscription, request: cost({ thresholds: [] }) }, 'missing_field request.thresholds'],
    [
      'with a threshold that nothing looks at',
      { customer, request: { ...balance, type: 'credit_balance_depleted' } },
      'invalid_type request.thresholds[0].value',
    ],
    [
      'at less than nothing, which every period is above',
      { subscription, request: cost({ thresholds: values(50, -5) }) },
      'invalid_type request.thresholds[1].value',
    ],
    [
      'at less than nothing for a group',
      {
        subscription,
        request: {
          ...grouped,
          threshold_overrides: [{ group_values: ['red', 'eu'], thresholds: values(-1) }],
        },
      },
      'invalid_type request.threshold_overrides[0].thresholds[0].value',
    ],
    [
      'on a balance of nothing',
      { customer, request: { ...balance, currency: null } },
      'missing_field request.currency',
    ],
    [
      'grouped in no currency',
      { subscription, request: { ...grouped, currency: null } },
      'missing_field request.currency',
    ],
    [
      'on spend in no currency',
      { subscription, request: cost({ type: 'spend_exceeded' }) },
      'missing_field request.currency',
    ],
    [
      'grouped though of spend',
      { subscription, request: cost({ type: 'spend_exceeded', currency: 'USD', grouping_keys: ['team'] }) },
      'invalid_type request.grouping_keys',
    ],
    [
      'filtered though not grouped',
      {
        subscription,
        request: cost({ price_filters: [{ field: 'price_id', operator: 'includes', values: ['a'] }] }),
      },
      'invalid_type request.price_filters',
    ],
    [
      'filtered by currency',
      {
        subscription,
        request: {
          ...grouped,
          price_filters: [{ field: 'currency', operator: 'includes', values: ['USD'] }],
        },
      },
      'invalid_type request.price_filters[0].field',
    ],
    [
      'with an override and no groups',
      { subscription, request: cost({ threshold_overrides: [{ group_values: ['a'], thresholds: [] }] }) },
      'invalid_type request.threshold_overrides',
    ],
    [
      'with an override of too few values',
      { subscription, request: { ...grouped, threshold_overrides: [{ group_values: ['a'], thresholds: [] }] } },
      'invalid_type request.threshold_overrides[0].group_values',
    ],
    ['on the metric of a cost', { subscription, request: cost({ metric_id: 'm' }) }, 'invalid_type request.metric_id'],
    [
      'on usage in a currency',
      { subscription, request: { type: 'usage_exceeded', thresholds: values(1), currency: 'USD' } },
      'invalid_type request.currency',
    ],
    [
      'with overrides on a plan',
      { plan, request: cost({ threshold_overrides: [] }) },
      'invalid_type request.threshold_overrides',
    ],
    ['with a balance it does not watch', { subscription, request: cost(), balance: 1 }, 'invalid_type balance'],
    ['with an unknown field', { subscription, request: cost({ limit: 1 }) }, 'invalid_type request.limit'],
  ])('%s', (_name, input, fault) => {
    expect(refused(input)).toEqual([fault]);
  });

  it('as a second one of its kind, but not of another version, metric or currency (`duplicate_alert`)', () => {
    const known = [
      create({ plan, request: cost() }),
      create({ subscription, request: { type: 'usage_exceeded', metric_id: 'm', thresholds: values(1) } }),
      create({ customer, request: { type: 'credit_balance_depleted', currency: 'credits' } }),
    ].map(({ alert }) => alert);
    const again = (input: Partial<CreateAlertInput>) => refused({ alerts: known, ...input });
    const duplicate = ['duplicate_alert request.type'];
    expect(again({ plan, request: cost() })).toEqual(duplicate);
    const usage = { type: 'usage_exceeded', thresholds: values(9) } as const;
    expect(again({ subscription, request: { ...usage, metric_id: 'm' } })).toEqual(duplicate);
    const depleted = { type: 'credit_balance_depleted' } as const;
    expect(again({ customer, request: { ...depleted, currency: 'credits' } })).toEqual(duplicate);
    const fits = (input: Partial<CreateAlertInput>) =>
      createAlert({ at, alerts: known, ...input } as CreateAlertInput).alert.enabled;
    expect(fits({ plan, request: cost({ plan_version: 4 }) })).toBe(true);
    expect(fits({ subscription, request: { ...usage, metric_id: 'n' } })).toBe(true);
    expect(fits({ customer, request: { ...depleted, currency: 'USD' } })).toBe(true);
  });
});

describe('an alert is changed', () => {
  const { alert } = create({ subscription, request: { ...grouped, threshold_overrides: null } });
  const filter = { field: 'price_id' as const, operator: 'includes' as const, values: ['a'] };

  it('in its thresholds; what is left out stays, an empty list clears', () => {
    const filtered = updateAlert(frozen({ alert, request: { thresholds: values(80), price_filters: [filter] } })).alert;
    expect(filtered).toMatchObject({ thresholds: values(80), price_filters: [filter] });
    const kept = updateAlert(frozen({ alert: filtered, request: { thresholds: values(90) } })).alert;
    expect(kept.price_filters).toEqual([filter]);
    const cleared = updateAlert(frozen({ alert: kept, request: { thresholds: values(90), price_filters: [] } })).alert;
    expect(cleared.price_filters).toBeNull();
    expect(alert.thresholds).toEqual(values(50));
  });

  it('and a threshold that fired and is kept does not fire again', () => {
    const lines = [
      { price_id: 'a', currency: 'USD', subtotal: '70', amount: '70', group_values: { team: 'r', region: 'eu' } },
    ];
    const costs = [{ subscription_id: 'sub', period_start: at, currency: 'USD', lines }];
    const fired = evaluateAlerts({ alerts: [alert], current: { costs } });
    expect(fired.notifications).toHaveLength(1);
    const updated = updateAlert({ alert: fired.alerts[0]!, request: { thresholds: values(50, 60) } }).alert;
    expect(
      evaluateAlerts({ alerts: [updated], current: { costs } }).notifications.map(({ threshold }) => threshold),
    ).toEqual(['60']);
  });

  it('only in what it can have', () => {
    const change = (own: AlertState, request: object) =>
      faultsOf(() => updateAlert({ alert: own, request: request as never }));
    const plain = create({ subscription, request: cost() }).alert;
    expect(change(plain, { thresholds: values(1), price_filters: [filter] })).toEqual([
      'invalid_type request.price_filters',
    ]);
    expect(change(plain, {})).toEqual(['missing_field request.thresholds']);
    expect(change(plain, { thresholds: values(-1) })).toEqual(['invalid_type request.thresholds[0].value']);
    // The groups of a plan are those of its subscriptions, each with its own.
    const ofPlan = create({ plan, request: grouped }).alert;
    const threshold_overrides = [{ group_values: ['red', 'eu'], thresholds: [] }];
    expect(change(ofPlan, { thresholds: values(1), threshold_overrides })).toEqual([
      'invalid_type request.threshold_overrides',
    ]);
    expect(change(plain, { thresholds: values(1), currency: 'USD' })).toEqual(['invalid_type request.currency']);
  });
});

describe('an alert is switched', () => {
  const usage = {
    usage: [{ subscription_id: 'sub', plan_id: 'basic', period_start: at, metric_id: 'm', quantity: 9 }],
  };
  const firedOf = (alert: AlertState) => evaluateAlerts({ alerts: [alert], current: usage }).notifications.length;
  const { alert } = create({ plan, request: { type: 'usage_exceeded', thresholds: values(5) } });

  it('of a plan for one subscription, or for all', () => {
    const off = disableAlert(frozen({ alert, subscription_id: 'sub' })).alert;
    expect([off.enabled, off.disabled_for, firedOf(off)]).toEqual([true, ['sub'], 0]);
    expect(disableAlert(frozen({ alert: off, subscription_id: 'sub' })).alert.disabled_for).toEqual(['sub']);
    const on = enableAlert(frozen({ alert: off, subscription_id: 'sub' })).alert;
    expect([on.disabled_for, firedOf(on)]).toEqual([[], 1]);
    const none = disableAlert(frozen({ alert })).alert;
    expect([none.enabled, firedOf(none), firedOf(enableAlert({ alert: none }).alert)]).toEqual([false, 0, 1]);
  });

  it('of a subscription for that one alone', () => {
    const own = create({ subscription, request: cost() }).alert;
    expect(disableAlert({ alert: own, subscription_id: 'sub' }).alert.enabled).toBe(false);
    expect(faultsOf(() => disableAlert({ alert: own, subscription_id: 'other' }))).toEqual([
      'invalid_reference subscription_id',
    ]);
  });

  it('of a plan for its own version alone', () => {
    const measured = (plan_version: string) => ({ usage: [{ ...usage.usage[0]!, plan_version }] });
    const fired = (plan_version: string) =>
      evaluateAlerts({ alerts: [alert], current: measured(plan_version) }).notifications;
    expect([fired('3').length, fired('2').length]).toEqual([1, 0]);
  });

  it('and is deleted, unless it is of a plan', () => {
    const own = create({ subscription, request: cost() }).alert;
    expect(deleteAlert({ alert: own }).effects).toEqual([{ kind: 'alert', alert_id: own.id, alert: null }]);
    expect(faultsOf(() => deleteAlert({ alert }))).toEqual(['invalid_transition alert']);
  });
});

describe('on a change of plan', () => {
  it('cost alerts stay, usage alerts if their metric does', () => {
    const usage = (metric_id: string, own = 'sub') =>
      create({ subscription: { id: own }, request: { type: 'usage_exceeded', metric_id, thresholds: values(1) } })
        .alert;
    const [kept, lost, other] = [usage('m'), usage('n'), usage('n', 'else')];
    const costs = create({ subscription, request: cost() }).alert;
    const after = { id: 'sub', price_intervals: [{ price: { billable_metric: { id: 'm' } } }] } as never;
    const carried = carryOverAlerts(frozen({ alerts: [kept, lost, other, costs], subscription: after }));
    expect(carried.alerts.map(({ id }) => id)).toEqual([kept.id, other.id, costs.id]);
    expect(carried.effects).toEqual([{ kind: 'alert', alert_id: lost.id, alert: null }]);
  });
});
