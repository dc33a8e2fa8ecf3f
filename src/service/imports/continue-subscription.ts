import { formatInstant, parseInstant, shiftInstant } from '../../time/index.js';
import type { SubscriptionScheduleState, SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import { allKept } from '../kept/pages.js';
import type { Kept } from '../kept/shapes.js';
import { isSameJson } from './same-json.js';
import { withVersionsPassed } from './versions-passed.js';

/**
 * Lets billing go on where the imported history ends: what was invoiced is not invoiced again.
 *
 * A subscription goes on from the date of its last invoice, whose services are looked at one by one; one without invoices
 * goes on behind the start of its current billing period. Never back from where billing is already.
 */
export async function continueSubscription(
  call: Call,
  subscription_id: string,
  items: readonly SubscriptionScheduleState[],
): Promise<void> {
  const kept = await needKept(call, 'subscription', subscription_id);
  const invoices = await allKept(call, 'invoice', `subscription:${subscription_id}`);
  const billed_until = latest([kept.aside.billed_until, billedUntil(kept.document, invoices)]);
  const schedule = await withVersionsPassed(call, kept.document, scheduleOf(kept, items));
  const aside = { ...kept.aside, billed_until, schedule };
  if (!isSameJson(aside, kept.aside)) await writeKept(call, 'subscription', { ...kept, aside });
}

function billedUntil(subscription: SubscriptionState, invoices: readonly Kept<'invoice'>[]): string | null {
  const dates = invoices
    .filter(({ document }) => document.invoice_source === 'subscription' && document.status !== 'draft')
    .map(({ document }) => document.invoice_date);
  if (dates.length > 0) return latest(dates);
  const { current_billing_period_start_date, end_date, status } = subscription;
  const begun = status === 'ended' ? end_date : current_billing_period_start_date;
  // The next instant: what was due at the start itself is billed.
  return begun === null ? null : formatInstant(shiftInstant(parseInstant(begun), 1));
}

function latest(dates: readonly (string | null)[]): string | null {
  const given = dates.filter((date) => date !== null);
  return given.reduce<string | null>(
    (last, date) => (last === null || parseInstant(date) > parseInstant(last) ? date : last),
    null,
  );
}

/** The stretches that were imported, or those that are known, or the whole life of the subscription on its plan. */
function scheduleOf(
  { document, aside }: Kept<'subscription'>,
  items: readonly SubscriptionScheduleState[],
): readonly SubscriptionScheduleState[] {
  if (items.length > 0) return [...items].sort((a, b) => parseInstant(a.start_date) - parseInstant(b.start_date));
  if (aside.schedule.length > 0) return aside.schedule;
  const { start_date, end_date, created_at, plan } = document;
  const { id, external_plan_id, name } = plan ?? {};
  const reference = id === undefined ? null : { id, external_plan_id: external_plan_id ?? null, name: name ?? null };
  return [{ start_date, end_date, created_at, plan: reference }];
}
