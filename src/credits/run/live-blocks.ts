import type { Instant } from '../../time/index.js';
import { compareBurnOrder } from '../block.js';
import type { RunningBlock } from './block-state.js';

/** Usable blocks with something left, in burn order. Those before `head` are gone already. */
export type LiveList = { readonly states: RunningBlock[]; head: number };

/** The blocks that serve chosen items alone are burnt before those that serve all (§8.3), so each kind has its list. */
export type LiveBlocks = { readonly filtered: LiveList; readonly open: LiveList };

/** No blocks. */
export function noBlocks(): LiveBlocks {
  return { filtered: { states: [], head: 0 }, open: { states: [], head: 0 } };
}

/** Puts a block in its place of the burn order. */
export function insertLive(live: LiveBlocks, state: RunningBlock): void {
  const { states, head } = listOf(live, state);
  let [low, high] = [head, states.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = states[middle] as RunningBlock;
    if (compareBurnOrder(other.block, state.block) < 0) low = middle + 1;
    else high = middle;
  }
  if (states[low] !== state) states.splice(low, 0, state);
}

/** Takes the block at a position out; the first one, mostly, which moves nothing. */
export function removeLive(list: LiveList, position: number): void {
  if (position === list.head) list.head += 1;
  else list.states.splice(position, 1);
}

/** Takes a block out wherever it is. */
export function dropLive(live: LiveBlocks, state: RunningBlock): void {
  const list = listOf(live, state);
  const position = list.states.indexOf(state, list.head);
  if (position >= 0) removeLive(list, position);
}

/** The first block that has expired by an instant; expiry is the first key of the order. */
export function firstExpired({ filtered, open }: LiveBlocks, at: Instant): RunningBlock | null {
  const a = expiredHead(filtered, at);
  const b = expiredHead(open, at);
  if (a === null || b === null) return a ?? b;
  return compareBurnOrder(a.block, b.block) < 0 ? a : b;
}

function expiredHead({ states, head }: LiveList, at: Instant): RunningBlock | null {
  const first = states[head];
  return first !== undefined && first.block.expiry !== null && first.block.expiry <= at ? first : null;
}

function listOf(live: LiveBlocks, { block }: RunningBlock): LiveList {
  return block.filters.length > 0 ? live.filtered : live.open;
}
