import { add, compare, decimalAt, formatDecimal, zero, type Decimal } from '../../../decimal/index.js';
import { isGiven, isObject, openChild, report, shown, valueAt, wanting, type Fields } from '../../../errors/index.js';
import {
  compareGroupValues,
  outlineUsage,
  type GroupValue,
  type Meter,
  type Usage,
  type UsageGroup,
  type UsageOutline,
  type UsageWindow,
} from '../../../metrics/index.js';
import type { Period } from '../../../time/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { requiredInstant } from '../../credits/decode/required-instant.js';
import { isGroupValue } from '../../prices/decode/usage.js';

/** What others have counted, by the ids of the meters; an answer has to be of the question that was asked. */
export function readAnsweredUsage(input: Fields, meters: readonly Meter[]): ReadonlyMap<string, Usage> {
  const answers = new Map<string, Usage>();
  if (!isGiven(valueAt(input, 'usage'))) return answers;
  const given = openChild(input, 'usage');
  if (given === null) return answers;
  reportStray(given, meters);
  for (const meter of meters) {
    const entry = isGiven(valueAt(given, meter.id)) ? openChild(given, meter.id) : null;
    if (entry !== null) answers.set(meter.id, readAnswer(entry, outlineUsage(meter)));
  }
  return answers;
}

function reportStray(given: Fields, meters: readonly Meter[]): void {
  const asked = new Set(meters.map(({ id }) => id));
  for (const id of Object.keys(given.value)) {
    if (asked.has(id)) continue;
    const message = `answers none of the questions of this report; leave ${shown(id)} out, or ask again`;
    report(given, id, { code: 'invalid_reference', message });
  }
}

function readAnswer(entry: Fields, outline: UsageOutline): Usage {
  const groups = outline.keys === 0 ? [] : readGroups(entry, outline);
  const { quantity, ...windows } = readMeasured(entry, outline);
  if (outline.adds_up) reportParts(entry, groups, quantity);
  return { quantity, is_summable: outline.is_summable, ...windows, groups };
}

type Measured = Pick<UsageGroup, 'quantity' | 'windows'>;

function readMeasured(fields: Fields, { windows }: UsageOutline): Measured {
  const quantity = decimalAt(fields, 'quantity') ?? zero;
  return windows === null ? { quantity } : { quantity, windows: readWindows(fields, windows) };
}

function readWindows(fields: Fields, asked: readonly Period[]): readonly UsageWindow[] {
  const list = objectsAt(fields, 'windows');
  if (list.length !== asked.length) {
    const message = `holds ${list.length} windows of the ${asked.length} that were asked for; give each, empty ones too`;
    report(fields, 'windows', { code: 'invalid_timeframe', message });
    return [];
  }
  return list.map((window, position) => readWindow(window, asked[position]));
}

function readWindow(window: Fields, asked: Period | undefined): UsageWindow {
  const [start, end] = [requiredInstant(window, 'timeframe_start'), requiredInstant(window, 'timeframe_end')];
  if (start !== asked?.start || end !== asked.end) {
    const message = 'is not the window that was asked for; give granularity, view_mode and timezone of the question';
    report(window, 'timeframe_end', { code: 'invalid_timeframe', message });
  }
  return { timeframe_start: start, timeframe_end: end, quantity: decimalAt(window, 'quantity') ?? zero };
}

/** Groups in their order (§2.1), each once. */
function readGroups(entry: Fields, outline: UsageOutline): readonly UsageGroup[] {
  const list = valueAt(entry, 'groups');
  if (!isGiven(list)) report(entry, 'groups', wanting(list, 'the groups that were asked for'));
  const seen = new Set<string>();
  const groups = objectsAt(entry, 'groups').map((fields) => {
    const grouping_values = readGroupingValues(fields, outline.keys);
    const name = JSON.stringify(grouping_values);
    if (seen.has(name)) {
      report(fields, 'grouping_values', { code: 'invalid_reference', message: `repeats ${name}; add the two up` });
    }
    seen.add(name);
    return { grouping_values, ...readMeasured(fields, outline) };
  });
  return groups.sort(inOrder);
}

function readGroupingValues(group: Fields, keys: number): readonly GroupValue[] {
  const values = valueAt(group, 'grouping_values');
  const list: readonly unknown[] = Array.isArray(values) ? Array.from(values as readonly unknown[]) : [];
  if (list.length === keys && list.every(isGroupValue)) return list;
  report(group, 'grouping_values', wanting(values, `a list of ${keys}: texts, numbers, booleans or nulls`));
  return [];
}

function inOrder({ grouping_values: left }: UsageGroup, { grouping_values: right }: UsageGroup): number {
  const place = left.findIndex((value, position) => value !== right[position]);
  return place < 0 ? 0 : compareGroupValues(left[place] ?? null, right[place] ?? null);
}

/** An answer that left out what lacks a key would show less than was used. */
function reportParts(entry: Fields, groups: readonly UsageGroup[], whole: Decimal): void {
  const sum = groups.reduce<Decimal>((total, { quantity }) => add(total, quantity), zero);
  if (compare(sum, whole) === 0) return;
  const message = `add up to ${formatDecimal(sum)} of ${formatDecimal(whole)}; aggregate with null_groups: 'keep'`;
  report(entry, 'groups', { code: 'usage_shape_mismatch', message });
}

/** Whether `usage` is given at all, so that events may be missing. */
export function hasAnswers(input: Fields): boolean {
  return isObject(valueAt(input, 'usage'));
}
