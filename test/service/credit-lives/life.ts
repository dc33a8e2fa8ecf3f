import fc from 'fast-check';

/** What a plan charges credits for: a unit of usage, of one of two items, and what becomes of what no credits pay. */
export type LifePlan = {
  readonly unit_amount: string;
  readonly item: number;
  /** Money for a unit beyond all credits: one rate, or 0.30 for the first twenty and 0.20 for the rest; none: a deficit. */
  readonly conversion: '0.65' | '2' | 'tiered' | null;
};

/** Something that is done, so many hours after what was done before. */
export type LifeAct = {
  readonly hours: number;
  readonly kind: 'use' | 'grant';
  /** Runs of billing on the way, at these shares of the hours. */
  readonly runs: readonly number[];
  /** What is used of the first item, or granted. */
  readonly amount: number;
  /** What is used of the second item. */
  readonly other: number;
  /** From how many days on credits count, and for how many; null: for ever. */
  readonly from: number;
  readonly days: number | null;
  /** The item that credits are for; null: any. */
  readonly filter: number | null;
};

/** A customer's credits over some weeks around a change of clocks, used by several subscriptions. */
export type CreditLife = {
  readonly timezone: string;
  readonly start: string;
  readonly plans: readonly LifePlan[];
  readonly subscriptions: readonly { readonly plan: number; readonly threshold: string | null }[];
  readonly thresholds: readonly number[];
  readonly acts: readonly LifeAct[];
};

/** Zones and days shortly before their clocks change: by an hour, by half of one, at midnight, from odd offsets. */
const places = [
  { timezone: 'America/New_York', start: '2026-02-20' },
  { timezone: 'Europe/London', start: '2026-10-12' },
  { timezone: 'Australia/Lord_Howe', start: '2026-03-19' },
  { timezone: 'Pacific/Chatham', start: '2026-09-14' },
  { timezone: 'America/Havana', start: '2026-02-25' },
  { timezone: 'Africa/Cairo', start: '2026-04-11' },
  { timezone: 'Asia/Kathmandu', start: '2026-01-20' },
];

const plans = fc.record({
  unit_amount: fc.constantFrom('1', '0.5', '0.25'),
  item: fc.integer({ min: 0, max: 1 }),
  conversion: fc.constantFrom<LifePlan['conversion'][]>('0.65', '2', 'tiered', null),
});

const acts = fc.record({
  hours: fc.integer({ min: 3, max: 60 }),
  kind: fc.constantFrom<LifeAct['kind'][]>('use', 'use', 'use', 'grant'),
  runs: fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { maxLength: 2 }),
  amount: fc.integer({ min: 1, max: 40 }),
  other: fc.integer({ min: 0, max: 20 }),
  from: fc.integer({ min: -2, max: 3 }),
  days: fc.option(fc.integer({ min: 1, max: 30 })),
  filter: fc.option(fc.integer({ min: 0, max: 1 })),
});

/** Lives of some acts, at most so many. */
export function creditLives(longest: number): fc.Arbitrary<CreditLife> {
  const subscription = fc.record({
    plan: fc.integer({ min: 0, max: 1 }),
    threshold: fc.constantFrom(null, '3.00', '12.50'),
  });
  return fc
    .record({
      place: fc.constantFrom(...places),
      plans: fc.array(plans, { minLength: 2, maxLength: 2 }),
      subscriptions: fc.array(subscription, { minLength: 1, maxLength: 3 }),
      thresholds: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 2 }),
      acts: fc.array(acts, { minLength: 6, maxLength: longest }),
    })
    .map(({ place, ...life }) => ({ ...place, ...life }));
}
