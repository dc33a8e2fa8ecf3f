/** Chance that comes out the same for the same seed. */
export type Dice = {
  /** A whole number from 0 up to and without `count`. */
  readonly below: (count: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** Whether something happens that happens `times` in a hundred. */
  readonly happens: (times: number) => boolean;
};

/** Mulberry32: 32 bits of state are enough to send requests by. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), bits | 61)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { below, pick: (list) => list[below(list.length)]!, happens: (times) => next() * 100 < times };
}
