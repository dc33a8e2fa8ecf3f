import {
  isGiven,
  isObject,
  optionalText,
  pathOf,
  problem,
  report,
  requiredText,
  shown,
  valueAt,
  type Fields,
} from '../../../errors/index.js';
import type { Interval } from '../../../cycles/index.js';
import {
  termEndOf,
  termStartOf,
  type AddedAdjustment,
  type AddedPrice,
  type EditedAdjustment,
  type EditedPrice,
  type IntervalEdits,
  type IntervalSettings,
  type SubscribedPrice,
} from '../../../subscriptions/index.js';
import type { Instant } from '../../../time/index.js';
import { addedId } from './added-id.js';
import { objectsAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';
import { openAdjustment, readAdjustmentInput } from './adjustment.js';
import { readChosenPrice } from './chosen-price.js';
import { readLegacyAdjustments } from './legacy-adjustments.js';
import { reportOwned } from './offered-adjustments.js';
import { findPrice } from './offering.js';
import { wholeAt, type SubscribablePlan } from './plan.js';
import type { Reading } from './reading.js';
import { flagOrNull } from './terms.js';
import { readIntervalSettings, readTransitions } from './timeline.js';
import { reportStrangers } from './usage-customers.js';

/** Reads what a request adds to, and changes of, the intervals of a subscription. */
export function readEdits(reading: Reading, plan: SubscribablePlan | null): IntervalEdits {
  const { request } = reading;
  flagOrNull(request, 'can_defer_billing');
  const added = objectsAt(request, 'add').flatMap((entry, position) => readAdded(entry, position, { reading, plan }));
  const byPrice = added.flatMap(({ adjustments }) => adjustments);
  return {
    add: added.map(({ price }) => price),
    edit: objectsAt(request, 'edit').map((entry) => readEdited(entry, reading)),
    add_adjustments: [
      ...byPrice,
      ...objectsAt(request, 'add_adjustments').flatMap((entry, position) =>
        readAddedAdjustment(entry, position, { reading, plan }),
      ),
    ],
    edit_adjustments: objectsAt(request, 'edit_adjustments').map((entry) => readEditedAdjustment(entry, reading)),
  };
}

type Context = { readonly reading: Reading; readonly plan: SubscribablePlan | null };
type Added = { readonly price: AddedPrice; readonly adjustments: readonly AddedAdjustment[] };

function readAdded(entry: Fields, position: number, context: Context): readonly Added[] {
  const { reading } = context;
  const price = readAddedPrice(entry, position, context);
  const interval = readAddedInterval(entry, reading);
  if (price === null || interval === null) return [];
  const transitions = readOwnTransitions(entry, price, reading);
  const settings = readIntervalSettings(withDefault(entry, reading.request));
  reportStrangers(entry, reading.customer.document);
  const path = pathOf(entry.place);
  const owner = { id: price.id, price_id: price.id, phase: null, known: [], price_named: (name: string) => name };
  const adjustments = readLegacyAdjustments(entry, owner).map((adjustment) => ({ adjustment, interval, path }));
  return [{ price: { price, interval, transitions, settings, path }, adjustments }];
}

function readAddedPrice(entry: Fields, position: number, { reading, plan }: Context): SubscribedPrice | null {
  const { timeline, customer, created_at, custom_models, stored } = reading;
  const currency = plan?.currency ?? customer.currency ?? 'USD';
  const default_id = addedId('price', position, reading);
  const known = [...timeline.prices.map(({ price }) => price), ...(plan?.prices ?? []), ...stored];
  if (reportOtherPlan(entry, known, reading)) return null;
  return readChosenPrice(entry, known, { currency, created_at, custom_models, default_id });
}

/** A price of a plan that the subscription is not on would bring that plan's terms along (§9.2). */
function reportOtherPlan(entry: Fields, known: readonly SubscribedPrice[], reading: Reading): boolean {
  const key = ['price_id', 'external_price_id'].find((name) => isGiven(valueAt(entry, name)));
  const name = key === undefined ? undefined : entry.value[key];
  if (key === undefined || findPrice(known, name) !== undefined) return false;
  const other = objectsAt(reading.input, 'plans').find((plan) => listsPrice(plan, name));
  if (other === undefined) return false;
  const message = `belongs to the plan ${shown(optionalText(other, 'id'))}; change the plan, or write the price out`;
  entry.issues.push(problem(`${pathOf(entry.place)}.${key}`, 'price_of_other_plan', message));
  return true;
}

function listsPrice(plan: Fields, name: unknown): boolean {
  return objectsAt(plan, 'prices').some(({ value }) => {
    const inner = isObject(value['price']) ? value['price'] : value;
    return inner['id'] === name || inner['external_price_id'] === name;
  });
}

/** Deferring is the request's to say for every interval that it ends, unless the interval says so itself. */
function withDefault(entry: Fields, request: Fields): Fields {
  const usual = valueAt(request, 'can_defer_billing');
  if (!isGiven(usual) || isGiven(valueAt(entry, 'can_defer_billing')) || !isGiven(valueAt(entry, 'end_date')))
    return entry;
  return { ...entry, value: { ...entry.value, can_defer_billing: usual } };
}

function readAddedInterval(entry: Fields, reading: Reading): Interval | null {
  const start = readBound(entry, 'start_date', reading);
  const end = readBound(entry, 'end_date', reading);
  if (start === undefined)
    entry.issues.push(problem(`${pathOf(entry.place)}.start_date`, 'missing_field', 'is missing; give a date'));
  if (start === undefined || start === null) return null;
  return { start, end: end ?? null };
}

/** An instant, a date, or a boundary of the term; `undefined` where nothing is said and null where an end is opened. */
function readBound(
  entry: Fields,
  key: string,
  { timeline, asked_at: at, customer }: Reading,
): Instant | null | undefined {
  const value = valueAt(entry, key);
  if (value === undefined || (value === null && key === 'start_date')) return undefined;
  if (value === null) return null;
  if (value === 'start_of_term') return termStartOf(timeline, at);
  if (value === 'end_of_term') return termEndOf(timeline, at);
  return boundaryAt(entry, key, customer.zone);
}

function readOwnTransitions(entry: Fields, price: SubscribedPrice, { customer }: Reading): AddedPrice['transitions'] {
  const transitions = readTransitions(entry, customer.zone);
  if (transitions.length > 0 && price.price_type !== 'fixed_price') {
    const path = `${pathOf(entry.place)}.fixed_fee_quantity_transitions`;
    entry.issues.push(problem(path, 'not_fixed_fee', 'are given for a price whose quantity is metered'));
  }
  return transitions;
}

function readEdited(entry: Fields, reading: Reading): EditedPrice {
  const price_interval_id = requiredText(entry, 'price_interval_id');
  const timed = reading.timeline.prices.find(({ id }) => id === price_interval_id);
  reportStrangers(entry, reading.customer.document);
  const lists = timed !== undefined && isGiven(valueAt(entry, 'fixed_fee_quantity_transitions'));
  return {
    price_interval_id,
    start: readBound(entry, 'start_date', reading) ?? undefined,
    end: readBound(entry, 'end_date', reading),
    billing_cycle_day: readDay(entry),
    transitions: lists ? readOwnTransitions(entry, timed.price, reading) : undefined,
    settings: saidSettings(withDefault(entry, reading.request)),
    path: pathOf(entry.place),
  };
}

function readDay(entry: Fields): number | undefined {
  const day = wholeAt(entry, 'billing_cycle_day');
  if (day !== null && (day < 1 || day > 31)) {
    report(entry, 'billing_cycle_day', { code: 'invalid_anchor', message: 'has to be a day from 1 to 31' });
  }
  return day ?? undefined;
}

/** The settings that an edit states; null clears a filter and a list of customers. */
function saidSettings(entry: Fields): Partial<IntervalSettings> {
  const all = readIntervalSettings(entry);
  const keys = Object.keys(all) as (keyof IntervalSettings)[];
  const said = keys.filter((key) => valueAt(entry, key) !== undefined);
  return Object.fromEntries(said.map((key) => [key, all[key]]));
}

function readAddedAdjustment(entry: Fields, position: number, { reading, plan }: Context): readonly AddedAdjustment[] {
  const interval = readAddedInterval(entry, reading);
  const adjustment = isGiven(valueAt(entry, 'adjustment_id'))
    ? readKnownAdjustment(entry, { reading, plan })
    : readNewAdjustment(entry, position, reading);
  return adjustment === null || interval === null ? [] : [{ adjustment, interval, path: pathOf(entry.place) }];
}

function readKnownAdjustment(entry: Fields, { reading, plan }: Context): AddedAdjustment['adjustment'] | null {
  reportOwned(entry, 'adjustment_id');
  const id = optionalText(entry, 'adjustment_id');
  const known = [...reading.timeline.adjustments.map(({ adjustment }) => adjustment), ...(plan?.adjustments ?? [])];
  const adjustment = known.find((one) => one.id === id);
  if (adjustment !== undefined) return adjustment;
  const message = `is ${shown(id)}, which is neither on the subscription nor on its plan; write the adjustment out`;
  entry.issues.push(problem(`${pathOf(entry.place)}.adjustment_id`, 'invalid_reference', message));
  return null;
}

function readNewAdjustment(entry: Fields, position: number, reading: Reading): AddedAdjustment['adjustment'] | null {
  const fields = openAdjustment(entry);
  if (fields === null) return null;
  reportOwned(fields, 'id');
  const default_id = addedId('adjustment', position, reading);
  const prices = reading.timeline.prices.map(({ price }) => price);
  return readAdjustmentInput(fields, { default_id, price_named: (name) => findPrice(prices, name)?.id ?? null });
}

function readEditedAdjustment(entry: Fields, reading: Reading): EditedAdjustment {
  return {
    adjustment_interval_id: requiredText(entry, 'adjustment_interval_id'),
    start: readBound(entry, 'start_date', reading) ?? undefined,
    end: readBound(entry, 'end_date', reading),
    path: pathOf(entry.place),
  };
}
