import type { UsageEvent } from '../usage.js';

/** Events by time, then by key, then as given (§2.1); those without a time come first. */
export function inTimeOrder(events: readonly UsageEvent[]): readonly UsageEvent[] {
  // The sort is stable, which keeps the order given where nothing else decides.
  return [...events].sort(
    (a, b) => (a.timestamp ?? -Infinity) - (b.timestamp ?? -Infinity) || byKey(a.idempotency_key, b.idempotency_key),
  );
}

function byKey(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
