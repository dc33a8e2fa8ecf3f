import fc from 'fast-check';
import { printScaled } from '../../support/rational.js';

/** How many decimal places the currencies have in which lives are billed. */
export const minorUnits = { USD: 2, JPY: 0, KWD: 3 } as const;

/** A price of the plan: usage where it says no quantity. */
export type LifePrice = {
  readonly name: string;
  readonly unit_amount: string;
  readonly cadence: 'monthly' | 'quarterly' | 'annual';
  readonly quantity?: number;
  readonly billing_mode?: 'in_advance' | 'in_arrear';
  readonly phase?: 1 | 2;
  /** So much a unit unless it is said; otherwise two units are another price each, or bought together. */
  readonly model_type?: 'unit' | 'package' | 'tiered' | 'bulk';
};

/** What is subscribed to, by whom, and from when on. */
export type LifeTerms = {
  readonly timezone: string;
  /** Dollars unless it is said. */
  readonly currency?: keyof typeof minorUnits;
  /** How halves are rounded: away from zero unless it is said. */
  readonly rounding?: 'half_up' | 'half_even';
  readonly start: string;
  readonly prices: readonly LifePrice[];
  /** How long the first of two phases is; there is one phase unless it is said. */
  readonly first_phase?: { readonly duration: number; readonly duration_unit: 'daily' | 'monthly' };
  readonly trial_days?: number;
  readonly aligned?: boolean;
  readonly percentage_discount?: number;
  readonly coupon_months?: number;
  /** Whether a price is added to the plan when it is subscribed to. */
  readonly added?: boolean;
  readonly pays: 'always' | 'never' | 'at times';
};

/** Something asked for, so many days and hours after what was asked for before; dates are days from then. */
export type LifeAct = {
  readonly days: number;
  readonly hours: number;
  /** Calls made on each day until then, in turns. */
  readonly calls: readonly number[];
  readonly kind: LifeActKind;
  readonly day: number;
  readonly quantity: number;
  /** Which of the price or adjustment intervals there are, counted round; the first unless it is said. */
  readonly which?: number;
};

/** What can be asked for; `plan` at once, `plan on` a date and
 * `plan with` a price of its own beside it; `add` adds a price, `begin` and `end` move the bounds of a price, `end discount` that of an adjustment. */
export type LifeActKind =
  | 'trial'
  | 'trial now'
  | 'shift'
  | 'quantity'
  | 'discount'
  | 'end discount'
  | 'coupon'
  | 'plan'
  | 'plan on'
  | 'plan with'
  | 'unplan'
  | 'phase'
  | 'cancel'
  | 'uncancel'
  | 'add'
  | 'begin'
  | 'end';

/** A subscription from its beginning to its end, about which the customer changes their mind. */
export type Life = { readonly terms: LifeTerms; readonly acts: readonly LifeAct[] };

/** A few minor units, which pass for roundings most easily, some thousands, or more than a safe number of a long time's days. */
const amounts = fc
  .oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 1, max: 10 ** 12 }))
  .map(String);

const fee = (name: string): fc.Arbitrary<LifePrice> =>
  fc.record({
    name: fc.constant(name),
    unit_amount: amounts,
    cadence: fc.constantFrom('monthly', 'monthly', 'quarterly', 'annual'),
    quantity: fc.integer({ min: 1, max: 5 }),
    billing_mode: fc.constantFrom('in_advance', 'in_advance', 'in_arrear'),
    model_type: fc.constantFrom('unit', 'unit', 'unit', 'package', 'tiered', 'bulk'),
  });

const usage: fc.Arbitrary<LifePrice> = fc.record({
  name: fc.constant('Calls'),
  unit_amount: amounts,
  cadence: fc.constantFrom('monthly', 'quarterly'),
});

const whole = fc.tuple(fee('Fee'), fc.option(fee('Other'), { nil: undefined }), fc.option(usage, { nil: undefined }));

const terms: fc.Arbitrary<LifeTerms> = fc
  .record({
    currency: fc.constantFrom('USD', 'USD', 'JPY', 'KWD'),
    rounding: fc.constantFrom('half_up', 'half_up', 'half_even'),
    timezone: fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Cairo'),
    start: fc.constantFrom(
      '2026-01-01T00:00:00Z',
      '2026-01-31T12:00:00Z',
      '2026-03-07T03:00:00Z',
      '2024-01-31T00:00:00Z',
    ),
    prices: whole.map((prices) => prices.flatMap((price) => price ?? [])),
    later: fc.option(fee('Later'), { nil: undefined, freq: 3 }),
    first_phase: fc.record({
      duration: fc.integer({ min: 1, max: 3 }),
      duration_unit: fc.constantFrom('monthly', 'monthly', 'daily'),
    }),
    trial_days: fc.constantFrom(0, 0, 7, 40),
    aligned: fc.boolean(),
    percentage_discount: fc.constantFrom(0, 0, 0.1, 0.333),
    coupon_months: fc.constantFrom(0, 0, 1, 3),
    added: fc.boolean(),
    pays: fc.constantFrom('always', 'never', 'at times'),
  })
  .map(({ prices, later, first_phase: { duration, duration_unit }, ...rest }) => {
    const priced = (price: LifePrice): LifePrice => ({ ...price, unit_amount: inUnits(price, rest.currency) });
    if (later === undefined) return { ...rest, prices: prices.map(priced) };
    const phased = prices.map((price, position): LifePrice => (position === 0 ? { ...price, phase: 1 } : price));
    const days = duration_unit === 'daily' ? duration * 15 : duration;
    const all = [...phased, { ...later, phase: 2 } as const].map(priced);
    return { ...rest, prices: all, first_phase: { duration: days, duration_unit } };
  });

/** What is drawn are minor units. */
function inUnits({ unit_amount }: LifePrice, currency: keyof typeof minorUnits): string {
  return printScaled(BigInt(unit_amount), minorUnits[currency]);
}

const kinds: readonly LifeActKind[] = [
  ...(['trial', 'trial', 'trial now', 'shift', 'shift', 'quantity', 'discount', 'plan', 'cancel', 'uncancel'] as const),
  ...(['begin', 'end', 'end discount', 'plan on', 'plan with', 'unplan', 'phase', 'coupon', 'add'] as const),
];

/** What is asked for, all there is unless it is said, and how often. */
export type LifeWish = { readonly kinds?: readonly LifeActKind[]; readonly acts?: readonly [number, number] };

/** Trials that are moved, alone. */
export const movedTrials: LifeWish = { kinds: ['trial', 'trial', 'trial now', 'shift'] };

/** Bounds of prices that are moved back and forth for months. */
export const movedBounds: LifeWish = { kinds: ['begin', 'begin', 'end', 'end'], acts: [8, 14] };

/** Lives in which things are asked for. */
export function livesOf({
  kinds: asked = kinds,
  acts: [minLength, maxLength] = [3, 8],
}: LifeWish = {}): fc.Arbitrary<Life> {
  const act: fc.Arbitrary<LifeAct> = fc.record({
    days: fc.integer({ min: 1, max: 25 }),
    hours: fc.integer({ min: 0, max: 23 }),
    calls: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 7 }),
    kind: fc.constantFrom(...asked),
    day: fc.constantFrom(0, 3, 20, -2, -15, -40),
    quantity: fc.integer({ min: 0, max: 6 }),
    which: fc.nat({ max: 5 }),
  });
  return fc.record({ terms, acts: fc.array(act, { minLength, maxLength }) });
}
