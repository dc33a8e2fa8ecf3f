import { hourText, type Taken } from './history.js';

/*
 * What counts in the end, said of the history as a whole instead of state by state: an event counts if it was visible, and
 * no deprecation and no replacing backfill that stands in the end took it out.
 */

type Body = {
  readonly idempotency_key: string;
  readonly customer_id: string;
  readonly timestamp: string;
  readonly properties: { readonly tokens: number };
};
type Window = {
  readonly nth: number;
  readonly from: number;
  readonly until: number;
  readonly replaces: boolean;
  readonly customer: string | null;
  /** The position at which it closed, and at which it was reverted. */
  readonly closed: number;
  readonly reverted: number;
};

const never = Number.POSITIVE_INFINITY;
const day = 86_400_000;

/** The ids that count with their tokens, at a time. */
export function naivelyInForce(history: readonly Taken[], at: number): ReadonlyMap<string, number> {
  const windows = windowsOf(history, at);
  const inForce = new Map<string, number>();
  for (const [position, { step }] of history.entries()) {
    if (step.call !== 'ingestEvents') continue;
    for (const event of step['events'] as readonly Body[]) {
      if (!isFirst(history, windows, event.idempotency_key, position)) continue;
      if (counts(history, windows, { event, position, nth: step.backfill ?? null })) {
        inForce.set(event.idempotency_key, lastTokens(history, event, position));
      }
    }
  }
  return inForce;
}

function windowsOf(history: readonly Taken[], at: number): readonly Window[] {
  const created = [...history.entries()].filter(([, { step }]) => step.call === 'createBackfill');
  return created.map(([position, { step }], index) => {
    const nth = index + 1;
    const due = Date.parse(String(step.at)) + day;
    const after = history.findIndex((other) => Date.parse(String(other.step.at)) >= due);
    // It closes by itself just before the first request that comes a day later or more, if time has come that far.
    const byItself = after >= 0 ? after - 0.5 : at >= due ? history.length : never;
    const closing = ended(history, 'closeBackfill', nth);
    const reverted = ended(history, 'revertBackfill', nth);
    const closed = Math.min(closing, byItself);
    return {
      nth,
      from: Date.parse(String(step['timeframe_start'])),
      until: Date.parse(String(step['timeframe_end'])),
      replaces: step['replace_existing_events'] === true,
      customer: step['customer_id'] as string | null,
      closed: closed < reverted && closed > position ? closed : never,
      reverted,
    };
  });
}

function ended(history: readonly Taken[], call: string, nth: number): number {
  const position = history.findIndex(({ step }) => step.call === call && step.backfill === nth);
  return position < 0 ? never : position;
}

type Sent = { readonly event: Body; readonly position: number; readonly nth: number | null };

/** Whether the key was free when the event came: not sent before, or only with backfills that were reverted by then. */
function isFirst(history: readonly Taken[], windows: readonly Window[], key: string, position: number): boolean {
  const earlier = history.slice(0, position).filter(({ step }) => {
    if (step.call !== 'ingestEvents') return false;
    const isFreed = step.backfill !== undefined && (windows[step.backfill - 1]?.reverted ?? never) < position;
    return !isFreed && (step['events'] as readonly Body[]).some((event) => event.idempotency_key === key);
  });
  return earlier.length === 0;
}

function counts(history: readonly Taken[], windows: readonly Window[], { event, position, nth }: Sent): boolean {
  const own = nth === null ? null : windows[nth - 1];
  if (own && (own.closed === never || own.reverted !== never)) return false;
  const shown = own ? own.closed : position;
  const key = event.idempotency_key;
  const isDeprecated = history.some(
    ({ step }, later) => later > position && step.call === 'deprecateEvent' && step['event_id'] === key,
  );
  if (isDeprecated) return false;
  const time = Date.parse(event.timestamp);
  return !windows.some((window) => {
    if (window.nth === nth || !window.replaces || window.closed === never || window.reverted !== never) return false;
    if (shown >= window.closed || time < window.from || time >= window.until) return false;
    if (window.customer !== null && window.customer !== event.customer_id) return false;
    return !wasSentAgain(history, { key, nth: window.nth, after: position, shown });
  });
}

type Again = { readonly key: string; readonly nth: number; readonly after: number; readonly shown: number };

function wasSentAgain(history: readonly Taken[], { key, nth, shown }: Again): boolean {
  return history.some(
    ({ step }, later) =>
      later > shown &&
      step.call === 'ingestEvents' &&
      step.backfill === nth &&
      (step['events'] as readonly Body[]).some((event) => event.idempotency_key === key),
  );
}

function lastTokens(history: readonly Taken[], event: Body, position: number): number {
  const amendments = history
    .slice(position)
    .flatMap(({ step }) =>
      step.call === 'amendEvent' && step['event_id'] === event.idempotency_key ? [step['event'] as Body] : [],
    );
  return (amendments.at(-1) ?? event).properties.tokens;
}

export const endOfTime = Date.parse(hourText(24 * 40));
