/** What a hash has come to. */
export type HashState = { readonly high: number; readonly low: number };

/** Takes in words of 32 bits and makes a hash of 53 bits of them, in place: a hash per event may allocate nothing. */
export type WordHash = {
  readonly begin: () => void;
  /** What was taken in since the beginning, to be gone on from as often as wanted. */
  readonly state: () => HashState;
  readonly resume: (state: HashState) => void;
  /** Takes in a word; of a number that is none, its low 32 bits. */
  readonly take: (word: number) => void;
  readonly takeText: (text: string) => void;
  /** Ends a part whose place among the others does not matter. */
  readonly addToSums: () => void;
  /** Takes in the parts since the last time. */
  readonly takeSums: () => void;
  readonly finish: () => number;
};

/** Two lanes of 32 bits, each with factors of its own, so that what cancels in one does not in the other. */
export function createWordHash(): WordHash {
  let high = 0;
  let low = 0;
  let highs = 0;
  let lows = 0;
  // Each lane ends up in every bit of both.
  const mix = (): void => {
    high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
    low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  };
  const take = (word: number): void => {
    high = Math.imul(turned(high ^ Math.imul(word, 3432918353), 13), 2654435761);
    low = Math.imul(turned(low ^ Math.imul(word, 461845907), 17), 1597334677);
  };
  return {
    begin: () => {
      high = 0x9e3779b9;
      low = 0x41c6ce57;
    },
    state: () => ({ high, low }),
    resume: (state) => {
      high = state.high;
      low = state.low;
    },
    take,
    takeText: (text) => {
      let left = high;
      let right = low;
      // Two units of 16 bits make a word. Behind an odd last one there is nothing, of which the length is to tell.
      for (let index = 0; index < text.length; index += 2) {
        const word = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
        left = Math.imul(turned(left, 5) ^ word, 2654435761);
        right = Math.imul(turned(right, 7) ^ word, 1597334677);
      }
      high = left;
      low = right;
    },
    // Mixed before they are added, because sums of what is not mixed meet: 1 + 4 is 2 + 3.
    addToSums: () => {
      mix();
      highs = (highs + high) | 0;
      lows = (lows + low) | 0;
    },
    takeSums: () => {
      take(highs);
      take(lows);
      highs = 0;
      lows = 0;
    },
    finish: () => {
      mix();
      // Of the second lane 21 bits are kept: 53 in all, which a number holds exactly.
      return 4294967296 * (2097151 & low) + (high >>> 0);
    },
  };
}

function turned(word: number, places: number): number {
  return (word << places) | (word >>> (32 - places));
}
