import type { EventInput } from '../../wire/index.js';

/** What tells an event from its repeats: its `idempotency_key`, or the `id` under which a search returns it. */
export function eventKey(event: EventInput): string | undefined {
  return event.idempotency_key ?? event.id ?? undefined;
}
