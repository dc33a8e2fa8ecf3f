import { parseInstant } from '../../time/index.js';
import type { SubscriptionState } from '../../wire/index.js';
import type { Call } from '../call.js';
import { needKept, writeKept } from '../kept/documents.js';
import type { Kept } from '../kept/shapes.js';
import { tell, type SubscriptionNews } from '../messages.js';
import { datedNews, newsSince, type Told } from './dated-news.js';

/** Tells what a step made of a subscription: what is to come, and what has come about by now and was not told yet. */
export async function tellStep(call: Call, before: Told | null, subscription_id: string): Promise<void> {
  const after = await needKept(call, 'subscription', subscription_id);
  const told = before === null ? [] : newsTold(before);
  const dated = newsSince(told, datedNews(after, call.at));
  const stepped = before === null ? [newsOf(call, 'subscription_created', after)] : scheduled(call, before, after);
  // What is neither scheduled nor dated is a change of what the subscription is like.
  const edited = before !== null && dated.length + stepped.length === 0 ? editOf(call, before, after) : [];
  await remember(call, after, [...stepped, ...edited, ...dated]);
}

/** Tells what has come about by now. */
export async function tellTime(call: Call, subscription_id: string): Promise<void> {
  const kept = await needKept(call, 'subscription', subscription_id);
  await remember(call, kept, newsSince(newsTold(kept), datedNews(kept, call.at)));
}

function newsTold(kept: Told): readonly SubscriptionNews[] {
  const { told_until } = kept.aside;
  return told_until === undefined ? [] : datedNews(kept, told_until);
}

/** Without news the horizon may stay where it was: there is nothing between the two. */
async function remember(call: Call, kept: Kept<'subscription'>, news: readonly SubscriptionNews[]): Promise<void> {
  if (news.length === 0) return;
  await tell(call, news);
  await writeKept(call, 'subscription', { ...kept, aside: { ...kept.aside, told_until: call.at } });
}

function newsOf(
  { at }: Call,
  kind: 'subscription_created' | 'subscription_cancellation_unscheduled',
  { document: subscription }: Told,
): SubscriptionNews {
  return { kind, at, subscription };
}

/** What a step scheduled, or took back. */
function scheduled(call: Call, before: Told, after: Told): readonly SubscriptionNews[] {
  return [...cancellation(call, before, after), ...changesAhead(call, before, after)];
}

function cancellation(call: Call, before: Told, after: Told): readonly SubscriptionNews[] {
  const { end_date: cancellation_date } = after.document;
  const known = before.document.end_date;
  if (cancellation_date === known) return [];
  if (cancellation_date === null) return [newsOf(call, 'subscription_cancellation_unscheduled', after)];
  const isAhead = parseInstant(cancellation_date) > parseInstant(call.at);
  const kind = 'subscription_cancellation_scheduled';
  return isAhead ? [{ kind, at: call.at, subscription: after.document, cancellation_date }] : [];
}

/** Other plans, and other versions of the plan, that are to come. */
function changesAhead({ at }: Call, before: Told, after: Told): readonly SubscriptionNews[] {
  const end = farthest(before, after);
  const ahead = newsSince(datedNews(before, end), datedNews(after, end)).filter(
    (news) => parseInstant(news.at) > parseInstant(at),
  );
  return ahead.flatMap((news): readonly SubscriptionNews[] => {
    if (news.kind === 'subscription_plan_version_changed') {
      return [{ ...news, kind: 'subscription_plan_version_change_scheduled', at }];
    }
    if (news.kind !== 'subscription_plan_changed') return [];
    return [{ ...news, kind: 'subscription_plan_change_scheduled', at, change_date: news.at }];
  });
}

/** An instant by which all that is scheduled has come. */
function farthest(...told: readonly Told[]): string {
  const dates = told.flatMap(({ aside, document }) => [
    document.start_date,
    ...aside.schedule.map(({ start_date }) => start_date),
    ...(aside.version_changes ?? []).map(({ effective_date }) => effective_date),
  ]);
  return dates.reduce((last, date) => (parseInstant(date) > parseInstant(last) ? date : last));
}

function editOf({ at }: Call, before: Told, after: Told): readonly SubscriptionNews[] {
  const keys = Object.keys(after.document) as readonly (keyof SubscriptionState)[];
  const changed = keys.filter((key) => JSON.stringify(before.document[key]) !== JSON.stringify(after.document[key]));
  if (changed.length === 0) return [];
  const previous = changed.map((key) => [key, before.document[key] ?? null] as const);
  const previous_attributes: Partial<SubscriptionState> = Object.fromEntries(previous);
  return [{ kind: 'subscription_edited', at, subscription: after.document, previous_attributes }];
}
