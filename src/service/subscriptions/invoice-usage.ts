import { isGiven } from '../../errors/index.js';
import { usageToMeasure, type AggregatedUsage, type UsageToMeasure } from '../../index.js';
import { formatInstant, localDays, parseInstant, timeZone } from '../../time/index.js';
import type { CreditLedger, Customer, Event } from '../../wire/index.js';
import { modelsOf, policiesOf, type Call } from '../call.js';
import { licensingOf, type Licensing } from '../billing/licensing.js';
import { correctedEvents, ownerOf, type CorrectedEvents } from '../events/corrected-events.js';
import { ownersOf } from '../events/event-store.js';
import type { Kept } from '../kept/shapes.js';
import { addUpDays } from './add-up-days.js';
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

/** So many events are counted here sooner than the store is asked about each price. */
const few = 1000;

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
  if (call.transaction.measureUsage === undefined) return null;
  const customers = await customersOf(call, kept.document);
  const window = { owners: customers.flatMap(ownersOf), from, until };
  if (await isFew(call, window)) return null;
  const corrected = await correctedEvents(call, window);
  if (corrected === null) return null;
  const counted: Counted[] = [];
  for (const asked of lines) counted.push(await countLines(call, asked(), { customers, corrected }));
  return counted;
}

function firstOf(lines: readonly UsageToMeasure[], at: string): string {
  const starts = lines.map(({ timeframe_start }) => timeframe_start);
  return starts.reduce((first, start) => (parseInstant(start) < parseInstant(first) ? start : first), at);
}

type Window = { readonly owners: readonly string[]; readonly from: string; readonly until: string };

async function isFew({ transaction }: Call, { owners, from, until }: Window): Promise<boolean> {
  const query = { customer_ids: owners, from: parseInstant(from), until: parseInstant(until), batch_size: few };
  for await (const batch of transaction.readEvents(query)) return batch.length < few;
  return true;
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

type Counting = { readonly customers: readonly Customer[]; readonly corrected: CorrectedEvents };

async function countLines(call: Call, lines: readonly UsageToMeasure[], counting: Counting): Promise<Counted> {
  const counted: Record<UsageToMeasure['answers'], Record<string, AggregatedUsage>> = { usage: {}, license_usage: {} };
  let lacks_events = false;
  for (const line of lines) {
    const measured = await countLine(call, line, counting);
    if (measured === null) lacks_events = true;
    else counted[line.answers][line.price_interval_id] = measured;
  }
  return { ...counted, lacks_events };
}

async function countLine(call: Call, line: UsageToMeasure, counting: Counting): Promise<AggregatedUsage | null> {
  if (line.rates_events || namesCustomers(line)) return null;
  if (line.by_day_in === null) return ask(call, line, counting);
  // What is scaled is cut once, over all days.
  if (isGiven(line.metric.scale)) return null;
  const { timeframe_start, timeframe_end } = line;
  const span = { start: parseInstant(timeframe_start), end: parseInstant(timeframe_end) };
  const days: AggregatedUsage[] = [];
  const windows = localDays(timeZone(line.by_day_in), span).map(({ start, end }) => ({
    timeframe_start: formatInstant(start),
    timeframe_end: formatInstant(end),
  }));
  for (const window of windows) {
    const measured = await ask(call, { ...line, ...window }, counting);
    if (measured === null) return null;
    days.push(measured);
  }
  return addUpDays(days, windows);
}

/** An event that came before its customer was known names it otherwise in the store than in the log. */
function namesCustomers({ metric, filter, group_by }: UsageToMeasure): boolean {
  return JSON.stringify([metric, filter, group_by]).toLowerCase().includes('customer_id');
}

async function ask(
  { transaction }: Call,
  line: UsageToMeasure,
  { customers, corrected }: Counting,
): Promise<AggregatedUsage | null> {
  const { customer_ids, metric, timeframe_start, timeframe_end, group_by, null_groups, filter } = line;
  const owners = customers.filter(({ id }) => customer_ids.includes(id)).flatMap(ownersOf);
  const { metric_parameter_overrides } = line;
  const with_events = corrected.with_events.filter((event) => owners.includes(ownerOf(event)));
  const measured = await transaction.measureUsage?.({
    metric,
    customer_ids: owners,
    timeframe_start,
    timeframe_end,
    group_by,
    null_groups,
    filter,
    metric_parameter_overrides,
    without_keys: corrected.without_keys,
    with_events,
  });
  return measured ?? null;
}
