import {
  isGiven,
  openChild,
  optionalFlag,
  optionalText,
  report,
  valueAt,
  wanting,
  type Fields,
} from '../../../errors/index.js';
import { readAdjustmentList, type Adjustment } from '../../../adjustments/index.js';
import type { PlannedPhase, SubscribedAdjustment, SubscribedPrice } from '../../../subscriptions/index.js';
import type { PhaseDurationUnit, PlanReference } from '../../../wire/index.js';
import { identity } from '../../../identity/index.js';
import { optionalChoiceAt, objectsAt } from '../../decode/document-fields.js';
import { openAdjustment, readAdjustmentInput } from './adjustment.js';
import { readAllocationPrice } from './allocation-price.js';
import { readLegacyAdjustments } from './legacy-adjustments.js';
import { readNewPrice, type PriceContext } from './new-price.js';
import { phaseAt, withKeys } from './price-document.js';

/** A plan that can be subscribed to. */
export type SubscribablePlan = {
  readonly id: string;
  readonly external_id: string | null;
  readonly version: number;
  readonly reference: PlanReference;
  readonly currency: string;
  readonly net_terms: number | null;
  readonly memo: string | null;
  readonly trial_days: number;
  readonly phases: readonly PlannedPhase[];
  readonly prices: readonly SubscribedPrice[];
  readonly adjustments: readonly SubscribedAdjustment[];
  /** What the key `adjustments` itself says, of which the older keys may be projections. */
  readonly stated: readonly Adjustment[];
  /** What the plan or its first phase takes off a trial, of the older form; null: all of it. */
  readonly trial_discount: Fields | null;
  readonly fields: Fields;
};

/** What the prices of a plan are read with. */
export type PlanReading = Pick<PriceContext, 'created_at' | 'custom_models'>;

/** Reads a plan, as fetched or as a create body; null where nothing of it can be read. */
export function readPlan(plan: Fields, { created_at, custom_models }: PlanReading): SubscribablePlan {
  const id = optionalText(plan, 'id') ?? optionalText(plan, 'external_plan_id') ?? 'plan';
  const external_id = optionalText(plan, 'external_plan_id');
  const name = optionalText(plan, 'name') ?? id;
  const currency = optionalText(plan, 'invoicing_currency') ?? optionalText(plan, 'currency') ?? 'USD';
  const phases = objectsAt(plan, 'plan_phases');
  const context = { currency: optionalText(plan, 'currency') ?? currency, created_at, custom_models, plan_id: id };
  const prices = objectsAt(plan, 'prices').flatMap((entry, position) => readEntry(entry, position, context));
  // Faults are told where the adjustments are read for the subscription.
  const stated = readAdjustmentList({ ...plan, issues: [] }, 'adjustments', null);
  return {
    id,
    external_id,
    version: wholeAt(plan, 'version') ?? 1,
    reference: { id, external_plan_id: external_id, name },
    currency,
    net_terms: wholeAt(plan, 'net_terms'),
    memo: optionalText(plan, 'default_invoice_memo'),
    trial_days: trialDaysOf(plan),
    phases: readPhases(plan),
    prices: prices.map(({ price }) => price),
    adjustments: readAdjustments(plan, { id, prices, phases, stated }),
    stated,
    trial_discount: trialDiscountOf(plan),
    fields: plan,
  };
}

type PricedEntry = { readonly price: SubscribedPrice; readonly fields: Fields };
type PlanContext = Omit<PriceContext, 'default_id'> & { readonly plan_id: string };

/** A price bare, or wrapped with its phase as in a plan's create body. */
function readEntry(entry: Fields, position: number, plan: PlanContext): readonly PricedEntry[] {
  const { currency, created_at, custom_models, plan_id } = plan;
  const context = { currency, created_at, custom_models, default_id: identity('price', plan_id, String(position + 1)) };
  const read = readPriceOf(entry, context);
  if (read === null) return [];
  const phase = phaseAt(entry) ?? read.price.phase;
  if (phase === read.price.phase) return [read];
  return [{ price: withKeys(read.price, { plan_phase_order: phase }), fields: read.fields }];
}

function readPriceOf(entry: Fields, context: PriceContext): PricedEntry | null {
  if (isGiven(valueAt(entry, 'allocation_price'))) {
    const fields = openChild(entry, 'allocation_price');
    // An allocation has none of the older keys that a price may carry.
    return pricedEntry(fields && readAllocationPrice(fields, context), fields && { ...fields, value: {} });
  }
  const fields = openWrapped(entry);
  if (fields !== null && isGiven(valueAt(entry, 'license_allocation_price'))) requireAllocations(fields);
  return pricedEntry(fields && readNewPrice(fields, context), fields);
}

function requireAllocations(price: Fields): void {
  if (isGiven(valueAt(price, 'license_allocations'))) return;
  const message = 'is missing; say what each license is granted, or give the price as price';
  report(price, 'license_allocations', { code: 'missing_field', message });
}

function pricedEntry(price: SubscribedPrice | null, fields: Fields | null): PricedEntry | null {
  return price && fields && { price, fields };
}

/** The price of an entry that wraps one, or the entry itself. */
function openWrapped(entry: Fields): Fields | null {
  const key = ['price', 'license_allocation_price'].find((name) => isGiven(valueAt(entry, name)));
  return key === undefined || Object.hasOwn(entry.value, 'model_type') ? entry : openChild(entry, key);
}

const units: { readonly [U in PhaseDurationUnit]: readonly [months: number, days: number] } = {
  daily: [0, 1],
  monthly: [1, 0],
  quarterly: [3, 0],
  semi_annual: [6, 0],
  annual: [12, 0],
};

/** Reads the phases of a plan in their order. */
export function readPhases(plan: Fields): readonly PlannedPhase[] {
  return objectsAt(plan, 'plan_phases')
    .map(readPhase)
    .sort((a, b) => a.order - b.order);
}

function readPhase(phase: Fields): PlannedPhase {
  const order = wholeAt(phase, 'order');
  if (order === null) report(phase, 'order', wanting(valueAt(phase, 'order'), 'a whole number'));
  const duration = wholeAt(phase, 'duration');
  const unit = optionalChoiceAt(phase, 'duration_unit', ['daily', 'monthly', 'quarterly', 'semi_annual', 'annual']);
  const [months, days] = unit === null ? [0, 0] : units[unit];
  return {
    order: order ?? 0,
    lasts: duration === null || unit === null ? null : { months: months * duration, days: days * duration },
    realigns: optionalFlag(phase, 'align_billing_with_phase_start_date'),
  };
}

type AdjustmentSources = {
  readonly id: string;
  readonly prices: readonly PricedEntry[];
  readonly phases: readonly Fields[];
  readonly stated: readonly Adjustment[];
};

/** The adjustments of the plan, and what its older keys, its phases' and its prices' say beside them (§6). */
function readAdjustments(
  plan: Fields,
  { id, prices, phases, stated }: AdjustmentSources,
): readonly SubscribedAdjustment[] {
  const names = new Map(
    prices.flatMap(({ price }) => [
      [price.id, price.id],
      [price.external_id ?? price.id, price.id],
    ]),
  );
  const price_named = (name: string): string | null => names.get(name) ?? null;
  const known = objectsAt(plan, 'adjustments').flatMap((entry, position) => {
    const default_id = identity('adjustment', id, String(position + 1));
    const fields = openAdjustment(entry);
    const read = fields && readAdjustmentInput(fields, { default_id, price_named });
    if (read === null) return [];
    const phase = phaseAt(entry) ?? read.phase;
    return [{ ...read, phase, document: { ...read.document, plan_phase_order: phase } }];
  });
  const owner = { price_named, known: stated, price_id: null, phase: null };
  return [
    ...known,
    ...readLegacyAdjustments(plan, { ...owner, id }),
    ...phases.flatMap((fields) => {
      const phase = wholeAt(fields, 'order');
      return readLegacyAdjustments(fields, { ...owner, id: `${id}-phase-${phase}`, phase });
    }),
    ...prices.flatMap(({ price, fields }) => {
      const { id: price_id, phase } = price;
      return readLegacyAdjustments(fields, { price_named, known: stated, id: price_id, price_id, phase });
    }),
  ];
}

function trialDaysOf(plan: Fields): number {
  const config = isGiven(valueAt(plan, 'trial_config')) ? openChild(plan, 'trial_config') : null;
  return (config && wholeAt(config, 'trial_period')) ?? 0;
}

/** The discount of type `trial` that a plan carries, or null. */
export function trialDiscountOf(plan: Fields): Fields | null {
  const discount = isGiven(valueAt(plan, 'discount')) ? openChild(plan, 'discount') : null;
  return discount !== null && valueAt(discount, 'discount_type') === 'trial' ? discount : null;
}

/** A whole number that is not negative, or null where nothing is said. */
export function wholeAt(fields: Fields, key: string): number | null {
  const value = valueAt(fields, key);
  if (!isGiven(value)) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < 1_000_000) return value;
  report(fields, key, { code: 'invalid_type', message: 'has to be a whole number from 0 to 999999' });
  return null;
}
