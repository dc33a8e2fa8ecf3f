import { describe, expect, it } from 'vitest';
import {
  costReport,
  createSubscription,
  draftInvoice,
  editPriceIntervals,
  migratePlanVersion,
  usageReport,
  type PriceInput,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { faultsOf } from '../support/refusal.js';
import { call, callMetric, calls } from '../support/subscribed.js';

const child = (id: string, external_customer_id: string | null) => ({ id, external_customer_id });
const acme = {
  id: 'acme',
  external_customer_id: 'ext-acme',
  currency: 'USD',
  hierarchy: { parent: null, children: [child('north', 'ext-north'), child('south', null)] },
} as const;
const metrics = [callMetric];

function subscribe(settings: object, prices: readonly PriceInput[] = [calls('1.00')]) {
  const plans = [{ id: 'pro', name: 'Pro', currency: 'USD', prices }];
  const request = { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01', ...settings };
  return createSubscription(frozen({ customer: acme, plans, request, at: '2026-01-01', id: 'sub' }));
}

/** One call of each way to name a customer, a power of two each, so that the sum tells whose were counted. */
const events = [
  { customer_id: 'acme' },
  { external_customer_id: 'ext-acme' },
  {},
  { customer_id: 'north' },
  { external_customer_id: 'ext-north' },
  { customer_id: 'south' },
  { external_customer_id: 'south' },
  { external_customer_id: 'ext-stranger' },
].flatMap((owner, bit) =>
  Array.from({ length: 2 ** bit }, (_, key) =>
    call('2026-01-05T00:00:00Z', { ...owner, idempotency_key: `${bit} ${key}` }),
  ),
);

describe('whose events a subscription counts (§3 "Membership")', () => {
  it.each([
    // 1 + 2 + 4, those of the customer itself; those that name nobody are the customer's.
    [null, 7],
    [['acme'], 7],
    // 8 + 16: a child is also known by the external id that its parent's document shows.
    [['north'], 24],
    // A child without an external id has none to be known by.
    [['south'], 32],
    [['acme', 'north', 'south'], 63],
    [[], 0],
  ])('%j: %i', (usage_customer_ids, counted) => {
    const { subscription, schedule } = subscribe({ usage_customer_ids });
    const given = { subscription, customer: acme, metrics, events };
    const { invoice } = draftInvoice(frozen({ ...given, schedule, invoice_date: '2026-02-01' }));
    expect(invoice.line_items.map((line) => [line.quantity, line.usage_customer_ids])).toEqual([
      [counted, usage_customer_ids],
    ]);
    const { data } = costReport(frozen({ ...given, currency: 'USD', at: '2026-01-31T12:00:00Z' }));
    expect(data.at(-1)?.total).toBe(`${counted}.00`);
    const [used] = usageReport(frozen({ ...given, at: '2026-01-31T12:00:00Z' })).data;
    expect(used?.usage.map(({ quantity }) => quantity)).toEqual([counted]);
  });

  it('is itself and its children, as far as its document tells of any', () => {
    const named = () => subscribe({ usage_customer_ids: ['north', 'x', 'acme', 'y'] });
    expect(faultsOf(named)).toEqual([
      'customer_reference request.usage_customer_ids[1]',
      'customer_reference request.usage_customer_ids[3]',
    ]);
    expect(named).toThrow('is "x", who is neither the customer nor a child of theirs; name one of these');
    const { subscription, schedule } = subscribe({});
    const edit = (customer: object, usage_customer_ids: readonly string[]) => () =>
      editPriceIntervals({
        subscription,
        schedule,
        customer: { ...acme, ...customer },
        at: '2026-01-02',
        request: {
          edit: [{ price_interval_id: subscription.price_intervals[0]!.id, usage_customer_ids }],
          add: [{ price: calls('2.00', { id: 'more' }), start_date: '2026-02-01', usage_customer_ids }],
        },
      });
    expect(faultsOf(edit({}, ['x']))).toEqual([
      'customer_reference request.add[0].usage_customer_ids[0]',
      'customer_reference request.edit[0].usage_customer_ids[0]',
    ]);
    expect(edit({ hierarchy: { child_customer_ids: ['x'] } }, ['x'])().subscription.price_intervals).toHaveLength(2);
    expect(edit({ hierarchy: undefined }, ['x'])().subscription.price_intervals).toHaveLength(2);
    expect(faultsOf(edit({ hierarchy: { children: 7 } }, ['x']))).toHaveLength(2);
  });
});

it('a line shows by which filter its usage was counted, and a fee none', () => {
  const fee = { id: 'fee', name: 'Fee', model_type: 'unit', unit_config: { unit_amount: '5.00' } } as const;
  const { subscription, schedule } = subscribe({ filter: "region = 'eu'" }, [calls('1.00'), fee]);
  const given = { subscription, schedule, customer: acme, metrics, events };
  const { invoice } = draftInvoice(frozen({ ...given, invoice_date: '2026-02-01' }));
  expect(invoice.line_items.map(({ name, quantity, filter }) => [name, quantity, filter])).toEqual([
    ['Calls', 0, "region = 'eu'"],
    ['Fee', 1, null],
  ]);
});

describe('a new version of a plan (F28)', () => {
  const version = (number: number, prices: readonly PriceInput[]) =>
    ({ id: 'pro', name: 'Pro', currency: 'USD', version: number, prices }) as const;
  const first = version(1, [calls('1.00'), calls('2.00', { id: 'tests', name: 'Tests' })]);
  const dearer = calls('3.00', { id: 'dearer', name: 'Dearer', replaces_price_id: 'calls' });
  const second = version(2, [dearer, calls('4.00', { id: 'added', name: 'Added' })]);
  const moved = (settings: object, own: object = {}) => {
    const plans = [first, second];
    const request = { customer_id: 'acme', plan_id: 'pro', start_date: '2026-01-01', ...settings };
    const created = createSubscription({ customer: acme, plans, request, at: '2026-01-01', id: 'sub' });
    const [calling, ...others] = created.subscription.price_intervals;
    const subscription = { ...created.subscription, price_intervals: [{ ...calling!, ...own }, ...others] };
    const step = { plan_version_number: 2, effective_time: '2026-02-01' };
    const { schedule } = created;
    const after = migratePlanVersion({
      subscription,
      schedule,
      customer: acme,
      plans,
      request: step,
      at: '2026-01-10',
    });
    return after.subscription.price_intervals
      .filter(({ start_date }) => start_date.startsWith('2026-02-01'))
      .map((one) => [one.price.name, one.usage_customer_ids, one.filter, one.metric_parameter_overrides]);
  };

  it('counts the usage that the subscription said it would', () => {
    expect(moved({})).toEqual([
      ['Dearer', null, null, null],
      ['Added', null, null, null],
    ]);
    const filter = "region = 'eu'";
    expect(moved({ usage_customer_ids: ['north'], filter })).toEqual([
      ['Dearer', ['north'], filter, null],
      ['Added', ['north'], filter, null],
    ]);
  });

  it('of prices that differ, that of the price it stands in for', () => {
    const own = { usage_customer_ids: ['acme', 'north'], metric_parameter_overrides: { least: 3 } };
    expect(moved({}, own)).toEqual([
      ['Dearer', ['acme', 'north'], null, { least: 3 }],
      ['Added', null, null, null],
    ]);
  });
});
