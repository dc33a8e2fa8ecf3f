/**
 * A hash of 53 bits that is being made of words of 32 bits: two lanes, each with factors of its own, so that what cancels in
 * one does not in the other, and for each a sum of parts. An array, because it holds words as such, and one per stream,
 * because a hash per event may allocate nothing.
 */
export type Lanes = Int32Array<ArrayBuffer>;

export function openLanes(): Lanes {
  return new Int32Array(4);
}

const high = 0;
const low = 1;
const highs = 2;
const lows = 3;

/** What the lanes have come to, to be gone on from as often as wanted. */
export type HashState = { readonly high: number; readonly low: number };

export function begin(lanes: Lanes): void {
  resume(lanes, { high: 0x9e3779b9, low: 0x41c6ce57 });
}

export function resume(lanes: Lanes, state: HashState): void {
  lanes[high] = state.high;
  lanes[low] = state.low;
}

export function stateOf(lanes: Lanes): HashState {
  return { high: lanes[high] ?? 0, low: lanes[low] ?? 0 };
}

/** Takes in a word; of a number that is none, its low 32 bits. */
export function take(lanes: Lanes, word: number): void {
  lanes[high] = Math.imul(turned((lanes[high] ?? 0) ^ Math.imul(word, 3432918353), 13), 2654435761);
  lanes[low] = Math.imul(turned((lanes[low] ?? 0) ^ Math.imul(word, 461845907), 17), 1597334677);
}

/** Takes in a text, two units of 16 bits to a word. Behind an odd last one there is nothing, of which the length is to tell. */
export function takeText(lanes: Lanes, text: string): void {
  const { length } = text;
  // Apart from the last, because to ask for what is behind it would make a number of every word.
  const even = length - (length & 1);
  let left = lanes[high] ?? 0;
  let right = lanes[low] ?? 0;
  for (let index = 0; index < even; index += 2) {
    const word = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
    left = Math.imul(turned(left, 5) ^ word, 2654435761);
    right = Math.imul(turned(right, 7) ^ word, 1597334677);
  }
  if (even < length) {
    const word = text.charCodeAt(even);
    left = Math.imul(turned(left, 5) ^ word, 2654435761);
    right = Math.imul(turned(right, 7) ^ word, 1597334677);
  }
  lanes[high] = left;
  lanes[low] = right;
}

/** Ends a part whose place among the others does not matter. */
export function addToSums(lanes: Lanes): void {
  // Mixed before they are added, because sums of what is not mixed meet: 1 + 4 is 2 + 3.
  mix(lanes);
  lanes[highs] = (lanes[highs] ?? 0) + (lanes[high] ?? 0);
  lanes[lows] = (lanes[lows] ?? 0) + (lanes[low] ?? 0);
}

/** Takes in the parts since the last time. */
export function takeSums(lanes: Lanes): void {
  take(lanes, lanes[highs] ?? 0);
  take(lanes, lanes[lows] ?? 0);
  lanes[highs] = 0;
  lanes[lows] = 0;
}

export function finish(lanes: Lanes): number {
  mix(lanes);
  // Of the second lane 21 bits are kept: 53 in all, which a number holds exactly.
  return 4294967296 * (2097151 & (lanes[low] ?? 0)) + ((lanes[high] ?? 0) >>> 0);
}

/** Each lane ends up in every bit of both. */
function mix(lanes: Lanes): void {
  const [left, right] = [lanes[high] ?? 0, lanes[low] ?? 0];
  const mixed = Math.imul(left ^ (left >>> 16), 2246822507) ^ Math.imul(right ^ (right >>> 13), 3266489909);
  lanes[high] = mixed;
  lanes[low] = Math.imul(right ^ (right >>> 16), 2246822507) ^ Math.imul(mixed ^ (mixed >>> 13), 3266489909);
}

function turned(word: number, places: number): number {
  return (word << places) | (word >>> (32 - places));
}
