import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isBillingError } from '../../../src/errors/index.js';
import { isDescribed } from '../../support/api-description.js';
import { apply, begin, type Operation } from './operations.js';

type Schema = {
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
};

const place = new URL('../../../../shared/reference/orb-openapi.json', import.meta.url);
const schemas: Readonly<Record<string, Schema>> = existsSync(place)
  ? (JSON.parse(readFileSync(place, 'utf8')) as { components: { schemas: Record<string, Schema> } }).components.schemas
  : {};

/** What a schema may be, with its references followed. */
function alternatives({ $ref, oneOf, ...schema }: Schema): readonly Schema[] {
  if ($ref !== undefined) return alternatives(schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  return oneOf === undefined ? [schema] : oneOf.flatMap(alternatives);
}

/** Every property of every alternative, each name once. */
function propertiesOf(schema: Schema): ReadonlyMap<string, Schema> {
  return new Map(alternatives(schema).flatMap(({ properties }) => Object.entries(properties ?? {})));
}

/** What a list holds; a schema that is no list is what it is. */
function entryOf(schema: Schema): Schema {
  const items = alternatives(schema).flatMap(({ items: entry }) => entry ?? []);
  return items.length === 0 ? schema : { oneOf: items };
}

type Json = Readonly<Record<string, unknown>>;

const price: Json = {
  name: 'Extra',
  model_type: 'unit',
  unit_config: { unit_amount: '1.00' },
  cadence: 'monthly',
  item_id: 'item',
  currency: 'USD',
  fixed_price_quantity: 2,
  billing_cycle_configuration: { duration: 1, duration_unit: 'month' },
  conversion_rate_config: { conversion_rate_type: 'unit', unit_config: { unit_amount: '1.00' } },
};
const allocation_price: Json = {
  currency: 'credits',
  amount: '10',
  cadence: 'monthly',
  per_unit_cost_basis: '1.00',
  custom_expiration: { duration: 1, duration_unit: 'month' },
};
const adjustment: Json = { adjustment_type: 'maximum', maximum_amount: '9.00', applies_to_price_ids: ['base'] };
const discounts = [{ discount_type: 'amount', amount_discount: '1.00' }];

const departures: Json = {
  plan_id: 'team',
  add_prices: [{ price, discounts }, { allocation_price }],
  remove_prices: [{ price_id: 'support' }],
  replace_prices: [{ replaces_price_id: 'seats', price, discounts }],
  add_adjustments: [{ adjustment }],
  remove_adjustments: [{ adjustment_id: 'floor' }],
  replace_adjustments: [{ replaces_adjustment_id: 'ten', adjustment }],
  billing_cycle_anchor_configuration: { day: 10, month: 1, year: 2026 },
};

const january = '2026-01-10';
const team = { plan_id: 'team', trial_duration_days: 3 };
const interval = `price_interval:subscription%3Aacme%3Ateam%3A20260110T050000Z:base:20260113T050000Z`;
const applied = `adjustment_interval:subscription%3Aacme%3Ateam%3A20260110T050000Z:ten:20260110T050000Z`;

type Subject = {
  readonly schema: string;
  readonly operation: Operation | 'createSubscription';
  /** What is accepted as it stands, with something in every place that has properties of its own. */
  readonly request: Json;
  readonly start?: Json;
};

const subjects: readonly Subject[] = [
  { schema: 'NewSubscription', operation: 'createSubscription', request: departures },
  {
    schema: 'SubscriptionPlanChange',
    operation: 'schedulePlanChange',
    request: { ...departures, change_option: 'immediate' },
  },
  { schema: 'CancelSubscriptionParams', operation: 'cancelSubscription', request: { cancel_option: 'immediate' } },
  {
    schema: 'AddEditPriceIntervalParams',
    operation: 'editPriceIntervals',
    request: {
      add: [
        {
          price,
          discounts,
          start_date: '2026-02-01',
          fixed_fee_quantity_transitions: [{ effective_date: '2026-03-01', quantity: 3 }],
        },
        { allocation_price, start_date: '2026-02-01' },
      ],
      edit: [
        {
          price_interval_id: interval,
          fixed_fee_quantity_transitions: [{ effective_date: '2026-03-01', quantity: 3 }],
        },
      ],
      add_adjustments: [{ adjustment, start_date: '2026-02-01' }],
      edit_adjustments: [{ adjustment_interval_id: applied, end_date: '2026-05-01' }],
    },
  },
  {
    schema: 'RedeemCouponParams',
    operation: 'redeemSubscriptionCoupon',
    request: { coupon_id: 'spring', change_option: 'immediate' },
  },
  {
    schema: 'TriggerSubscriptionPhaseParams',
    operation: 'triggerPhase',
    request: {},
    start: { plan_id: 'phased' },
  },
  {
    schema: 'FixedFeeQuantityChange',
    operation: 'updateFixedFeeQuantity',
    request: { price_id: 'seats', quantity: 3 },
  },
  {
    schema: 'UnscheduleFixedFeeQuantityChangeParams',
    operation: 'unscheduleFixedFeeQuantityUpdates',
    request: { price_id: 'seats' },
  },
  { schema: 'UpdateTrialRequestParams', operation: 'updateTrial', request: { trial_end_date: '2026-01-20' } },
];

/** What comes of a request: a state, or the refusal. */
function outcomeOf({ operation, start }: Subject, request: unknown): string {
  try {
    const asked = request as object;
    if (operation === 'createSubscription') return JSON.stringify(begin(asked, january));
    return JSON.stringify(apply(begin(start ?? team, january), { operation, at: '2026-01-12', request: asked }));
  } catch (error) {
    if (isBillingError(error)) return `refused: ${error.issues.map(({ path }) => path).join(', ')}`;
    throw error;
  }
}

// No parameter is an object with this key, so that one that is read is refused, or changes something.
const nonsense = { nothing_reads_this: true };

type Probe = { readonly path: string; readonly request: unknown };

/** The request with nonsense in each place that its schema has, one place at a time. */
function probesOf(schema: Schema, value: Json, path = ''): readonly Probe[] {
  return [...propertiesOf(schema)].flatMap(([key, property]) => {
    const at = path === '' ? key : `${path}.${key}`;
    const own: Probe = { path: at, request: { ...value, [key]: nonsense } };
    const inside = insideOf(property, value[key], at).map((probe) => ({
      ...probe,
      request: { ...value, [key]: probe.request },
    }));
    return [own, ...inside];
  });
}

function insideOf(schema: Schema, value: unknown, path: string): readonly Probe[] {
  if (Array.isArray(value)) {
    const list = value as readonly Json[];
    return list.flatMap((entry, position) =>
      probesOf(entryOf(schema), entry, `${path}[${position}]`).map((probe) => ({
        ...probe,
        request: list.map((other, index) => (index === position ? probe.request : other)),
      })),
    );
  }
  return typeof value === 'object' && value !== null ? probesOf(schema, value as Json, path) : [];
}

/** What an operation passes over in silence, and why it may. */
function isExcused(path: string): boolean {
  // The configuration of another model than the price's says nothing of the price,
  const isOtherModel = /\.price\.\w+_config$/.test(path) && !/\.(unit|conversion_rate)_config$/.test(path);
  // and the value of another type than the adjustment's, or the discount's, nothing of what it takes off.
  const isOtherValue =
    /\.adjustment\.(\w+_discount|minimum_amount|tiers)$/.test(path) ||
    /\.discounts\[0\]\.(percentage|usage)_discount$/.test(path);
  return isOtherModel || isOtherValue;
}

// Without the description there are no parameters to walk.
describe.skipIf(!isDescribed)('every parameter that the API describes', () => {
  it.each(subjects)('is read or refused: $schema', (subject) => {
    const schema = schemas[subject.schema] ?? {};
    const plain = outcomeOf(subject, subject.request);
    const probes = probesOf(schema, subject.request);
    const ignored = probes.filter(({ path, request }) => !isExcused(path) && outcomeOf(subject, request) === plain);
    expect(ignored.map(({ path }) => path)).toEqual([]);
    // Each property of the request itself was probed, so that an empty walk cannot pass.
    expect(probes.length).toBeGreaterThanOrEqual(propertiesOf(schema).size);
    expect(propertiesOf(schema).size).toBeGreaterThan(0);
  });

  it.each(subjects.filter(({ operation }) => operation !== 'unscheduleFixedFeeQuantityUpdates'))(
    'is probed from a request that is accepted: $schema',
    (subject) => {
      expect(outcomeOf(subject, subject.request)).not.toContain('refused');
    },
  );
});
