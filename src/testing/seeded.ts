/** Numbers that look random and are the same for the same seed. */
export type Seeded = {
  /** A number in `[0, 1)`. */
  next(): number;
  /** A whole number in `[0, count)`. */
  below(count: number): number;
};

/** A generator of 32 bits of state (mulberry32): enough to choose faults by, and nothing else. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (count) => Math.floor(next() * count) };
}
