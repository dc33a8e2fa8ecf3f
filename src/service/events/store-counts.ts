import { isGiven } from '../../errors/index.js';
import type { AggregatedUsage, MeasureQuestion } from '../../index.js';
import type { UsageQuestion } from '../../repository/index.js';
import { parseInstant } from '../../time/index.js';
import type { Customer } from '../../wire/index.js';
import type { Call } from '../call.js';
import { correctedEvents, ownerOf, type CorrectedEvents } from './corrected-events.js';
import { ownersOf } from './event-store.js';

/** What a store can be asked of some customers, once it is known which of their events were corrected. */
export type Counting = { readonly customers: readonly Owner[]; readonly corrected: CorrectedEvents };

/** A customer, as far as the owners of events go. */
type Owner = Pick<Customer, 'id' | 'external_customer_id'>;

/** Whose events, and when. */
export type CountedTime = {
  readonly customers: readonly Owner[];
  readonly from: string;
  readonly until: string;
};

/** A question to the store: whose events it counts, and how. */
export type CountedQuestion = Pick<MeasureQuestion, 'rates_events'> &
  Omit<UsageQuestion, 'without_keys' | 'with_events'>;

/** So many events are counted here sooner than the store is asked about each price. */
const few = 1000;

/** Prepares to ask the store; null where it counts nothing, where there is too little to ask it, or a backfill is open to question. */
export async function openCounting(call: Call, { customers, from, until }: CountedTime): Promise<Counting | null> {
  if (call.transaction.measureUsage === undefined) return null;
  const window = { owners: customers.flatMap(ownersOf), from, until };
  if (await isFew(call, window)) return null;
  const corrected = await correctedEvents(call, window);
  return corrected === null ? null : { customers, corrected };
}

type Window = { readonly owners: readonly string[]; readonly from: string; readonly until: string };

async function isFew({ transaction }: Call, { owners, from, until }: Window): Promise<boolean> {
  const query = { customer_ids: owners, from: parseInstant(from), until: parseInstant(until), batch_size: few };
  for await (const batch of transaction.readEvents(query)) return batch.length < few;
  return true;
}

/** What the store counts; null where only the events themselves say it. */
export async function countUsage(
  { transaction }: Call,
  question: CountedQuestion,
  { customers, corrected }: Counting,
): Promise<AggregatedUsage | null> {
  if (question.rates_events || namesCustomers(question)) return null;
  const { rates_events: _rates, customer_ids, ...asked } = question;
  const owners = customers.filter(({ id }) => customer_ids.includes(id)).flatMap(ownersOf);
  const with_events = corrected.with_events.filter((event) => owners.includes(ownerOf(event)));
  const { without_keys } = corrected;
  const measured = await transaction.measureUsage?.({ ...asked, customer_ids: owners, without_keys, with_events });
  // A store that does not know of windows answers a question that nobody asked.
  const lacks_windows = isGiven(asked.granularity) && measured?.windows === undefined;
  return lacks_windows ? null : (measured ?? null);
}

/** An event that came before its customer was known names it otherwise in the store than in the log. */
function namesCustomers({ metric, filter, group_by }: CountedQuestion): boolean {
  return JSON.stringify([metric, filter, group_by]).toLowerCase().includes('customer_id');
}

/** The answers to all of some questions by their ids; null where the store leaves one of them to the events. */
export async function countAll(
  call: Call,
  questions: readonly (CountedQuestion & { readonly id: string })[],
  counting: Counting | null,
): Promise<{ readonly [id: string]: AggregatedUsage } | null> {
  if (counting === null || questions.some(({ rates_events }) => rates_events)) return null;
  const answers: { [id: string]: AggregatedUsage } = {};
  for (const { id, ...question } of questions) {
    const answer = await countUsage(call, question, counting);
    if (answer === null) return null;
    answers[id] = answer;
  }
  return answers;
}
