import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSubscription, type CreateSubscriptionInput } from '../../../src/index.js';
import { faultsOf } from '../../support/refusal.js';
import { frozen } from '../../support/frozen.js';
import { customer, phased, team } from './plans.js';

type Case = {
  readonly name: string;
  readonly why: string;
  readonly request: CreateSubscriptionInput['request'];
  readonly at?: string;
  /** Price id → its intervals as `start..end`, local dates in New York. */
  readonly prices: Readonly<Record<string, readonly string[]>>;
  readonly adjustments?: Readonly<Record<string, readonly string[]>>;
  readonly shows?: Readonly<Record<string, unknown>>;
};
type Refusal = { readonly name: string; readonly request: object; readonly faults: readonly string[] };

const cases = JSON.parse(readFileSync(new URL('../../cases/subscriptions/create.json', import.meta.url), 'utf8')) as {
  readonly creations: readonly Case[];
  readonly refusals: readonly Refusal[];
};

const creating = (request: object, at = '2026-01-10'): CreateSubscriptionInput =>
  frozen({ customer, plans: [team, phased], request: request, at });

/** The local date of a midnight in New York, five hours behind in winter and four in summer. */
const local = (date: string | null): string =>
  date === null ? 'open' : new Date(date).toLocaleDateString('sv-SE', { timeZone: 'America/New_York' });

const spans = (list: readonly { name: string; start_date: string; end_date: string | null }[]) => {
  const byName: Record<string, string[]> = {};
  for (const { name, start_date, end_date } of list)
    (byName[name] ??= []).push(`${local(start_date)}..${local(end_date)}`);
  return byName;
};

describe('createSubscription', () => {
  it.each(cases.creations)('$name: $why', ({ request, at, prices, adjustments, shows }) => {
    const { subscription } = createSubscription(creating(request, at));
    expect(spans(subscription.price_intervals.map(({ price, ...one }) => ({ ...one, name: price.id })))).toEqual(
      prices,
    );
    if (adjustments !== undefined) {
      const named = subscription.adjustment_intervals.map(({ adjustment, ...one }) => ({
        ...one,
        name: adjustment.id,
      }));
      expect(spans(named)).toEqual(adjustments);
    }
    expect(subscription).toMatchObject(shows ?? {});
  });

  it.each(cases.refusals)('refuses $name', ({ request, faults }) => {
    expect(faultsOf(() => createSubscription(creating(request)))).toEqual(faults);
  });

  it('gives a customer without a currency that of the plan, and says so as an effect', () => {
    const { subscription, effects } = createSubscription({
      ...creating({ customer_id: 'acme', plan_id: 'team' }),
      customer: { id: 'acme' },
    });
    expect(subscription.customer.currency).toBe('USD');
    expect(effects[0]).toEqual({ kind: 'customer', customer: subscription.customer });
  });

  it('lets an adjustment follow a replaced price, whether it names it by id or by a filter', () => {
    const filters = [{ field: 'price_id', operator: 'includes', values: ['base', 'calls'] }] as const;
    const cap = { id: 'cap', adjustment_type: 'maximum', maximum_amount: '500.00', filters } as const;
    const plan = { ...team, adjustments: [...(team.adjustments ?? []), cap] };
    const price = { name: 'Base', model_type: 'unit', unit_config: { unit_amount: '50.00' }, id: 'own' } as const;
    const request = { customer_id: 'acme', plan_id: 'team', replace_prices: [{ replaces_price_id: 'base', price }] };
    const { subscription } = createSubscription(frozen({ ...creating(request), plans: [plan] }));
    const named = new Map(subscription.adjustment_intervals.map(({ adjustment }) => [adjustment.id, adjustment]));
    expect(named.get('ten')?.applies_to_price_ids).toEqual(['own']);
    expect(named.get('cap')?.filters).toEqual([{ ...filters[0], values: ['own', 'calls'] }]);
  });

  it('writes what narrows named prices so that it still narrows them', () => {
    const adjustment = {
      adjustment_type: 'amount_discount',
      amount_discount: '5.00',
      applies_to_price_ids: ['base', 'seats'],
      price_type: 'fixed_in_arrears',
    } as const;
    const request = { customer_id: 'acme', plan_id: 'team', add_adjustments: [{ adjustment }] };
    const { subscription } = createSubscription(creating(request));
    const own = subscription.adjustment_intervals.find(
      ({ adjustment: { reason, id } }) => reason === null && id.includes('add-1'),
    );
    // Ids and filters select each on their own (§6), so that ids beside a filter would not be narrowed by it.
    expect(own?.adjustment).toMatchObject({
      amount_discount: '5.00',
      applies_to_price_ids: [],
      filters: [
        { field: 'price_id', operator: 'includes', values: ['base', 'seats'] },
        { field: 'price_type', operator: 'includes', values: ['fixed_in_arrears'] },
      ],
    });
  });

  it('gives the same bytes for the same input, and survives JSON (L1, L4)', () => {
    const input = creating({ customer_id: 'acme', plan_id: 'phased', trial_duration_days: 10 });
    const first = createSubscription(input);
    expect(JSON.stringify(createSubscription(input))).toBe(JSON.stringify(first));
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });
});
