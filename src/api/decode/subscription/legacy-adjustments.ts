import {
  isGiven,
  isObject,
  openChild,
  openFields,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import type { SubscribedAdjustment } from '../../../subscriptions/index.js';
import { objectsAt } from '../document-fields.js';
import { readAdjustmentInput, type AdjustmentContext } from './adjustment.js';

/** Whose older keys are read, and what they cover. */
export type LegacyOwner = Pick<AdjustmentContext, 'price_named'> & {
  /** The beginning of the ids of what is read. */
  readonly id: string;
  /** Null: a plan's or a phase's. */
  readonly price_id: string | null;
  readonly phase: number | null;
  /** What `adjustments` holds already: the older keys of fetched documents are projections of it. */
  readonly known: readonly SubscribedAdjustment[];
};

const kinds: Readonly<Record<string, readonly [type: string, key: string]>> = {
  percentage: ['percentage_discount', 'percentage_discount'],
  amount: ['amount_discount', 'amount_discount'],
  usage: ['usage_discount', 'usage_discount'],
  tiered_percentage: ['tiered_percentage_discount', 'tiers'],
};

/** Reads the keys `discount`, `discounts`, `minimum(_amount)` and `maximum(_amount)` as adjustments (§6). */
export function readLegacyAdjustments(fields: Fields, owner: LegacyOwner): readonly SubscribedAdjustment[] {
  const single = isGiven(valueAt(fields, 'discount')) ? [openChild(fields, 'discount')] : [];
  const discounts = [...single, ...objectsAt(fields, 'discounts')].flatMap((discount, position) =>
    discount === null ? [] : readDiscount(discount, { ...owner, id: `${owner.id}-discount-${position + 1}` }),
  );
  const read = [...discounts, ...readBound(fields, 'minimum', owner), ...readBound(fields, 'maximum', owner)];
  return read.filter((adjustment) => !owner.known.some((known) => isProjection(adjustment, known)));
}

/** One discount of the older form; a `trial` discount acts in the trial alone and is no adjustment of its own. */
export function readDiscount(discount: Fields, owner: LegacyOwner): readonly SubscribedAdjustment[] {
  const type = valueAt(discount, 'discount_type');
  if (type === 'trial') return [];
  const kind = typeof type === 'string' ? kinds[type] : undefined;
  if (kind === undefined) {
    report(discount, 'discount_type', wanting(type, `one of ${Object.keys(kinds).join(', ')}, trial`));
    return [];
  }
  const [adjustment_type, key] = kind;
  return complete(discount, { adjustment_type, [key]: valueAt(discount, key) }, owner);
}

function readBound(fields: Fields, kind: 'minimum' | 'maximum', owner: LegacyOwner): readonly SubscribedAdjustment[] {
  const key = `${kind}_amount`;
  const object = isGiven(valueAt(fields, kind)) ? openChild(fields, kind) : null;
  const source = object ?? fields;
  if (!isGiven(valueAt(source, key))) return [];
  const value = { adjustment_type: kind, [key]: valueAt(source, key) };
  return complete(object ?? bare(fields), value, { ...owner, id: `${owner.id}-${kind}` });
}

/** Without an object of its own a bound says nothing but its amount. */
function bare(fields: Fields): Fields {
  return { ...fields, value: {} };
}

function complete(source: Fields, value: object, owner: LegacyOwner): readonly SubscribedAdjustment[] {
  const { id, price_id } = owner;
  const adjustment = {
    id,
    ...value,
    ...(price_id === null ? scopeOf(source) : { applies_to_price_ids: [price_id] }),
    reason: source.value['reason'],
    is_invoice_level: price_id === null,
    plan_phase_order: owner.phase,
  };
  const fields = openFields(adjustment, source.place, source);
  const price_named = price_id === null ? owner.price_named : () => price_id;
  const read = fields && readAdjustmentInput(fields, { default_id: id, price_named });
  return read === null ? [] : [read];
}

function scopeOf({ value }: Fields): object {
  return { applies_to_price_ids: value['applies_to_price_ids'], filters: value['filters'] };
}

/** Whether an adjustment says the same as one that is known: its value, and over the same prices. */
function isProjection(legacy: SubscribedAdjustment, known: SubscribedAdjustment): boolean {
  if (legacy.adjustment_type !== known.adjustment_type) return false;
  const [a, b] = [valueOf(legacy), valueOf(known)];
  return a === b && (legacy.price_ids.length === 0 || legacy.price_ids.every((id) => known.price_ids.includes(id)));
}

function valueOf({ document }: SubscribedAdjustment): string {
  const value: unknown = document;
  if (!isObject(value)) return '';
  const keys = [
    'usage_discount',
    'amount_discount',
    'percentage_discount',
    'tiers',
    'minimum_amount',
    'maximum_amount',
  ];
  return JSON.stringify(keys.map((key) => value[key]));
}
