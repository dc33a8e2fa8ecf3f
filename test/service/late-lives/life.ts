import fc from 'fast-check';

/** What is asked for so many hours after what was asked for before. */
export type LateAct = {
  readonly hours: number;
  readonly kind: 'use' | 'raise' | 'lower' | 'grant' | 'buy' | 'top up' | 'alert' | 'seats';
  readonly amount: number;
  /** Which of the two subscriptions. */
  readonly which: 0 | 1;
};

/** A customer of two subscriptions, and what is asked for meanwhile. */
export type LateLife = {
  readonly timezone: string;
  readonly net_terms: number | null;
  readonly small_invoices: string | null;
  /** At which a subscription is invoiced within its period; null: never. */
  readonly threshold: string | null;
  readonly acts: readonly LateAct[];
  /** When runs are made that are not on time: after so many of the acts, anew where it is said twice. */
  readonly runs_after: readonly number[];
  readonly fault_seed: number;
};

const kinds = ['use', 'use', 'use', 'raise', 'lower', 'grant', 'buy', 'top up', 'alert', 'seats'] as const;

const acts: fc.Arbitrary<LateAct> = fc.record({
  hours: fc.integer({ min: 1, max: 260 }),
  kind: fc.constantFrom(...kinds),
  amount: fc.integer({ min: 1, max: 30 }),
  which: fc.constantFrom(0, 1),
});

/** A top-up that another replaces before any run came by buys nothing. */
function withOneTopUp(given: readonly LateAct[]): readonly LateAct[] {
  const only = given.findIndex(({ kind }) => kind === 'top up');
  return given.filter(({ kind }, place) => kind !== 'top up' || place === only);
}

const anyLives: fc.Arbitrary<LateLife> = fc.record({
  timezone: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu'),
  net_terms: fc.constantFrom(null, 0, 15),
  small_invoices: fc.constantFrom(null, '12.00'),
  threshold: fc.constantFrom(null, '9.00'),
  acts: fc.array(acts, { minLength: 3, maxLength: 12 }).map(withOneTopUp),
  runs_after: fc.array(fc.nat({ max: 12 }), { maxLength: 4 }),
  fault_seed: fc.integer({ min: 1, max: 2 ** 31 }),
});

/**
 * A step bills what was due before it, so that a period which is over by then is billed at once, whatever it would have been
 * told or billed of on the way: where quantities change nothing is watched.
 */
export const lateLives: fc.Arbitrary<LateLife> = anyLives.map((life) => {
  if (life.acts.every(({ kind }) => kind !== 'seats')) return life;
  const acts_unwatched = life.acts.filter(({ kind, which }) => kind !== 'alert' || which === 0);
  return { ...life, threshold: null, acts: acts_unwatched };
});
