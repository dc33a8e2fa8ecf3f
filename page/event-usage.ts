import { comparePlans, quote, type ComparePlansInput, type QuoteInput } from 'reckoner';
import { interpretDecimal } from 'reckoner/decimal';
import { fail } from 'reckoner/errors';
import type { EstimatorState } from './state.js';
import { rowsOf } from './typed.js';
import type { UsageField } from './usage-fields.js';

type Events = NonNullable<QuoteInput['events']> extends Iterable<infer E> ? readonly E[] : never;
type Measured = { readonly events: Events; readonly metrics: NonNullable<QuoteInput['metrics']> };

/** A quote with the events of its form, which are dated in each of the periods that it has. */
export function withEvents(asked: QuoteInput, state: EstimatorState, fields: readonly UsageField[]): QuoteInput {
  return dated(asked, eventFields(fields), { state, periodsOf: ownPeriods });
}

/** The same for a comparison, by the periods that its plans share. */
export function withEventsOfAll(
  asked: ComparePlansInput,
  state: EstimatorState,
  fields: readonly UsageField[],
): ComparePlansInput {
  return dated(asked, eventFields(fields), { state, periodsOf: sharedPeriods });
}

function ownPeriods(input: QuoteInput): Periods {
  return quote(input).periods;
}

function sharedPeriods(input: ComparePlansInput): Periods {
  return comparePlans({ ...input, break_even: undefined }).periods;
}

function eventFields(fields: readonly UsageField[]): readonly UsageField[] {
  return fields.filter(({ shape }) => shape === 'events');
}

type Periods = readonly { readonly start_date: string }[];
type Dating<T> = { readonly state: EstimatorState; readonly periodsOf: (input: T) => Periods };

function dated<T extends QuoteInput | ComparePlansInput>(
  asked: T,
  fields: readonly UsageField[],
  { state, periodsOf }: Dating<T>,
): T {
  if (fields.length === 0) return asked;
  const metrics = fields.map(metricOf);
  const starts = periodsOf({ ...asked, metrics, events: [] }).map(({ start_date }) => start_date);
  return { ...asked, ...({ metrics, events: eventsOf(state, fields, starts) } satisfies Measured) };
}

/** Where an event of the page has what it is worth: a property that no price reads. */
function amountKey({ keys }: UsageField): string {
  let name = 'amount';
  while (keys.includes(name)) name += '_';
  return name;
}

function metricOf(field: UsageField): Measured['metrics'][number] {
  const { metric } = field;
  return { id: metric, event_names: [metric], aggregation: { kind: 'sum', expression: amountKey(field) } };
}

const mostEvents = 5000;

function eventsOf(state: EstimatorState, fields: readonly UsageField[], starts: readonly string[]): Events {
  const rows = fields.flatMap((field) => rowsOf(state, field).map((row, at) => readRow(row, at, field)));
  const each = rows.reduce((sum, { count }) => sum + count, 0);
  if (each * starts.length > mostEvents) {
    const message = `are ${each * starts.length} in ${starts.length} periods; the page takes ${mostEvents}`;
    fail('usage', 'limit_exceeded', message);
  }
  return starts.flatMap((start) => {
    let moment = Date.parse(start);
    return rows.flatMap(({ count, event }) =>
      Array.from({ length: count }, () => {
        const timestamp = new Date(moment).toISOString();
        // In the order of the rows, which is that of time, because some prices rate one event after the other.
        moment += 1;
        return { ...event, timestamp, idempotency_key: `${start} ${moment}` };
      }),
    );
  });
}

function readRow(row: readonly string[], at: number, field: UsageField) {
  const { keys, metric } = field;
  const [amount = '', count = ''] = row.slice(keys.length);
  const path = `usage.${metric}.events[${at}]`;
  // A metric passes over what is no number, so that it would vanish.
  if (interpretDecimal(amount.trim()) === undefined) {
    fail(`${path}.amount`, 'invalid_decimal', `is ${JSON.stringify(amount)}, which is no decimal`);
  }
  if (!/^\d{1,6}$/.test(count.trim())) {
    fail(`${path}.count`, 'invalid_type', `is ${JSON.stringify(count)}; give a whole number of events`);
  }
  const values = keys.flatMap((key, position) => (row[position] ? [[key, row[position]] as const] : []));
  const properties = Object.fromEntries([...values, [amountKey(field), amount.trim()]]);
  return { count: Number(count), event: { event_name: metric, customer_id: 'visitor', properties } };
}
