import { usageToMeasure, type AggregatedUsage, type UsageToMeasure } from '../../index.js';
import { parseInstant } from '../../time/index.js';
import type { CreditLedger, Customer, Event } from '../../wire/index.js';
import { modelsOf, policiesOf, type Call } from '../call.js';
import { licensingOf, type Licensing } from '../billing/licensing.js';
import { countUsage, openCounting, type CountedQuestion, type Counting } from '../events/store-counts.js';
import type { Kept } from '../kept/shapes.js';
import { customersOf, eventsFor, measuresOf, type Measures } from './usage.js';

/** What the store counted, by price interval: what is billed, and where licences may pay, who used it. */
type CountedUsage = {
  readonly usage?: { readonly [price_interval_id: string]: AggregatedUsage };
  readonly license_usage?: { readonly [price_interval_id: string]: AggregatedUsage };
};

/** The usage of one invoice: counted by the store, or the events themselves for what it did not count, and who holds licences. */
export type InvoiceUsage = Measures & Licensing & CountedUsage & { readonly events?: readonly Event[] };

/** An invoice whose usage is asked for; without a date the one that is coming. */
export type AskedInvoice = {
  readonly invoice_date?: string | undefined;
  readonly price_interval_ids?: readonly string[] | undefined;
  /** `partial`: what is under way, whatever its date. */
  readonly invoice_source?: 'partial' | undefined;
};

export type UsageQuestion = {
  readonly kept: Pick<Kept<'subscription'>, 'document' | 'aside'>;
  readonly customer: Customer;
  readonly ledgers: readonly CreditLedger[];
  readonly at: string;
  /** From when on the invoices count usage, where that is known. */
  readonly from?: string | undefined;
  readonly invoices: readonly AskedInvoice[];
};

/** The usage of invoices of a subscription, in their order. */
export async function usageOfInvoices(call: Call, question: UsageQuestion): Promise<readonly InvoiceUsage[]> {
  const { document } = question.kept;
  const measures = await measuresOf(call, document);
  if (measures.metrics.length === 0) return question.invoices.map(() => ({ ...measures, events: [] }));
  const licensing = await licensingOf(call, document.id, question.ledgers);
  const asked = question.invoices.map(
    (invoice) => () => linesOf(call, question, { ...measures, ...licensing, ...invoice }),
  );
  const window = {
    from:
      question.from ??
      firstOf(
        asked.flatMap((lines) => lines()),
        question.at,
      ),
    until: question.at,
  };
  const counted = await countedByStore(call, question, { lines: asked, ...window });
  if (counted !== null && !counted.some(({ lacks_events }) => lacks_events)) {
    return counted.map((one) => ({ ...measures, ...licensing, ...countedOf(one) }));
  }
  const events = await eventsFor(call, document, { ...measures, ...window });
  return question.invoices.map((_invoice, position) => ({
    ...measures,
    ...licensing,
    events,
    ...countedOf(counted?.[position]),
  }));
}

/** What the store counted of an invoice, and whether something is left for which the events are needed. */
type Counted = Required<CountedUsage> & { readonly lacks_events: boolean };

function countedOf(counted: Counted | undefined): CountedUsage {
  return counted === undefined ? {} : { usage: counted.usage, license_usage: counted.license_usage };
}

type Asked = {
  readonly lines: readonly (() => readonly UsageToMeasure[])[];
  readonly from: string;
  readonly until: string;
};

/** What the store counted of each invoice; null where it counts nothing, or there is too little to ask it. */
async function countedByStore(
  call: Call,
  { kept }: UsageQuestion,
  { lines, from, until }: Asked,
): Promise<readonly Counted[] | null> {
  const customers = await customersOf(call, kept.document);
  const counting = await openCounting(call, { customers, from, until });
  if (counting === null) return null;
  const counted: Counted[] = [];
  for (const asked of lines) counted.push(await countLines(call, asked(), counting));
  return counted;
}

function firstOf(lines: readonly UsageToMeasure[], at: string): string {
  const starts = lines.map(({ timeframe_start }) => timeframe_start);
  return starts.reduce((first, start) => (parseInstant(start) < parseInstant(first) ? start : first), at);
}

function linesOf(
  call: Call,
  { kept, customer, ledgers, at }: UsageQuestion,
  invoice: Measures & Licensing & AskedInvoice,
): readonly UsageToMeasure[] {
  const { document: subscription, aside } = kept;
  const asked = { subscription, schedule: aside.schedule, customer, at, ledgers, ...invoice };
  return usageToMeasure({ ...asked, ...modelsOf(call), ...policiesOf(call) });
}

async function countLines(call: Call, lines: readonly UsageToMeasure[], counting: Counting): Promise<Counted> {
  const counted: Record<UsageToMeasure['answers'], Record<string, AggregatedUsage>> = { usage: {}, license_usage: {} };
  let lacks_events = false;
  for (const line of lines) {
    const measured = await countUsage(call, countedQuestion(line), counting);
    if (measured === null) lacks_events = true;
    else counted[line.answers][line.price_interval_id] = measured;
  }
  return { ...counted, lacks_events };
}

/** A line as the store is asked about it, by day where credits pay day by day (§8.2). */
function countedQuestion({ by_day_in, answers: _answers, ...line }: UsageToMeasure): CountedQuestion {
  const { price_interval_id: _interval, price_id: _price, ...question } = line;
  if (by_day_in === null) return question;
  return { ...question, granularity: 'day', view_mode: 'cumulative', timezone: by_day_in };
}
