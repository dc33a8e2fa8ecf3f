import { describe, expect, it } from 'vitest';
import {
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
