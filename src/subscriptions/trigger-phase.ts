import { fail } from '../errors/index.js';
import { formatInstant, type Instant } from '../time/index.js';
import { refuseUnlessActive } from './cancel.js';
import { stretchAt } from './cadence.js';
import { holds } from './interval.js';
import { moveBounds, type MoveBound } from './move-bounds.js';
import { layPhases, type PlannedPhase } from './phases.js';
import type { PhaseSpan, Timeline } from './timeline.js';
import { step, type Transition } from './transition.js';

/** The start of a phase ahead of its time; `planned` are the phases of the plan in order. */
export type PhaseTrigger = { readonly at: Instant; readonly planned: readonly PlannedPhase[] };

/** Ends the current phase at an instant; the later ones are summed anew from that date (§9.2). */
export function triggerNextPhase(timeline: Timeline, { at, planned }: PhaseTrigger, now: Instant): Transition {
  refuseUnlessActive(timeline, now);
  const stretch = stretchAt(timeline, at);
  const { phases } = stretch;
  const position = phases.findIndex(({ interval }) => holds(interval, at));
  const next = phases[position + 1];
  if (position < 0 || next === undefined) {
    const message = `no phase follows the one in force at ${formatInstant(at)}; there is nothing to start`;
    return fail('request.effective_date', 'nothing_scheduled', message);
  }
  const later = planned.slice(planned.findIndex(({ order }) => order === next.order));
  const summed = layPhases(later, { start: at, end: stretch.interval.end }, timeline.zone);
  const move = bySpans(phases.slice(position + 1), summed, stretch.interval.end);
  const current = phases.slice(0, position + 1).map((phase, index) => (index === position ? cut(phase, at) : phase));
  const stretches = timeline.stretches.map((one) =>
    one === stretch ? { ...one, phases: [...current, ...summed] } : one,
  );
  return step(timeline, { ...moveBounds(timeline, move), stretches }, now);
}

function cut({ order, interval }: PhaseSpan, end: Instant): PhaseSpan {
  return { order, interval: { start: interval.start, end } };
}

/** Sends the start and end of each phase as it was to those of the same phase as it is now. */
function bySpans(before: readonly PhaseSpan[], after: readonly PhaseSpan[], end: Instant | null): MoveBound {
  const targets = new Map<Instant, Instant>();
  before.forEach(({ interval }, position) => {
    const start = after[position]?.interval.start ?? end;
    if (start !== null) targets.set(interval.start, start);
    const last = after[position]?.interval.end;
    // The end of the plan itself stays where it is.
    if (interval.end !== null && interval.end !== end && last) targets.set(interval.end, last);
  });
  return (bound) => targets.get(bound) ?? bound;
}
