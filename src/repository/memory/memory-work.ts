import type { WorkItem } from '../port.js';
import { byCodePoint } from '../stored-text.js';
import type { AccountState } from './account-state.js';
import type { Undo } from './undo.js';

type Scheduling = { readonly queue: string; readonly id: string; readonly due: number | null };

export function scheduleWork(state: AccountState, { queue, id, due }: Scheduling, undo: Undo): void {
  const items = state.work.get(queue) ?? new Map<string, WorkItem>();
  state.work.set(queue, items);
  if (due === null) undo.remove(items, id);
  else undo.set(items, id, Object.freeze({ id, due }));
}

/** What is due of a queue, `due ≤ until`, in the order in which it is claimed: the earliest first, ties by id. */
export function claimable(state: AccountState, queue: string, until: number): readonly WorkItem[] {
  const items = [...(state.work.get(queue)?.values() ?? [])].filter(({ due }) => due <= until);
  return items.sort((a, b) => a.due - b.due || byCodePoint(a.id, b.id));
}
