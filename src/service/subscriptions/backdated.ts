import { isBillingError, isObject } from '../../errors/index.js';
import { parseBoundary, parseInstant, timeZone, type Instant, type TimeZone } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';

const deepest = 6;

/** What a request is held against: now, in the customer's zone, and the subscription as it stands. */
export type BackdatingFrame = {
  readonly at: string;
  readonly timezone: string;
  readonly subscription: Pick<SubscriptionState, 'price_intervals' | 'adjustment_intervals' | 'trial_info'>;
};

/**
 * Whether a request changes what has passed: it names a date that has, or moves a bound that has, be it to one that lies
 * ahead. Only then may it make invoices wrong that were made of usage, so that only then the usage is read.
 */
export function isBackdated(request: unknown, { at, timezone, subscription }: BackdatingFrame): boolean {
  const now = parseInstant(at);
  const zone = timeZone(timezone);
  return (
    datesIn(request).some((date) => hasPassed(date, now, zone)) ||
    resumesTrial(request, { subscription, now }) ||
    editsIn(request).some((edit) => changesThePast(edit, { subscription, now }))
  );
}

function hasPassed(date: string, now: Instant, zone: TimeZone): boolean {
  // The term that is under way began before now, or now.
  if (date === 'start_of_term') return true;
  try {
    return parseBoundary(date, zone) < now;
  } catch (error) {
    // What is no date is refused by the step itself, with its path.
    if (!isBillingError(error)) throw error;
    return false;
  }
}

function datesIn(request: unknown, depth = 0): readonly string[] {
  if (depth > deepest) return [];
  if (Array.isArray(request)) return (request as readonly unknown[]).flatMap((entry) => datesIn(entry, depth + 1));
  if (!isObject(request)) return [];
  return Object.entries(request).flatMap(([key, value]) =>
    typeof value === 'string' && isDated(key) ? [value] : datesIn(value, depth + 1),
  );
}

function isDated(key: string): boolean {
  return key.endsWith('_date') || key === 'effective_time';
}

/** Another end of a trial that is over, or a trial where there was none: what was billed since then is moved with it. */
function resumesTrial(request: unknown, { subscription: { trial_info }, now }: ChangedPast): boolean {
  if (!isObject(request) || request['trial_end_date'] === undefined) return false;
  return trial_info.end_date === null || parseInstant(trial_info.end_date) <= now;
}

type Edit = Readonly<Record<string, unknown>>;

/** What a request changes of intervals that there are. */
function editsIn(request: unknown): readonly Edit[] {
  if (!isObject(request)) return [];
  return ['edit', 'edit_adjustments'].flatMap((key) => {
    const edits: unknown = request[key];
    return Array.isArray(edits) ? (edits as readonly unknown[]).filter(isObject) : [];
  });
}

const idsAndEnd: ReadonlySet<string> = new Set(['price_interval_id', 'adjustment_interval_id', 'end_date']);

type ChangedPast = Pick<BackdatingFrame, 'subscription'> & { readonly now: Instant };

/** An end that has passed is moved, or anything else of an interval that has begun is another than it was. */
function changesThePast(edit: Edit, { subscription, now }: ChangedPast): boolean {
  const { price_intervals, adjustment_intervals } = subscription;
  const id = edit['price_interval_id'] ?? edit['adjustment_interval_id'];
  const interval = [...price_intervals, ...adjustment_intervals].find((one) => one.id === id);
  if (interval === undefined) return false;
  const { start_date, end_date } = interval;
  const hasEnded = end_date !== null && parseInstant(end_date) <= now;
  if (edit['end_date'] !== undefined && hasEnded) return true;
  const saysMore = Object.keys(edit).some((key) => !idsAndEnd.has(key) && edit[key] !== undefined);
  return saysMore && parseInstant(start_date) <= now;
}
