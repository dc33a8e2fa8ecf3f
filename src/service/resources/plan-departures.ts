import { fail, isObject, shown } from '../../errors/index.js';
import type { NewPlanVersion, Plan, PlanInput } from '../../wire/index.js';

type Entry = Readonly<Record<string, unknown>>;

/** The plan that a new version comes to: prices and adjustments added, removed and replaced, each for its phase. */
export function departed(plan: Plan, body: NewPlanVersion, newPriceId: () => string): PlanInput {
  const prices = (plan.prices as readonly unknown[]).filter(isObject);
  const adjustments = (plan.adjustments as readonly unknown[]).filter(isObject);
  const next: Entry = {
    ...plan,
    prices: [
      ...changed(
        prices,
        { removed: body.remove_prices, replaced: body.replace_prices },
        {
          list: 'prices',
          idKey: 'price_id',
          replacesKey: 'replaces_price_id',
          write: (entry) => identified(entry, newPriceId(), String(entry['replaces_price_id'])),
        },
      ),
      ...entriesOf(body.add_prices).map((entry) => identified(entry, newPriceId(), null)),
    ],
    adjustments: [
      ...changed(
        adjustments,
        { removed: body.remove_adjustments, replaced: body.replace_adjustments },
        {
          list: 'adjustments',
          idKey: 'adjustment_id',
          replacesKey: 'replaces_adjustment_id',
          write: ({ adjustment, plan_phase_order }) => ({ adjustment, plan_phase_order }),
        },
      ),
      ...entriesOf(body.add_adjustments),
    ],
  };
  // What of it is no plan is refused when it is completed, with its path.
  return next as PlanInput;
}

type Changes = { readonly removed: unknown; readonly replaced: unknown };
type Naming = {
  readonly list: string;
  readonly idKey: string;
  readonly replacesKey: string;
  readonly write: (entry: Entry) => Entry;
};

function changed(before: readonly Entry[], { removed, replaced }: Changes, naming: Naming): readonly Entry[] {
  const { list, idKey, replacesKey, write } = naming;
  const gone = entriesOf(removed);
  const replacements = entriesOf(replaced);
  for (const [position, entry] of gone.entries())
    refuseUnknown(before, entry[idKey], `body.remove_${list}[${position}].${idKey}`);
  for (const [position, entry] of replacements.entries())
    refuseUnknown(before, entry[replacesKey], `body.replace_${list}[${position}].${replacesKey}`);
  return before.flatMap((own) => {
    const replacement = replacements.find((entry) => entry[replacesKey] === own['id'] && isOfPhase(entry, own));
    if (replacement !== undefined) return [write(replacement)];
    return gone.some((entry) => entry[idKey] === own['id'] && isOfPhase(entry, own)) ? [] : [own];
  });
}

/** An entry that names no phase is meant for all. */
function isOfPhase({ plan_phase_order }: Entry, own: Entry): boolean {
  return plan_phase_order === undefined || plan_phase_order === null || plan_phase_order === own['plan_phase_order'];
}

function refuseUnknown(before: readonly Entry[], id: unknown, path: string): void {
  if (before.some((own) => own['id'] === id)) return;
  fail(path, 'not_on_plan', `is ${shown(id)}, which is not on the plan; give an id of its default version`);
}

/** A new price with an id of its own, saying what it stands in for. */
function identified(entry: Entry, id: string, replaces_price_id: string | null): Entry {
  const { price } = entry;
  if (!isObject(price)) return entry;
  return { ...entry, price: { ...price, id, ...(replaces_price_id === null ? {} : { replaces_price_id }) } };
}

function entriesOf(list: unknown): readonly Entry[] {
  return Array.isArray(list) ? (list as readonly unknown[]).filter(isObject) : [];
}
