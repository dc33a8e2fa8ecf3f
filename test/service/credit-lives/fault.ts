import type { CreditLife } from './life.js';
import type { Outcome } from './history.js';
import { owedIn } from './owed.js';
import { play } from './play.js';

/** Plays a life; what can be seen of it otherwise than the rules have it, or null. */
export async function faultIn(life: CreditLife): Promise<string | null> {
  const { history, seen } = await play(life);
  const owed = owedIn(history);
  const kinds: readonly (keyof Outcome)[] = ['invoices', 'entries', 'alerts'];
  const faults = kinds.flatMap((kind) => {
    const [have, want] = [[...seen[kind]].sort(), [...owed[kind]].sort()];
    if (have.join('\n') === want.join('\n')) return [];
    const wrong = have.filter((line) => !want.includes(line));
    const lacking = want.filter((line) => !have.includes(line));
    return [`${kind}: ${wrong.join(', ')} instead of ${lacking.join(', ')}`];
  });
  return faults.length === 0 ? null : faults.join('\n');
}
