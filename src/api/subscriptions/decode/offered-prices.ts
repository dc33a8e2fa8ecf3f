import { isNegative, numberFigureAt, toNumber } from '../../../decimal/index.js';
import { isGiven, isObject, optionalText, report, valueAt, type Fields } from '../../../errors/index.js';
import type { OfferedPrice, SubscribedAdjustment, SubscribedPrice } from '../../../subscriptions/index.js';
import type { CustomerInput } from '../../../wire/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { boundaryAt } from '../../decode/period.js';
import { choosesPrice, readChosenPrice } from './chosen-price.js';
import { readLegacyAdjustments } from './legacy-adjustments.js';
import { offeredId } from './offered-id.js';
import {
  findPrice,
  noteReference,
  reportNotOnPlan,
  reportPhase,
  usualSettings,
  type OfferedEntry,
  type Offering,
} from './offering.js';
import { readPriceOverrides } from './price-overrides.js';
import { phaseAt, withKeys } from './price-document.js';
import { readCustomerIds, readOverrides } from './timeline.js';
import { reportStrangers } from './usage-customers.js';

/** The prices of an offer, the adjustments that stand beside them, and which of the plan's prices others stand in for. */
export type OfferedPrices = {
  readonly prices: readonly OfferedPrice[];
  readonly adjustments: readonly SubscribedAdjustment[];
  readonly replacements: ReadonlyMap<string, string>;
  /** The types of adjustment that an override took from a plan's price, by its id. */
  readonly dropped: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Takes a plan's prices and does with them what a request says: removes, replaces, overrides, adds (§9.1). */
export function readOfferedPrices(request: Fields, offering: Offering): OfferedPrices {
  const { plan, settings } = offering;
  const removed = readRemoved(request, offering);
  const replaced = readReplaced(request, offering);
  const overridden = readPriceOverrides(request, offering);
  const instead = new Map([...overridden.entries, ...replaced]);
  const kept = plan.prices
    .filter(({ id }) => !removed.has(id))
    .map((price): OfferedPrice => {
      const entry = instead.get(price.id);
      const own = entry?.settings ?? settings;
      return { price: entry?.price ?? price, start: null, end: null, settings: own };
    });
  const added = objectsAt(request, 'add_prices').flatMap((entry, position) => readAdded(entry, position, offering));
  return {
    prices: [...kept, ...added.map(({ offered }) => offered)],
    adjustments: [
      ...[...instead.values()].flatMap((entry) => entry.adjustments),
      ...added.flatMap((one) => one.adjustments),
    ],
    replacements: new Map([...instead].map(([id, { price }]) => [id, price.id])),
    dropped: overridden.dropped,
  };
}

function readRemoved(request: Fields, offering: Offering): ReadonlySet<string> {
  const ids = objectsAt(request, 'remove_prices').flatMap((entry) => {
    const key = isGiven(valueAt(entry, 'price_id')) ? 'price_id' : 'external_price_id';
    if (key === 'price_id' && isGiven(valueAt(entry, 'external_price_id'))) {
      report(entry, 'external_price_id', {
        code: 'price_reference',
        message: 'stands beside price_id; give one of them',
      });
    }
    const price = findPrice(offering.plan.prices, valueAt(entry, key));
    if (price === undefined) reportNotOnPlan(entry, key, offering);
    return price?.id ?? [];
  });
  return new Set(ids);
}

type Instead = OfferedEntry & { readonly settings: OfferedPrice['settings'] };

function readReplaced(request: Fields, offering: Offering): ReadonlyMap<string, Instead> {
  const replaced = new Map<string, Instead>();
  objectsAt(request, 'replace_prices').forEach((entry, position) => {
    const target = findPrice(offering.plan.prices, valueAt(entry, 'replaces_price_id'));
    if (target === undefined) {
      reportNotOnPlan(entry, 'replaces_price_id', offering);
      return;
    }
    const price = choosesPrice(entry) ? readInstead(entry, target, { position, offering }) : target;
    if (price === null) return;
    if (price === target && !isGiven(valueAt(entry, 'fixed_price_quantity'))) {
      const message = 'is missing; replace the price by another, or give another fixed_price_quantity';
      report(entry, 'fixed_price_quantity', { code: 'price_reference', message });
    }
    const counted = withQuantity(entry, price);
    noteReference(entry, counted.id, offering);
    replaced.set(target.id, {
      price: counted,
      adjustments: besidePrice(entry, counted, offering),
      settings: settingsOf(entry, offering),
    });
  });
  return replaced;
}

/** What replaces a price takes over its phase. */
function readInstead(
  entry: Fields,
  target: SubscribedPrice,
  { position, offering }: { readonly position: number; readonly offering: Offering },
): SubscribedPrice | null {
  const default_id = offeredId('price', ['replace', String(position + 1), target.id], offering);
  const known = [...offering.stored, ...offering.plan.prices];
  const price = readChosenPrice(entry, known, { ...offering.context, default_id });
  return price && withKeys(price, { replaces_price_id: target.id, plan_phase_order: target.phase });
}

/** Another quantity for a fixed price, for as long as it lasts. */
function withQuantity(entry: Fields, price: SubscribedPrice): SubscribedPrice {
  if (!isGiven(valueAt(entry, 'fixed_price_quantity'))) return price;
  const quantity = numberFigureAt(entry, 'fixed_price_quantity');
  if (quantity === undefined) return price;
  if (isNegative(quantity)) {
    report(entry, 'fixed_price_quantity', {
      code: 'negative_quantity',
      message: 'is negative; a quantity is 0 or more',
    });
  }
  if (price.price_type !== 'fixed_price') {
    const message = 'is given for a price without a quantity of its own; usage decides it';
    report(entry, 'fixed_price_quantity', { code: 'not_fixed_fee', message });
  }
  return { ...withKeys(price, { fixed_price_quantity: toNumber(quantity) }), quantity };
}

type Added = { readonly offered: OfferedPrice; readonly adjustments: readonly SubscribedAdjustment[] };

function readAdded(entry: Fields, position: number, offering: Offering): readonly Added[] {
  const default_id = offeredId('price', ['add', String(position + 1)], offering);
  const known = [...offering.stored, ...offering.plan.prices];
  const price = readChosenPrice(entry, known, { ...offering.context, default_id });
  const dates = readDates(entry, offering);
  if (price === null) return [];
  const phase = phaseAt(entry);
  reportPhase(entry, phase, offering);
  const phased = withKeys(price, { plan_phase_order: phase });
  noteReference(entry, phased.id, offering);
  const offered = { price: phased, ...dates, settings: settingsOf(entry, offering) };
  return [{ offered, adjustments: besidePrice(entry, phased, offering) }];
}

/** Reads the dates of an entry; one that it does not state is null. */
export function readDates(entry: Fields, { zone }: Pick<Offering, 'zone'>): Pick<OfferedPrice, 'start' | 'end'> {
  const start = isGiven(valueAt(entry, 'start_date')) ? (boundaryAt(entry, 'start_date', zone) ?? null) : null;
  const end = isGiven(valueAt(entry, 'end_date')) ? (boundaryAt(entry, 'end_date', zone) ?? null) : null;
  if (start !== null && end !== null && end < start) {
    report(entry, 'end_date', { code: 'invalid_interval', message: 'is before start_date; swap or mend the two' });
  }
  return { start, end };
}

function besidePrice(entry: Fields, price: SubscribedPrice, { plan }: Offering): readonly SubscribedAdjustment[] {
  const inner = entry.value['price'];
  const sources = isObject(inner) ? [entry, { ...entry, value: inner }] : [entry];
  return sources.flatMap((fields) =>
    readLegacyAdjustments(fields, {
      id: price.id,
      price_id: price.id,
      phase: price.phase,
      known: plan.stated,
      price_named: (name) => name,
    }),
  );
}

function settingsOf(entry: Fields, { settings }: Offering): OfferedPrice['settings'] {
  const overrides = readOverrides(entry);
  return overrides === null ? settings : { ...settings, metric_parameter_overrides: overrides };
}

/** The filter and customers that a request sets for the whole subscription. */
export function readSettings(request: Fields, customer: CustomerInput): OfferedPrice['settings'] {
  reportStrangers(request, customer);
  return {
    ...usualSettings,
    filter: optionalText(request, 'filter'),
    usage_customer_ids: readCustomerIds(request),
  };
}
