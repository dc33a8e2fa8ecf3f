import type { WorkItem } from '../port.js';
import { byCodePoint } from '../stored-text.js';
import type { AccountState, WorkQueue } from './account-state.js';
import type { Undo } from './undo.js';

type Scheduling = { readonly queue: string; readonly id: string; readonly due: number | null };

export function scheduleWork(state: AccountState, { queue, id, due }: Scheduling, undo: Undo): void {
  const work = queueOf(state, queue);
  const before = work.by_id.get(id);
  if (before !== undefined) {
    remove(work, before);
    undo.add(() => insert(work, before));
  }
  if (due === null) return;
  const item = Object.freeze({ id, due });
  insert(work, item);
  undo.add(() => remove(work, item));
}

/** What is due of a queue, `due ≤ until`, in the order in which it is claimed: the earliest first, ties by id. */
export function claimable(state: AccountState, queue: string, until: number): readonly WorkItem[] {
  const { in_order } = queueOf(state, queue);
  return in_order.slice(
    0,
    placeWhere(in_order, ({ due }) => due > until),
  );
}

/** What is claimed first of a queue, if it is due. */
export function firstDue(state: AccountState, queue: string, until: number): WorkItem | null {
  const [first] = queueOf(state, queue).in_order;
  return first !== undefined && first.due <= until ? first : null;
}

function queueOf(state: AccountState, queue: string): WorkQueue {
  const work = state.work.get(queue) ?? { by_id: new Map(), in_order: [] };
  state.work.set(queue, work);
  return work;
}

// A queue is kept in order, so that claims from a long one look at its front alone.
function insert({ by_id, in_order }: WorkQueue, item: WorkItem): void {
  by_id.set(item.id, item);
  in_order.splice(
    placeWhere(in_order, (other) => inOrder(other, item) > 0),
    0,
    item,
  );
}

function remove({ by_id, in_order }: WorkQueue, item: WorkItem): void {
  by_id.delete(item.id);
  in_order.splice(
    placeWhere(in_order, (other) => inOrder(other, item) >= 0),
    1,
  );
}

function inOrder(a: WorkItem, b: WorkItem): number {
  return a.due - b.due || byCodePoint(a.id, b.id);
}

/** The first place from which on a test holds, by bisection; behind all if it holds nowhere. */
function placeWhere(items: readonly WorkItem[], isBehind: (item: WorkItem) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = items[middle];
    if (item !== undefined && isBehind(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
