import { invariant, isGiven, refuse, report, shown, valueAt, type Fields } from '../../errors/index.js';
import { createUsageMeter, type Meter, type Usage, type UsageMeterOptions } from '../../metrics/index.js';
import type { EventInput } from '../../wire/index.js';
import { createEventCollector, tapped, type EventCollector } from '../usage/event-collector.js';
import { hasAnswers, readAnsweredUsage } from './decode/answered-usage.js';
import { requiredEvents } from './decode/evaluation-request.js';

/** What is measured: meters, and those of them whose events are rated one by one. */
export type MetersToRead = {
  readonly meters: readonly Meter[];
  readonly rated_by_event?: ReadonlySet<string>;
  readonly options: UsageMeterOptions;
};

/** What meters came to, by their ids, and the events that are rated one by one. */
export type ReadMeters = {
  readonly usage: ReadonlyMap<string, Usage>;
  readonly collectors: ReadonlyMap<string, EventCollector>;
};

/**
 * What was counted where the events are, and what is counted of the events given here: by the same specs, so that a meter
 * says the same either way. Whatever is wrong with the input is refused first.
 */
export function readMeters(input: Fields, { meters, rated_by_event = new Set(), options }: MetersToRead): ReadMeters {
  const answers = readAnsweredUsage(input, meters);
  const open = meters.filter(({ id }) => rated_by_event.has(id) || !answers.has(id));
  const events = eventsFor(input, open);
  refuse(input.issues);
  const meter = createUsageMeter(open, options);
  const collectors = new Map(
    open.flatMap((own) => (rated_by_event.has(own.id) ? [[own.id, createEventCollector(own, options)]] : [])),
  );
  const taking = [...collectors.values()];
  meter.addAll(tapped(events, (event) => taking.forEach((collector) => collector.add(event))));
  const counted = meter.result();
  const usage = new Map<string, Usage>();
  for (const { id } of meters) {
    const measured = counted.get(id) ?? answers.get(id);
    invariant(measured !== undefined, 'a meter is answered or counted');
    usage.set(id, measured);
  }
  return { usage, collectors };
}

/** Tells at once, with all other faults, that there is nothing to measure. */
export function reportNoEvents(input: Fields): void {
  if (!hasAnswers(input)) requiredEvents(input);
}

/** The events; none are needed where every question is answered. */
function eventsFor(input: Fields, open: readonly Meter[]): Iterable<EventInput> {
  if (isGiven(valueAt(input, 'events')) || !hasAnswers(input)) return requiredEvents(input);
  const [unanswered] = open;
  if (unanswered !== undefined) {
    const message = `are missing, and usage does not answer ${shown(unanswered.id)}; give the events, or the answer`;
    report(input, 'events', { code: 'missing_field', message });
  }
  return [];
}
