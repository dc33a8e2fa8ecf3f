import {
  costReport,
  costReportToMeasure,
  usageReport,
  usageReportToMeasure,
  type CostReport,
  type CostReportInput,
  type MeasuredUsage,
  type ReportQuestion,
  type UsageReportInput,
} from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { Customer, Event, SubscriptionUsage } from '../../wire/index.js';
import { modelsOf, policiesOf, type Call } from '../call.js';
import { countAll, openCounting } from '../events/store-counts.js';
import type { Kept } from '../kept/shapes.js';
import { customersOf, measuredEvents, measuresOf, type Measures, type UsageWindow } from './usage.js';

/** How a report's usage is measured, whose it is, and when. */
export type Used = {
  readonly measures: Measures;
  readonly customers: readonly Customer[];
  readonly window: UsageWindow;
};

type Known = 'metrics' | 'dimensional_price_groups' | 'events' | 'usage' | 'at' | 'policies';

/** A report as it was asked for, and what says what was used. */
type Reported<I> = Used & { readonly asked: Omit<I, Known> };

/** How a subscription's usage is measured, and whose it is. */
export async function usedBy(
  call: Call,
  { document }: Pick<Kept<'subscription'>, 'document'>,
): Promise<Omit<Used, 'window'>> {
  return { measures: await measuresOf(call, document), customers: await customersOf(call, document) };
}

/** What several subscriptions use, each metric, group and customer once, over all their time. */
export function joinUsed(all: readonly Used[], at: string): Used {
  const metrics = all.flatMap(({ measures }) => measures.metrics);
  const groups = all.flatMap(({ measures }) => measures.dimensional_price_groups);
  const starts = all.map(({ window }) => window.from ?? at);
  const ends = all.map(({ window }) => window.until ?? at);
  return {
    measures: { metrics: eachOnce(metrics), dimensional_price_groups: eachOnce(groups) },
    customers: eachOnce(all.flatMap(({ customers }) => customers)),
    window: { from: inOrder(starts)[0] ?? at, until: inOrder(ends).at(-1) ?? at },
  };
}

function eachOnce<T extends { readonly id: string }>(things: readonly T[]): readonly T[] {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}

function inOrder(instants: readonly string[]): readonly string[] {
  return [...instants].sort((a, b) => parseInstant(a) - parseInstant(b));
}

/** What was used, in a usage report (§13). */
export async function reportUsage(call: Call, reported: Reported<UsageReportInput>): Promise<SubscriptionUsage> {
  const asked = { ...reported.asked, ...reported.measures, at: call.at } as const;
  return usageReport({ ...asked, ...(await countedFor(call, usageReportToMeasure(asked), reported)) });
}

/** What was used has cost (§13). */
export async function reportCosts(call: Call, reported: Reported<CostReportInput>): Promise<CostReport> {
  const asked = { ...reported.asked, ...reported.measures, at: call.at, ...modelsOf(call), ...policiesOf(call) };
  return costReport({ ...asked, ...(await countedFor(call, costReportToMeasure(asked), reported)) });
}

type Counted = { readonly usage: MeasuredUsage } | { readonly events: readonly Event[] };

/** What the store counted, or the events where it does not count all that is asked. */
async function countedFor(
  call: Call,
  questions: readonly ReportQuestion[],
  { measures, customers, window }: Used,
): Promise<Counted> {
  const { from, until } = window;
  const counting = from === null || until === null ? null : await openCounting(call, { customers, from, until });
  const usage = await countAll(call, questions, counting);
  if (usage !== null) return { usage };
  return { events: await measuredEvents(call, customers, { metrics: measures.metrics, ...window }) };
}
