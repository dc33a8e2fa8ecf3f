import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAlerts, type AlertMeasures, type AlertState, type EvaluateAlertsInput } from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';

function alertOf(more: Partial<AlertState>): AlertState {
  const { type = 'usage_exceeded' } = more;
  return frozen({
    id: 'a',
    enabled: true,
    thresholds: null,
    customer: null,
    plan: null,
    subscription: null,
    metric: null,
    currency: null,
    created_at: '2026-01-01T00:00:00Z',
    ...more,
    type,
  });
}

/** Plays measures in turn, each on the alerts that the time before returned, and lists what fired. */
function play(alert: AlertState, moments: readonly AlertMeasures[], policies?: EvaluateAlertsInput['policies']) {
  let alerts: readonly AlertState[] = [alert];
  return moments.map((current) => {
    const stored = frozen(JSON.parse(JSON.stringify(alerts)) as AlertState[]);
    const next = evaluateAlerts({ alerts: stored, current: frozen(current), ...(policies && { policies }) });
    alerts = next.alerts;
    return next.notifications.map(({ threshold }) => threshold).join(' ');
  });
}

const usage = (quantity: number, period_start = '2026-01-01', metric_id = 'calls') => ({
  usage: [{ subscription_id: 'sub', plan_id: 'plan', period_start, metric_id, quantity }],
});
const balance = (amount: number) => ({ balances: [{ currency: 'credits', balance: amount }] });
const values = (...list: number[]) => list.map((value) => ({ value }));

describe('§12 thresholds of a billing period', () => {
  const alert = alertOf({
    thresholds: values(100, 200, 300),
    subscription: { id: 'sub' },
    metric: { id: 'calls', name: 'Calls' } as never,
  });

  it('fire at the value itself, once per period, the greatest of several', () => {
    expect(play(alert, [usage(99), usage(100), usage(150), usage(300), usage(90), usage(400)])).toEqual([
      '',
      '100',
      '',
      '300',
      '',
      '',
    ]);
  });
  it('are reset each period, also while both drafts are measured in grace', () => {
    const both = { usage: [...usage(120).usage, ...usage(210, '2026-02-01').usage] };
    expect(play(alert, [usage(100), both, both, usage(300, '2026-03-01')])).toEqual(['100', '200', '', '300']);
  });
  it('do nothing for other subscriptions, or switched off', () => {
    expect(play(alertOf({ ...alert, subscription: { id: 'other' } }), [usage(500)])).toEqual(['']);
    expect(play(alertOf({ ...alert, enabled: false }), [usage(500)])).toEqual(['']);
  });
  it('of a plan are inherited, and may be switched off by a subscription', () => {
    const plan = { id: 'plan', external_plan_id: null, name: 'Plan', plan_version: '1' };
    const inherited = alertOf({ ...alert, subscription: null, plan });
    expect(play(inherited, [usage(100)])).toEqual(['100']);
    expect(play(alertOf({ ...inherited, disabled_for: ['sub'] }), [usage(100)])).toEqual(['']);
  });
  it('without a metric take the only one, and refuse to choose among several', () => {
    const any = alertOf({ ...alert, metric: null });
    expect(play(any, [usage(100)])).toEqual(['100']);
    const two = { usage: [...usage(100).usage, ...usage(1, '2026-01-01', 'tokens').usage] };
    expect(faultsOf(() => evaluateAlerts({ alerts: [any], current: two }))).toEqual(['missing_field alerts']);
    // Of a plan each subscription has its own, and only one.
    const plan = { id: 'plan', external_plan_id: null, name: 'Plan', plan_version: '1' };
    const [first] = usage(100).usage;
    const each = { usage: [first!, { ...first!, subscription_id: 'other', metric_id: 'tokens' }] };
    const { notifications } = evaluateAlerts({
      alerts: [alertOf({ ...any, subscription: null, plan })],
      current: each,
    });
    expect(notifications.map(({ subscription_id }) => subscription_id)).toEqual(['sub', 'other']);
  });
  it('fire at most once each in a period, whatever is measured (L48)', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 15 }), (quantities) => {
        const fired = play(
          alert,
          quantities.map((quantity) => usage(quantity)),
        ).filter(Boolean);
        expect(new Set(fired).size).toBe(fired.length);
        // The greatest threshold ever reached has fired, and no greater one.
        const most = Math.max(0, ...quantities);
        expect(Math.max(0, ...fired.map(Number))).toBe([300, 200, 100].find((value) => value <= most) ?? 0);
      }),
    );
  });
});

describe('§12 cost, spend and licences', () => {
  const line = (price_id: string, amount: string, more: object = {}) => ({
    price_id,
    currency: 'USD',
    subtotal: '100',
    amount,
    ...more,
  });
  const costs = (...lines: ReturnType<typeof line>[]) => ({
    costs: [{ subscription_id: 'sub', period_start: '2026-01-01', currency: 'USD', lines }],
  });

  it('cost is what is billed, threshold invoices not deducted', () => {
    const alert = alertOf({ type: 'cost_exceeded', thresholds: values(50) });
    expect(
      play(alert, [
        costs(line('a', '20', { partially_invoiced_amount: '29.99' })),
        costs(line('a', '20', { partially_invoiced_amount: '30' })),
      ]),
    ).toEqual(['', '50']);
  });
  it('spend is the subtotals in the alert’s currency, through its filters', () => {
    const price_filters = [{ field: 'price_id' as const, operator: 'excludes' as const, values: ['b'] }];
    const alert = alertOf({ type: 'spend_exceeded', currency: 'tokens', thresholds: values(7), price_filters });
    const token = (price_id: string, subtotal: string) => ({ ...line(price_id, '0'), currency: 'tokens', subtotal });
    expect(
      play(alert, [costs(line('a', '9'), token('a', '6'), token('b', '9')), costs(token('a', '6'), token('c', '1'))]),
    ).toEqual(['', '7']);
  });
  it('filters name types of prices as adjustments do', () => {
    const price_filters = [{ field: 'price_type' as const, operator: 'includes' as const, values: ['usage'] }];
    const alert = alertOf({ type: 'spend_exceeded', currency: 'USD', thresholds: values(7), price_filters });
    const spent = (price_type: string, subtotal: string) => line('a', '0', { price_type, subtotal });
    expect(
      play(alert, [costs(spent('fixed_price', '9'), spent('usage_price', '6')), costs(spent('usage_price', '7'))]),
    ).toEqual(['', '7']);
  });
  it('groups have their own sums; an override replaces, an empty one silences', () => {
    const alert = alertOf({
      type: 'cost_exceeded',
      thresholds: values(50),
      grouping_keys: ['team'],
      threshold_overrides: [
        { group_values: ['red'], thresholds: values(10) },
        { group_values: ['blue'], thresholds: [] },
      ],
    });
    const team = (name: string, amount: string) => line('a', amount, { group_values: { team: name } });
    const current = costs(
      team('red', '6'),
      team('red', '6'),
      team('blue', '900'),
      team('green', '30'),
      team('green', '20'),
      line('a', '999'),
    );
    const { notifications } = evaluateAlerts({ alerts: [alert], current });
    expect(notifications.map(({ group_values, threshold, value }) => [group_values, threshold, value])).toEqual([
      [['red'], '10', '12'],
      [['green'], '50', '50'],
    ]);
  });
  it('licences compare consumed with allocated, in percent', () => {
    const alert = alertOf({
      type: 'license_balance_threshold_reached',
      thresholds: values(80),
      license_type: { id: 'seat' },
    });
    const licenses = (consumed: number, allocated = 3) => ({
      licenses: [{ subscription_id: 'sub', period_start: '2026-01-01', license_type_id: 'seat', allocated, consumed }],
    });
    // 2.399 / 3 = 79.96… %, 2.4 / 3 = 80 %.
    expect(play(alert, [licenses(5, 0), licenses(2.399), licenses(2.4)])).toEqual(['', '', '80']);
    const [measure] = licenses(3).licenses;
    const other = { ...measure!, license_type_id: 'bot', currency: 'credits' };
    // A currency of its own, where it has one, is all that it looks at.
    expect(play({ ...alert, currency: 'USD' }, [{ licenses: [{ ...measure!, currency: 'credits' }] }])).toEqual(['']);
    expect(play({ ...alert, currency: 'credits' }, [{ licenses: [{ ...measure!, currency: 'credits' }] }])).toEqual([
      '80',
    ]);
    // Without a type it looks at the only one there is.
    const untyped = alertOf({ ...alert, license_type: null });
    expect(play(untyped, [{ licenses: [measure!] }])).toEqual(['80']);
    const several = { licenses: [measure!, other] };
    expect(faultsOf(() => evaluateAlerts({ alerts: [untyped], current: several }))).toEqual(['missing_field alerts']);
  });
});

describe('§12 balances', () => {
  it('depleted and recovered fire on their edges; a new alert only learns where it stands', () => {
    const depleted = alertOf({ type: 'credit_balance_depleted', currency: 'credits' });
    const recovered = alertOf({ type: 'credit_balance_recovered', currency: 'credits' });
    const moments = [balance(0), balance(5), balance(0), balance(-3), balance(0.01), balance(0)];
    expect(play(depleted, moments)).toEqual(['', '', '0', '', '', '0']);
    expect(play(recovered, moments)).toEqual(['', '0', '', '', '0', '']);
  });
  it('dropped fires at the lowest threshold crossed, and again once it has risen above', () => {
    const dropped = alertOf({ type: 'credit_balance_dropped', currency: 'credits', thresholds: values(100, 50, 10) });
    const moments = [balance(200), balance(100), balance(40), balance(60), balance(50), balance(5)];
    expect(play(dropped, moments)).toEqual(['', '100', '50', '', '50', '10']);
    expect(play(dropped, moments, { balance_alert_boundary: 'below' })).toEqual(['', '', '50', '', '', '10']);
  });
  it('the states given decide: a dip and recovery between them fires nothing (D23)', () => {
    const dropped = alertOf({
      type: 'credit_balance_dropped',
      currency: 'credits',
      thresholds: values(50),
      balance_alert_status: [{ threshold_value: 50, in_alert: true }],
    });
    const at = (previous: number, current: number) =>
      evaluateAlerts({ alerts: [dropped], previous: balance(previous), current: balance(current) }).notifications
        .length;
    expect([at(90, 80), at(90, 50), at(50, 40)]).toEqual([0, 1, 0]);
  });
  it('of what was not measured nothing is learnt', () => {
    const { alerts } = evaluateAlerts({
      alerts: [alertOf({ type: 'credit_balance_depleted', currency: 'credits' })],
      current: {},
    });
    expect(alerts[0]?.balance_alert_status).toBeNull();
  });
});

describe('§12 what may not be', () => {
  it('two alerts of one kind (`duplicate_alert`)', () => {
    const depleted = alertOf({ type: 'credit_balance_depleted', currency: 'credits' });
    const cost = alertOf({ type: 'cost_exceeded', thresholds: values(1), subscription: { id: 'sub' } });
    const used = alertOf({ thresholds: values(1), subscription: { id: 'sub' }, metric: { id: 'm' } });
    const other = alertOf({ ...used, metric: { id: 'n' } });
    const faults = faultsOf(() =>
      evaluateAlerts({ alerts: [depleted, cost, used, other, depleted, cost, used], current: {} }),
    );
    expect(faults).toEqual([
      'duplicate_alert alerts[4].type',
      'duplicate_alert alerts[5].type',
      'duplicate_alert alerts[6].type',
    ]);
  });
  it('an unknown type, a threshold that is none, no measures', () => {
    const wrong = { ...alertOf({}), type: 'mood', thresholds: [{ value: 'high' }] } as unknown as AlertState;
    expect(faultsOf(() => evaluateAlerts({ alerts: [wrong] } as never))).toEqual([
      'invalid_type alerts[0].type',
      'invalid_decimal alerts[0].thresholds[0].value',
      'missing_field current',
    ]);
  });
});
