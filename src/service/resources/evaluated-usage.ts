import { effectiveEvents, type MeasuredUsage, type MeasureQuestion, type MetricInput } from '../../index.js';
import type { Customer, Event } from '../../wire/index.js';
import type { Call } from '../call.js';
import { readLog } from '../events/event-store.js';
import { everyOwner } from '../events/owners.js';
import { countAll, openCounting } from '../events/store-counts.js';
import { looksBack, measuredEvents } from '../subscriptions/usage.js';

/** What is evaluated, over whose events: a customer's, or everybody's. */
export type Evaluated = {
  readonly customer: Customer | null;
  readonly metrics: readonly MetricInput[];
  readonly questions: readonly MeasureQuestion[];
  readonly from: string;
  readonly until: string;
};

/** What the store counted of an evaluation, or the events where it leaves some of it to them. */
export async function usageToEvaluate(
  call: Call,
  evaluated: Evaluated,
): Promise<{ readonly usage: MeasuredUsage } | { readonly events: readonly Event[] }> {
  const { customer, metrics, questions, from, until } = evaluated;
  const customers = customer === null ? await everybody(call) : [customer];
  const customer_ids = customers.map(({ id }) => id);
  const counting = await openCounting(call, { customers, from, until });
  const usage = await countAll(
    call,
    questions.map((question) => ({ ...question, customer_ids })),
    counting,
  );
  if (usage !== null) return { usage };
  if (customer !== null) return { events: await measuredEvents(call, [customer], { metrics, from, until }) };
  // Of a weighted value also what it was at the start (§3).
  const window = { owners: customer_ids, from: metrics.some(looksBack) ? null : from, until };
  return { events: effectiveEvents({ log: await readLog(call.transaction, window), at: call.at }) };
}

/** Every owner of events, as if each were a customer without another name. */
async function everybody({ transaction }: Call): Promise<readonly Pick<Customer, 'id' | 'external_customer_id'>[]> {
  return (await everyOwner(transaction)).map((id) => ({ id, external_customer_id: null }));
}
