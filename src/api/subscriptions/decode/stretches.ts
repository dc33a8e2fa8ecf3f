import { firstOfMonth, type Interval } from '../../../cycles/index.js';
import { isGiven, openChild, optionalText, pathAtKey, valueAt, type Fields } from '../../../errors/index.js';
import { layPhases, type PhaseSpan, type Stretch } from '../../../subscriptions/index.js';
import { localDate, readDate, type TimeZone } from '../../../time/index.js';
import type { PlanReference } from '../../../wire/index.js';
import { readAnchor } from '../../cycles/decode/cycle.js';
import { instantAt, objectsAt } from '../../decode/document-fields.js';
import { readInterval } from './interval.js';
import { readPhases, wholeAt } from './plan.js';

/** Where a schedule is read from. */
type Setting = { readonly zone: TimeZone; readonly interval: Interval };

/** Reads the items of a schedule; without any, a subscription is one stretch on its plan. */
export function readStretches(input: Fields, subscription: Fields, setting: Setting): readonly Stretch[] {
  const items = objectsAt(input, 'schedule').map((item) => readItem(item, subscription, setting));
  if (items.length === 0) return [wholeStretch(subscription, setting)];
  return items.sort((a, b) => a.interval.start - b.interval.start);
}

function readItem(item: Fields, subscription: Fields, setting: Setting): Stretch {
  const { zone } = setting;
  const interval = readInterval(item, zone);
  const plan = isGiven(valueAt(item, 'plan')) ? openChild(item, 'plan') : null;
  const isOurs = isGiven(valueAt(item, 'anchored_from'));
  return {
    plan: plan && readReference(plan),
    versions: readVersions(item),
    interval,
    created_at: instantAt(item, 'created_at') ?? interval.start,
    anchoring: isOurs ? readOwnAnchoring(item, interval, zone) : readAnchoring(subscription, setting),
    phases: isOurs ? readSpans(item, zone) : phasesOf(subscription, interval, zone),
    trial_end: isOurs ? instantAt(item, 'trial_end_date') : trialIn(subscription, interval),
  };
}

function wholeStretch(subscription: Fields, setting: Setting): Stretch {
  const { interval, zone } = setting;
  const plan = isGiven(valueAt(subscription, 'plan')) ? openChild(subscription, 'plan') : null;
  return {
    plan: plan && readReference(plan),
    versions: [],
    interval,
    created_at: instantAt(subscription, 'created_at') ?? interval.start,
    anchoring: readAnchoring(subscription, setting),
    phases: phasesOf(subscription, interval, zone),
    trial_end: trialIn(subscription, interval),
  };
}

function readVersions(item: Fields): Stretch['versions'] {
  return objectsAt(item, 'plan_versions')
    .flatMap((entry) => {
      const [at, version] = [instantAt(entry, 'start_date'), wholeAt(entry, 'version')];
      return at === null || version === null ? [] : [{ at, version }];
    })
    .sort((a, b) => a.at - b.at);
}

function readReference(plan: Fields): PlanReference {
  return {
    id: optionalText(plan, 'id'),
    external_plan_id: optionalText(plan, 'external_plan_id'),
    name: optionalText(plan, 'name'),
  };
}

/** The anchor that a document shows, counted from the subscription's start. */
function readAnchoring(subscription: Fields, { interval, zone }: Setting): Stretch['anchoring'] {
  const key = 'billing_cycle_anchor_configuration';
  const anchor = isGiven(valueAt(subscription, key)) ? readAnchor(subscription, key) : null;
  return { anchor: anchor ?? firstOfMonth, from: localDate(zone, interval.start) };
}

function readOwnAnchoring(item: Fields, interval: Interval, zone: TimeZone): Stretch['anchoring'] {
  const path = pathAtKey(item, 'anchored_from');
  const from = readDate(valueAt(item, 'anchored_from'), path, item.issues);
  const anchor = readAnchor(item, 'billing_cycle_anchor_configuration');
  return { anchor: anchor ?? firstOfMonth, from: from ?? localDate(zone, interval.start) };
}

function readSpans(item: Fields, zone: TimeZone): readonly PhaseSpan[] {
  return objectsAt(item, 'phases').map((phase) => ({
    order: wholeAt(phase, 'order') ?? 0,
    interval: readInterval(phase, zone),
  }));
}

/** The phases as the plan lays them, where nothing says how the subscription passed them. */
function phasesOf(subscription: Fields, interval: Interval, zone: TimeZone): readonly PhaseSpan[] {
  const plan = isGiven(valueAt(subscription, 'plan')) ? openChild(subscription, 'plan') : null;
  return plan === null ? [] : layPhases(readPhases(plan), interval, zone);
}

/** The trial of a fetched document, if it lies in the stretch. */
function trialIn(subscription: Fields, { start, end }: Interval): Stretch['trial_end'] {
  const trial = isGiven(valueAt(subscription, 'trial_info')) ? openChild(subscription, 'trial_info') : null;
  const trial_end = trial && instantAt(trial, 'end_date');
  return trial_end !== null && trial_end > start && (end === null || trial_end <= end) ? trial_end : null;
}
