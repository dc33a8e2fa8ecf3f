import { isGiven, openFields, report, valueAt, type Fields } from '../../../errors/index.js';
import type { OfferedPrice, SubscribedPrice } from '../../../subscriptions/index.js';
import { objectsAt } from '../../decode/document-fields.js';
import { readLegacyAdjustments } from './legacy-adjustments.js';
import { readNewPrice } from './new-price.js';
import { offeredId } from './offered-id.js';
import { findPrice, reportNotOnPlan, type OfferedEntry, type Offering } from './offering.js';

// What an override in the older form may say beside the price's id and its model's configuration (§9.1).
const amounts = ['minimum', 'minimum_amount', 'maximum', 'maximum_amount', 'discount'];
const identifying = ['id', 'price_id', 'external_price_id', 'model_type'];

/** The overrides by price id, and which adjustments of the price they take away or replace. */
export type PriceOverrides = {
  readonly entries: ReadonlyMap<string, OfferedEntry & { readonly settings: OfferedPrice['settings'] }>;
  readonly dropped: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Reads `price_overrides`, the older form of `replace_prices`: a value sets, null removes, absent keeps (§9.1). */
export function readPriceOverrides(request: Fields, offering: Offering): PriceOverrides {
  const entries = new Map<string, OfferedEntry & { readonly settings: OfferedPrice['settings'] }>();
  const dropped = new Map<string, ReadonlySet<string>>();
  for (const override of objectsAt(request, 'price_overrides')) {
    const key = identifying.find((name) => name !== 'model_type' && isGiven(valueAt(override, name))) ?? 'id';
    const target = findPrice(offering.plan.prices, valueAt(override, key));
    if (target === undefined) {
      reportNotOnPlan(override, key, offering);
      continue;
    }
    const price = overridden(override, target, offering);
    if (price === null) continue;
    dropped.set(target.id, saidOf(override));
    const owner = {
      id: price.id,
      price_id: price.id,
      phase: price.phase,
      known: [],
      price_named: (name: string) => name,
    };
    entries.set(target.id, { price, adjustments: readLegacyAdjustments(override, owner), settings: offering.settings });
  }
  return { entries, dropped };
}

function overridden(override: Fields, target: SubscribedPrice, offering: Offering): SubscribedPrice | null {
  const { model_type } = target.document;
  const config = `${model_type}_config`;
  const allowed = [...identifying, ...amounts, config, 'fixed_price_quantity'];
  for (const key of Object.keys(override.value)) {
    if (allowed.includes(key)) continue;
    const message = `may not be overridden; what may are ${[config, 'fixed_price_quantity', ...amounts].join(', ')}`;
    report(override, key, { code: 'override_not_allowed', message });
  }
  const model = valueAt(override, 'model_type');
  if (isGiven(model) && model !== model_type) {
    const message = `is not the price's model, ${model_type}; replace the price instead`;
    report(override, 'model_type', { code: 'override_not_allowed', message });
  }
  const id = offeredId('price', ['override', target.id], offering);
  const base = Object.fromEntries(Object.entries(target.document).filter(([key]) => !amounts.includes(key)));
  const said = Object.fromEntries(
    [config, 'fixed_price_quantity']
      .filter((key) => isGiven(override.value[key]))
      .map((key) => [key, override.value[key]]),
  );
  const fields = openFields({ ...base, ...said, id, replaces_price_id: target.id }, override.place, override);
  return fields && readNewPrice(fields, { ...offering.context, default_id: id });
}

/** The kinds of adjustment that an override speaks of, be it by null: those of the plan's price go. */
function saidOf(override: Fields): ReadonlySet<string> {
  const said = (key: string): boolean => Object.hasOwn(override.value, key) && override.value[key] !== undefined;
  const kinds = ['minimum', 'maximum'].filter((kind) => said(kind) || said(`${kind}_amount`));
  return new Set(said('discount') ? [...kinds, 'discount'] : kinds);
}
