import { describe, expect, it } from 'vitest';
import {
  applyLedgerEntry,
  cancelSubscription,
  createLedger,
  createSubscription,
  grantAllocations,
  updateFixedFeeQuantity,
  type CreditLedger,
  type GrantAllocationsInput,
  type PlanInput,
} from '../../src/index.js';
import { frozen } from '../support/frozen.js';
import { tableOf } from '../support/ledger-scenario.js';
import { faultsOf } from '../support/refusal.js';

const customer = { id: 'acme', currency: 'USD', timezone: 'America/New_York' };
const allocation = (more: object) => ({ allocation_price: { currency: 'credits', cadence: 'monthly', ...more } });
const plans = [
  {
    id: 'included',
    name: 'Included',
    currency: 'USD',
    prices: [
      allocation({ amount: 100, expires_at_end_of_cadence: true, per_unit_cost_basis: '0.10' }),
      allocation({ amount: 30, cadence: 'quarterly' }),
      allocation({ amount: 5, cadence: 'one_time', expires_at_end_of_cadence: true }),
      allocation({ amount: 9, currency: 'tokens', custom_expiration: { duration: 10, duration_unit: 'day' } }),
      {
        price: {
          name: 'Seats',
          model_type: 'unit',
          unit_config: { unit_amount: '9' },
          cadence: 'monthly',
          item_id: 's',
        },
      },
    ],
  },
] as unknown as readonly PlanInput[];

const begun = createSubscription({
  customer,
  plans,
  request: {
    customer_id: 'acme',
    plan_id: 'included',
    start_date: '2026-01-20',
    billing_cycle_anchor_configuration: { day: 1 },
  },
  at: '2026-01-20',
});
const stored = <T>(value: T): T => frozen(JSON.parse(JSON.stringify(value)) as T);
const empty = (currency: string) => createLedger({ customer_id: 'acme', currency, timezone: customer.timezone });

function grant(ledger: CreditLedger, at: string, more: object = {}): CreditLedger {
  const { subscription, schedule } = begun;
  return grantAllocations(stored({ ledger, subscription, schedule, at, ...more }) as GrantAllocationsInput).ledger;
}

const blocksOf = ({ blocks }: CreditLedger) =>
  blocks.map(({ amount, effective_date, expiry_date, per_unit_cost_basis }) =>
    [amount, effective_date.slice(0, 10), expiry_date?.slice(0, 10) ?? 'never', per_unit_cost_basis ?? 'free'].join(
      ' ',
    ),
  );

describe('§8.6 the credits that a subscription grants', () => {
  it('come in the periods of each price’s own interval, the full amount in a stub, those of the ledger’s currency alone', () => {
    // The first anchor day after the start is 1 February, for months and quarters alike (§4.2): each has a stub before it.
    expect(blocksOf(grant(empty('credits'), '2026-02-03')).sort()).toEqual([
      '100 2026-01-20 2026-02-01 0.1',
      '100 2026-02-01 2026-03-01 0.1',
      '30 2026-01-20 never free',
      '30 2026-02-01 never free',
      '5 2026-01-20 never free',
    ]);
    expect(blocksOf(grant(empty('tokens'), '2026-02-03'))).toEqual([
      '9 2026-01-20 2026-01-30 free',
      '9 2026-02-01 2026-02-11 free',
    ]);
  });

  it('come once, however often and late it is asked for; a period begins on its day and not before', () => {
    const late = grant(empty('credits'), '2026-02-03');
    const first = grant(empty('credits'), '2026-01-31');
    expect(first.blocks).toHaveLength(3);
    expect(tableOf(grant(first, '2026-02-03'))).toEqual(tableOf(late));
    expect(tableOf(grant(late, '2026-02-03'))).toEqual(tableOf(late));
    expect(grant(empty('credits'), '2026-01-19').blocks).toEqual([]);
  });

  it('are those that were not granted elsewhere before', () => {
    expect(blocksOf(grant(empty('credits'), '2026-02-03', { granted_until: '2026-01-20' }))).toEqual([
      '100 2026-02-01 2026-03-01 0.1',
      '30 2026-02-01 never free',
    ]);
  });

  it('follow the quantity of their price: 100 a month, 250 from February on', () => {
    const [first] = begun.subscription.price_intervals;
    const changed = updateFixedFeeQuantity({
      ...begun,
      customer,
      request: { price_id: first!.price.id, quantity: 250, effective_date: '2026-02-01' },
      at: '2026-01-25',
    });
    const { subscription, schedule } = changed;
    const { ledger } = grantAllocations({ ledger: empty('credits'), subscription, schedule, at: '2026-03-01' });
    expect(blocksOf(ledger).filter((block) => block.endsWith('0.1'))).toEqual([
      '100 2026-01-20 2026-02-01 0.1',
      '250 2026-02-01 2026-03-01 0.1',
      '250 2026-03-01 2026-04-01 0.1',
    ]);
  });

  it('become more with the quantity within a period, and no fewer; what a step knows of no invoice it bills by what was asked for', () => {
    const [first] = begun.subscription.price_intervals;
    const change = (before: typeof begun, quantity: number, at: string) =>
      updateFixedFeeQuantity({
        subscription: before.subscription,
        schedule: before.schedule,
        customer,
        request: { price_id: first!.price.id, quantity },
        at,
      });
    const more = change(begun, 250, '2026-01-25');
    // Credits come whole: (250 − 100) × 0.10, and not 7 of 12 or 31 days of it.
    const drafted = more.effects.flatMap((effect) => (effect.kind === 'invoice_created' ? [effect.invoice.total] : []));
    expect(drafted).toEqual(['15.00']);
    const { subscription, schedule } = change(change(more, 40, '2026-01-27'), 250, '2026-01-29');
    const granted = (at: string, ledger: CreditLedger) =>
      grantAllocations(stored({ ledger, subscription, schedule, at }) as GrantAllocationsInput).ledger;
    const rows = (ledger: CreditLedger) => blocksOf(ledger).filter((block) => block.endsWith('0.1'));
    const late = granted('2026-02-01', empty('credits'));
    expect(rows(late)).toEqual([
      '100 2026-01-20 2026-02-01 0.1',
      '150 2026-01-25 2026-02-01 0.1',
      '250 2026-02-01 2026-03-01 0.1',
    ]);
    // Step by step it comes to the same (L39).
    expect(rows(granted('2026-02-01', granted('2026-01-26', granted('2026-01-24', empty('credits')))))).toEqual(
      rows(late),
    );
  });

  it('are refused for another customer’s ledger, and beside a list of allocations', () => {
    const other = createLedger({ customer_id: 'other', currency: 'credits', timezone: customer.timezone });
    expect(faultsOf(() => grant(other, '2026-02-03'))).toEqual(['invalid_reference subscription.customer.id']);
    expect(faultsOf(() => grant(empty('credits'), '2026-02-03', { periods: [] }))).toEqual(['invalid_type periods']);
    const listed = {
      ledger: empty('credits'),
      allocations: [],
      periods: [],
      granted_until: '2026-01-01',
      at: '2026-02-03',
    };
    expect(faultsOf(() => grantAllocations(listed as never))).toEqual(['invalid_type granted_until']);
  });
});

describe('§8.6 what a price grants to licences', () => {
  const seat = { id: 'seat', name: 'Seat', grouping_key: 'user' };
  const seats = (license_allocations: unknown, more: object = {}) => ({
    license_allocation_price: {
      id: 'seats',
      name: 'Seats',
      item_id: 'seats',
      model_type: 'unit',
      unit_config: { unit_amount: '9.00' },
      cadence: 'monthly',
      fixed_price_quantity: 2,
      license_type: seat,
      license_allocations,
      ...more,
    },
  });
  const subscribe = (entry: object) =>
    createSubscription({
      customer,
      plans: [
        { id: 'team', name: 'Team', currency: 'USD', prices: [entry] },
      ] as readonly unknown[] as readonly PlanInput[],
      request: {
        customer_id: 'acme',
        plan_id: 'team',
        start_date: '2026-01-20',
        align_billing_with_subscription_start_date: false,
      },
      at: '2026-01-20',
    });
  const team = subscribe(
    seats([
      { currency: 'credits', amount: '20.5', write_off_overage: true },
      { currency: 'USD', amount: 3 },
    ]),
  );
  const license = (external_license_id: string, start_date: string, end_date: string | null = null) => ({
    id: external_license_id,
    external_license_id,
    license_type_id: 'seat',
    subscription_id: team.subscription.id,
    status: 'active' as const,
    start_date,
    end_date,
  });
  const licenses = [
    license('ann', '2026-01-01'),
    license('bob', '2026-01-25', '2026-02-10'),
    license('cat', '2026-03-01'),
  ];
  const grantedIn = (currency: string, at: string) => {
    const { subscription, schedule } = team;
    return grantAllocations(stored({ ledger: empty(currency), subscription, schedule, licenses, at })).ledger;
  };

  it('is told by its document, whose fee is billed as ever', () => {
    const [interval] = team.subscription.price_intervals;
    expect(interval!.price).toMatchObject({
      credit_allocation: null,
      license_type: seat,
      license_allocations: [
        { currency: 'credits', amount: '20.5', write_off_overage: true },
        { currency: 'USD', amount: '3', write_off_overage: false },
      ],
    });
    // A plan that was fetched says the same once more.
    const [first] = subscribe({ ...interval!.price, id: 'seats' }).subscription.price_intervals;
    expect(first!.price).toEqual(interval!.price);
  });

  it('is a block for each licence and period of the price, which ends with the period or the licence', () => {
    const rowsOf = ({ blocks }: CreditLedger) =>
      blocks.map(({ license_id, amount, effective_date, expiry_date, write_off_overage = false }) =>
        [license_id, amount, effective_date.slice(0, 10), expiry_date?.slice(0, 10), write_off_overage].join(' '),
      );
    expect(rowsOf(grantedIn('credits', '2026-02-03')).sort()).toEqual([
      'ann 20.5 2026-01-20 2026-02-01 true',
      'ann 20.5 2026-02-01 2026-03-01 true',
      'bob 20.5 2026-01-25 2026-02-01 true',
      'bob 20.5 2026-02-01 2026-02-10 true',
    ]);
    expect(rowsOf(grantedIn('USD', '2026-01-21'))).toEqual(['ann 3 2026-01-20 2026-02-01 false']);
    const once = grantedIn('credits', '2026-02-03');
    const { subscription, schedule } = team;
    expect(
      grantAllocations(stored({ ledger: once, subscription, schedule, licenses, at: '2026-02-03' })).ledger,
    ).toEqual(once);
  });

  it('is told by the blocks that came of it, as what any allocation grants', () => {
    const { subscription, schedule } = team;
    const { effects } = grantAllocations(
      stored({ ledger: empty('credits'), subscription, schedule, licenses, at: '2026-01-21' }),
    );
    const told = (all: typeof effects) =>
      all.flatMap((effect) => (effect.kind === 'credit_block' ? [effect.block?.credit_allocation] : []));
    const common = { currency: 'credits', custom_expiration: null, filters: [] };
    expect(told(effects)).toEqual([{ ...common, allows_rollover: false, license_type_id: 'seat', item_id: 'seats' }]);
    const allocations = [
      {
        id: 'gift',
        currency: 'credits',
        amount: 1,
        cadence: 'monthly',
        custom_expiration: { duration: 10, duration_unit: 'day' },
      },
    ];
    const periods = [{ start_date: '2026-01-01', end_date: '2026-02-01' }];
    const listed = { ledger: empty('credits'), allocations, periods, at: '2026-01-01' } as GrantAllocationsInput;
    const lifetime = { duration: 10, duration_unit: 'day' };
    expect(told(grantAllocations(listed).effects)).toEqual([
      { ...common, custom_expiration: lifetime, allows_rollover: false, license_type_id: null, item_id: 'gift' },
    ]);
    const bought = applyLedgerEntry({
      ledger: empty('credits'),
      entry: { entry_type: 'increment', amount: 1 },
      at: '2026-01-01',
    });
    expect(told(bought.effects)).toEqual([null]);
  });

  it('expires as the subscription is cancelled', () => {
    const { subscription, schedule } = team;
    const ledger = grantedIn('credits', '2026-02-03');
    const { ledgers } = cancelSubscription(
      stored({
        customer,
        subscription,
        schedule,
        ledgers: [ledger],
        request: { cancel_option: 'requested_date', cancellation_date: '2026-02-04' },
        at: '2026-02-04',
      }) as unknown as Parameters<typeof cancelSubscription>[0],
    );
    expect([ledger.balance, ledgers[0]?.balance]).toEqual(['41', '0']);
  });

  it('needs a licence type, an amount above zero and a currency once', () => {
    const faultsIn = (entry: object) => faultsOf(() => subscribe(entry));
    const one = [{ currency: 'credits', amount: 5 }];
    const at = 'plans[0].prices[0].license_allocation_price';
    expect(faultsIn(seats(one, { license_type: undefined }))).toEqual([`missing_field ${at}.license_type_id`]);
    expect(faultsIn(seats(undefined))).toEqual([`missing_field ${at}.license_allocations`]);
    expect(faultsIn(seats([...one, ...one]))).toEqual([`invalid_price_config ${at}.license_allocations`]);
    expect(faultsIn(seats([{ currency: 'credits', amount: 0 }]))).toEqual([
      `invalid_amount ${at}.license_allocations[0].amount`,
    ]);
    expect(faultsIn(seats([{ currency: 'credits', amount: 'x', write_off_overage: 'yes', cap: 1 }]))).toEqual([
      `invalid_type ${at}.license_allocations[0].cap`,
      `invalid_decimal ${at}.license_allocations[0].amount`,
      `invalid_type ${at}.license_allocations[0].write_off_overage`,
    ]);
    expect(faultsIn(seats('all'))).toEqual([`invalid_type ${at}.license_allocations`]);
    const license_type_configuration = { license_grouping_key: 'user' };
    expect(faultsIn(seats(one, { license_type_configuration }))).toEqual([
      `invalid_type ${at}.license_type_configuration`,
    ]);
    const allocations = [{ id: 'a', currency: 'credits', amount: 1, cadence: 'monthly', write_off_overage: true }];
    const listed = { ledger: empty('credits'), allocations, periods: [], at: '2026-01-20' };
    expect(faultsOf(() => grantAllocations(listed as GrantAllocationsInput))).toEqual([
      'missing_field allocations[0].license_type_id',
    ]);
  });
});
