import { add, isNegative, one, zero, type Decimal, type Exact } from '../decimal/index.js';
import { pathAt } from '../errors/index.js';
import type { UsageGroup } from '../metrics/index.js';
import type { Instant } from '../time/index.js';

export type { GroupValue, UsageGroup } from '../metrics/index.js';

/** An event as prices see it: its properties, and what its metric measured of it. */
export type UsageEvent = {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly quantity: Decimal;
  readonly timestamp: Instant | null;
  readonly idempotency_key: string | null;
};

/** A line of the same invoice that a composite price looks at; exact, in the currency of both. */
export type UsageComponent = { readonly price_id: string; readonly subtotal: Exact };

/** What a price can be rated on (§2.1). */
type UsageShapes = {
  /** One quantity (Q). */
  readonly quantity: { readonly quantity: Decimal };
  /** Quantities by group (G). */
  readonly groups: { readonly groups: readonly UsageGroup[] };
  /** Single events (E). */
  readonly events: { readonly events: readonly UsageEvent[] };
  /** Other lines (C). */
  readonly components: { readonly components: readonly UsageComponent[] };
};

/** The forms in which a model can take usage. */
export type UsageShape = keyof UsageShapes;

/** Usage in one form. */
export type UsageOf<S extends UsageShape> = { readonly shape: S } & UsageShapes[S];

/** Usage in any of the four forms. */
export type Usage = { readonly [S in UsageShape]: UsageOf<S> }[UsageShape];

/** The metered quantity as a whole: Σ groups, Σ events; what rates other lines is one of its kind. */
export function meteredQuantity(usage: Usage): Decimal {
  if (usage.shape === 'quantity') return usage.quantity;
  return usage.shape === 'components' ? one : sumQuantities(partsOf(usage));
}

/** Σ quantity. */
export function sumQuantities(parts: readonly { readonly quantity: Decimal }[]): Decimal {
  return parts.reduce((sum, { quantity }) => add(sum, quantity), zero);
}

/** Where usage holds a negative quantity, if anywhere: looked for before merging, so that no group hides another's. */
export function negativePart(usage: Usage): { readonly path: string; readonly quantity: Decimal } | null {
  if (usage.shape === 'quantity') {
    return isNegative(usage.quantity) ? { path: 'usage.quantity', quantity: usage.quantity } : null;
  }
  const parts = partsOf(usage);
  const position = parts.findIndex(({ quantity }) => isNegative(quantity));
  const part = parts[position];
  return part ? { path: `${pathAt(`usage.${usage.shape}`, position)}.quantity`, quantity: part.quantity } : null;
}

function partsOf(usage: Usage): readonly { readonly quantity: Decimal }[] {
  if (usage.shape === 'groups') return usage.groups;
  return usage.shape === 'events' ? usage.events : [];
}
