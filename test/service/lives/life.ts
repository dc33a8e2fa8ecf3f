import fc from 'fast-check';

/** A price of the plan: usage where it says no quantity. */
export type LifePrice = {
  readonly name: string;
  readonly unit_amount: string;
  readonly cadence: 'monthly' | 'quarterly' | 'annual';
  readonly quantity?: number;
  readonly billing_mode?: 'in_advance' | 'in_arrear';
  readonly phase?: 1 | 2;
};

/** What is subscribed to, by whom, and from when on. */
export type LifeTerms = {
  readonly timezone: string;
  readonly start: string;
  readonly prices: readonly LifePrice[];
  /** How long the first of two phases is; there is one phase unless it is said. */
  readonly first_phase?: { readonly duration: number; readonly duration_unit: 'daily' | 'monthly' };
  readonly trial_days?: number;
  readonly aligned?: boolean;
  readonly percentage_discount?: number;
  readonly coupon_months?: number;
  readonly pays: 'always' | 'never' | 'at times';
};

/** Something asked for, so many days and hours after what was asked for before; dates are days from then. */
export type LifeAct = {
  readonly days: number;
  readonly hours: number;
  /** Calls made on each day until then, in turns. */
  readonly calls: readonly number[];
  readonly kind: 'trial' | 'trial now' | 'shift' | 'quantity' | 'discount' | 'plan' | 'cancel' | 'uncancel';
  readonly day: number;
  readonly quantity: number;
};

/** A subscription from its beginning to its end, about which the customer changes their mind. */
export type Life = { readonly terms: LifeTerms; readonly acts: readonly LifeAct[] };

const amounts = fc.integer({ min: 1, max: 9000 }).map((cents) => (cents / 100).toFixed(2));

const fee = (name: string): fc.Arbitrary<LifePrice> =>
  fc.record({
    name: fc.constant(name),
    unit_amount: amounts,
    cadence: fc.constantFrom('monthly', 'monthly', 'quarterly', 'annual'),
    quantity: fc.integer({ min: 1, max: 5 }),
    billing_mode: fc.constantFrom('in_advance', 'in_advance', 'in_arrear'),
  });

const usage: fc.Arbitrary<LifePrice> = fc.record({
  name: fc.constant('Calls'),
  unit_amount: amounts,
  cadence: fc.constantFrom('monthly', 'quarterly'),
});

const whole = fc.tuple(fee('Fee'), fc.option(fee('Other'), { nil: undefined }), fc.option(usage, { nil: undefined }));

const terms: fc.Arbitrary<LifeTerms> = fc
  .record({
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
    pays: fc.constantFrom('always', 'never', 'at times'),
  })
  .map(({ prices, later, first_phase: { duration, duration_unit }, ...rest }) => {
    if (later === undefined) return { ...rest, prices };
    const phased = prices.map((price, position): LifePrice => (position === 0 ? { ...price, phase: 1 } : price));
    const days = duration_unit === 'daily' ? duration * 15 : duration;
    return { ...rest, prices: [...phased, { ...later, phase: 2 }], first_phase: { duration: days, duration_unit } };
  });

const kinds = ['trial', 'trial', 'trial now', 'shift', 'shift', 'quantity', 'discount', 'plan', 'cancel', 'uncancel'];

/** Lives in which things of certain kinds are asked for; all there are unless it is said. */
export function livesOf(asked: readonly string[] = kinds): fc.Arbitrary<Life> {
  const act: fc.Arbitrary<LifeAct> = fc.record({
    days: fc.integer({ min: 1, max: 25 }),
    hours: fc.integer({ min: 0, max: 23 }),
    calls: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 7 }),
    kind: fc.constantFrom(...(asked as readonly LifeAct['kind'][])),
    day: fc.constantFrom(0, 3, 20, -2, -15, -40),
    quantity: fc.integer({ min: 0, max: 6 }),
  });
  return fc.record({ terms, acts: fc.array(act, { minLength: 3, maxLength: 8 }) });
}
