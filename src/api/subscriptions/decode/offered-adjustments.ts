import { identity } from '../../../identity/index.js';
import { isGiven, openChild, optionalText, report, valueAt, type Fields } from '../../../errors/index.js';
import {
  coverInstead,
  isOwnedByCoupon,
  type OfferedAdjustment,
  type SubscribedAdjustment,
} from '../../../subscriptions/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { readAdjustmentInput } from './adjustment.js';
import { readLegacyAdjustments } from './legacy-adjustments.js';
import { offeredId } from './offered-id.js';
import { readDates, type OfferedPrices } from './offered-prices.js';
import { findPrice, reportNotOnPlan, reportPhase, type Offering } from './offering.js';
import { phaseAt } from './price-document.js';

/** Takes a plan's adjustments and does with them what a request says: removes, replaces, adds (§9.1). */
export function readOfferedAdjustments(
  request: Fields,
  offered: OfferedPrices,
  offering: Offering,
): readonly OfferedAdjustment[] {
  const removed = readRemoved(request, offering);
  const replaced = readReplaced(request, offered, offering);
  const { plan } = offering;
  const onPlan = plan.adjustments
    .filter(({ id }) => !removed.has(id))
    .filter((adjustment) => !isDropped(adjustment, request, offered))
    .map((adjustment) => replaced.get(adjustment.id) ?? coverInstead(adjustment, offered.replacements));
  const legacy = isGiven(valueAt(request, 'discount')) ? readDiscounts(request, offering) : [];
  const added = objectsAt(request, 'add_adjustments').flatMap((entry, position) =>
    readAdded(entry, { position, offered, offering }),
  );
  return [...[...onPlan, ...offered.adjustments, ...legacy].map(undated), ...added];
}

function undated(adjustment: SubscribedAdjustment): OfferedAdjustment {
  return { adjustment, start: null, end: null };
}

/** What an override of a price, or `discount` of the whole request, takes from the plan. */
function isDropped(
  { adjustment_type, price_ids }: SubscribedAdjustment,
  request: Fields,
  { dropped }: OfferedPrices,
): boolean {
  const kind = adjustment_type.endsWith('_discount') ? 'discount' : adjustment_type;
  const [only] = price_ids;
  if (price_ids.length === 1 && only !== undefined) return dropped.get(only)?.has(kind) === true;
  // null says that there is none; absent says nothing.
  return kind === 'discount' && Object.hasOwn(request.value, 'discount') && request.value['discount'] !== undefined;
}

function readDiscounts(request: Fields, { subscription_id }: Offering): readonly SubscribedAdjustment[] {
  const only = { ...request, value: { discount: request.value['discount'] } };
  const owner = { price_id: null, phase: null, known: [], price_named: (name: string) => name };
  return readLegacyAdjustments(only, { ...owner, id: identity('adjustment', subscription_id) });
}

function readRemoved(request: Fields, offering: Offering): ReadonlySet<string> {
  const ids = objectsAt(request, 'remove_adjustments').map((entry) => {
    const id = optionalText(entry, 'adjustment_id') ?? '';
    checkOnPlan(entry, 'adjustment_id', offering);
    return id;
  });
  return new Set(ids);
}

function checkOnPlan(entry: Fields, key: string, offering: Offering): void {
  const id = entry.value[key];
  if (!offering.plan.adjustments.some((adjustment) => adjustment.id === id)) reportNotOnPlan(entry, key, offering);
}

function readReplaced(
  request: Fields,
  offered: OfferedPrices,
  offering: Offering,
): ReadonlyMap<string, SubscribedAdjustment> {
  const replaced = new Map<string, SubscribedAdjustment>();
  objectsAt(request, 'replace_adjustments').forEach((entry, position) => {
    const id = optionalText(entry, 'replaces_adjustment_id') ?? '';
    checkOnPlan(entry, 'replaces_adjustment_id', offering);
    const target = offering.plan.adjustments.find((adjustment) => adjustment.id === id);
    const read = readOne(entry, `replace-${position + 1}`, { offered, offering });
    if (read === null || target === undefined) return;
    const { phase } = target;
    const document = { ...read.document, replaces_adjustment_id: id, plan_phase_order: phase };
    replaced.set(id, { ...read, phase, document });
  });
  return replaced;
}

function readAdded(
  entry: Fields,
  {
    position,
    offered,
    offering,
  }: { readonly position: number; readonly offered: OfferedPrices; readonly offering: Offering },
): readonly OfferedAdjustment[] {
  const dates = readDates(entry, offering);
  const phase = phaseAt(entry);
  reportPhase(entry, phase, offering);
  const read = readOne(entry, `add-${position + 1}`, { offered, offering });
  if (read === null) return [];
  const document = { ...read.document, plan_phase_order: phase };
  return [{ adjustment: { ...read, phase, document }, ...dates }];
}

/** An adjustment written out; one that a coupon made may not be used again by its id (§7). */
function readOne(
  entry: Fields,
  name: string,
  { offered, offering }: { readonly offered: OfferedPrices; readonly offering: Offering },
): SubscribedAdjustment | null {
  const fields = openChild(entry, 'adjustment');
  if (fields === null) return null;
  reportOwned(fields, 'id');
  const { references, plan } = offering;
  const onOffer = offered.prices.map(({ price }) => price);
  const price_named = (text: string): string | null =>
    references.get(text) ??
    findPrice(onOffer, text)?.id ??
    offered.replacements.get(findPrice(plan.prices, text)?.id ?? '') ??
    null;
  return readAdjustmentInput(fields, { default_id: offeredId('adjustment', [name], offering), price_named });
}

/** Refuses an id of an adjustment that a coupon made. */
export function reportOwned(fields: Fields, key: string): void {
  const id = fields.value[key];
  if (typeof id !== 'string' || !isOwnedByCoupon(id)) return;
  const message = 'is an adjustment of a coupon; redeem the coupon, or write the adjustment out without an id';
  report(fields, key, { code: 'adjustment_owned_by_coupon', message });
}
